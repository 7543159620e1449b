"""The comparison of a project's alternatives as it stands now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from projects.models import Project
from projects.selection.criteria import CRITERIA, normalised_weights
from projects.selection.models import Alternative
from projects.selection.ranking import Standing, first_shares, rank


@dataclass(frozen=True)
class Appraised:
    """An alternative with the mean of its judges' scores and its standing, when complete."""

    alternative: Alternative
    means: dict[str, float]
    judges: int
    standing: Standing | None

    @property
    def is_complete(self) -> bool:
        """Whether somebody scored it on every criterion."""
        return len(self.means) == len(CRITERIA)

    @property
    def cells(self) -> list[float | None]:
        """The means in the order of the criteria."""
        return [self.means.get(code) for code in CRITERIA]


def appraisal(alternatives: Iterable[Alternative]) -> list[Appraised]:
    """Every alternative, best first, those not yet fully scored at the end."""
    rows = [(alternative, *_means(alternative)) for alternative in alternatives]
    complete = {row[0].pk: list(row[1].values()) for row in rows if len(row[1]) == len(CRITERIA)}
    standings = (
        {one.alternative: one for one in rank(complete, list(normalised_weights().values()))}
        if complete
        else {}
    )
    found = [
        Appraised(alternative, means, judges, standings.get(alternative.pk))
        for alternative, means, judges in rows
    ]
    last = len(found) + 1
    return sorted(found, key=lambda one: one.standing.rank if one.standing else last)


def appraisal_of(project: Project) -> list[Appraised]:
    """The comparison in one project."""
    return appraisal(Alternative.objects.in_project(project).prefetch_related("scores"))


def frozen(rows: Iterable[Appraised]) -> dict[str, Any]:
    """The comparison as a proposal keeps it, with its sensitivity run."""
    rows = list(rows)
    scored = {row.alternative.pk: list(row.means.values()) for row in rows if row.standing}
    shares = first_shares(scored, list(normalised_weights().values())) if scored else {}
    return {
        "first_shares": {str(key): round(share, 4) for key, share in shares.items()},
        "weights": {code: round(value, 4) for code, value in normalised_weights().items()},
        "rows": [
            {
                "alternative": row.alternative.pk,
                "title": row.alternative.title,
                "mode": row.alternative.mode,
                "means": {code: round(value, 3) for code, value in row.means.items()},
                "judges": row.judges,
                "closeness": round(row.standing.closeness, 4),
                "weighted_sum": round(row.standing.weighted_sum, 3),
                "rank": row.standing.rank,
            }
            for row in rows
            if row.standing
        ],
    }


def _means(alternative: Alternative) -> tuple[dict[str, float], int]:
    given: dict[str, list[float]] = defaultdict(list)
    judges = set()
    for score in alternative.scores.all():
        given[score.criterion].append(float(score.score))
        judges.add(score.judge_id)
    return {code: sum(given[code]) / len(given[code]) for code in CRITERIA if given[code]}, len(
        judges
    )
