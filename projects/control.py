"""The control-right map of one project: declared against exercised, with its indices."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import timezone

from egov_outsource.accounts.models import User
from projects.allocations import shares_of
from projects.exercising import (
    PERIOD,
    Exercise,
    Gap,
    Stamp,
    exercised_shares,
    gap,
    gap_by_dimension,
    stamps,
)
from projects.models import Allocation, Decision, Project
from projects.rights import DECISION_POINTS, DecisionPoint, Holder, Stage
from projects.sharing import (
    Dispersion,
    dispersion,
    misallocation,
    misallocation_by_dimension,
    misallocation_index,
)

GOVERNMENT = Holder.GOVERNMENT.value


@dataclass(frozen=True)
class PointRow:
    """One decision point: who is declared to hold it, and who decided it of late."""

    point: DecisionPoint
    declared: Mapping[str, Decimal]
    rows: Sequence[Allocation]
    exercised: Mapping[str, float]
    decisions: int
    recent: int
    outside: int

    @property
    def ideal(self) -> dict[str, float]:
        """The ideal shares by holder."""
        return {h.value: share for h, share in zip(Holder, self.point.ideal, strict=True)}

    @property
    def misallocation(self) -> Decimal:
        """m_k."""
        return misallocation(self.point, self.declared)

    @property
    def shares(self) -> list[tuple[Decimal | int, float | None]]:
        """Declared and exercised share of government, third party and contractor."""
        return [
            (self.declared.get(h.value, 0), self.exercised.get(h.value) if self.recent else None)
            for h in Holder
        ]

    @property
    def accountable(self) -> User | None:
        """The person who answers for it."""
        return next((row.accountable for row in self.rows if row.accountable), None)

    @property
    def mode(self) -> Allocation | None:
        """The row that says how it is decided, and on what basis."""
        return self.rows[0] if self.rows else None


@dataclass(frozen=True)
class DimensionRow:
    """One stage of control rights with its two indices."""

    stage: Stage
    points: Sequence[PointRow]
    crmi: Decimal
    gap: Gap
    declared_government: float
    exercised_government: float | None


class Pace(NamedTuple):
    """How fast somebody decides after opening."""

    person: User
    pace: Stamp


@dataclass(frozen=True)
class ControlMap:
    """Everything of the page, the file and the REST answer, so that they say the same."""

    project: Project
    crmi: Decimal
    gap: Gap
    dispersion: Dispersion
    dimensions: Sequence[DimensionRow]
    stamps: Sequence[Pace]

    @property
    def points(self) -> list[PointRow]:
        """The 30 points in order."""
        return [row for dimension in self.dimensions for row in dimension.points]


def control_map(project: Project, user: User) -> ControlMap:
    """The map as `user` may see it; decisions count for 180 days."""
    visible = Allocation.objects.visible_to(user).in_project(project)
    rows = list(
        visible.filter(valid_to__isnull=True).select_related("accountable", "clause", "decision")
    )
    shares = shares_of(rows)
    log = exercises(project, user)
    totals = Counter(
        Decision.objects.visible_to(user)
        .in_project(project)
        .order_by()
        .values_list("point", flat=True)
    )
    points = _points(rows, shares, log, totals)
    found_stamps = stamps(log)
    people = User.objects.in_bulk([stamp.person for stamp in found_stamps])
    return ControlMap(
        project=project,
        crmi=misallocation_index(shares),
        gap=gap(log),
        dispersion=dispersion(
            shares,
            {row.point: row.mode for row in rows},
            {row.point for row in rows if row.accountable_id},
        ),
        dimensions=_dimensions(points, shares, log),
        stamps=[Pace(people[stamp.person], stamp) for stamp in found_stamps],
    )


def exercises(project: Project, user: User, *, period: timedelta = PERIOD) -> list[Exercise]:
    """The decision log of the last `period`, as the indices read it."""
    found = Decision.objects.visible_to(user).in_project(project)
    recent = found.filter(decided_at__gt=timezone.now() - period).order_by("decided_at", "id")
    names = ("point", "holder", "is_as_declared", "decided_by_id", "decided_at", "opened_at")
    return [Exercise(*row) for row in recent.values_list(*names)]


def history(project: Project, user: User, point: str) -> Any:
    """Every declaration of one point that `user` may see, the newest first."""
    rows = Allocation.objects.visible_to(user).in_project(project).filter(point=point)
    related = rows.select_related("accountable", "clause", "decision")
    return related.order_by("-valid_from", "holder")


def _points(
    rows: Sequence[Allocation],
    shares: Mapping[str, Mapping[str, Decimal]],
    log: Sequence[Exercise],
    totals: Mapping[str, int],
) -> list[PointRow]:
    recent = Counter(one.point for one in log)
    outside = Counter(one.point for one in log if not one.as_declared)
    exercised = exercised_shares(log)
    return [
        PointRow(
            point=point,
            declared=shares.get(code, {}),
            rows=[row for row in rows if row.point == code],
            exercised=exercised.get(code, {}),
            decisions=totals.get(code, 0),
            recent=recent[code],
            outside=outside[code],
        )
        for code, point in DECISION_POINTS.items()
    ]


def _dimensions(
    points: Sequence[PointRow],
    shares: Mapping[str, Mapping[str, Decimal]],
    log: Sequence[Exercise],
) -> list[DimensionRow]:
    crmi = misallocation_by_dimension(shares)
    gaps = gap_by_dimension(log)
    made = []
    for stage in Stage:
        mine = [row for row in points if row.point.dimension == stage.dimension]
        weight = sum(row.point.weight for row in mine)
        declared = sum(row.point.weight * row.declared.get(GOVERNMENT, 0) for row in mine)
        decided = [one for one in log if one.point[0] == stage.dimension]
        by_government = sum(one.weight for one in decided if one.holder == GOVERNMENT)
        made.append(
            DimensionRow(
                stage=stage,
                points=mine,
                crmi=crmi[stage.dimension],
                gap=gaps.get(stage.dimension, gap(())),
                declared_government=float(declared) / weight,
                exercised_government=by_government / sum(one.weight for one in decided)
                if decided
                else None,
            )
        )
    return made
