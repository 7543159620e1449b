"""Score an alternative as one judge."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Text
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right
from projects.selection.criteria import CRITERIA
from projects.selection.drafts import require_open_appraisal
from projects.selection.models import Alternative, AlternativeScore
from projects.selection.terms import CENT, refuse_wrong

HIGHEST = 10


@action
def score_alternative(
    alternative: Alternative, *, actor: User, scores: Mapping[str, Decimal], note: str = ""
) -> Alternative:
    """Holders of `edit_selection` judge an alternative from 0 to 10 on the six criteria.

    A judge's later scores replace the earlier ones. Recorded as `alternative:scored`.
    """
    alternative = locked(alternative)
    access.require(actor, Right.EDIT_SELECTION, alternative)
    require_open_appraisal(alternative.project)
    refuse_wrong("ALTERNATIVE-SCORES", {code: _problem(scores.get(code)) for code in CRITERIA})
    for code in CRITERIA:
        AlternativeScore.objects.update_or_create(
            alternative=alternative,
            criterion=code,
            judge=actor,
            defaults={"project": alternative.project, "score": scores[code], "note": note},
        )
    alternative.version += 1
    alternative.save(update_fields=["version"])
    given = {code: scores[code] for code in CRITERIA}
    record("alternative:scored", alternative, actor=actor, data={"scores": given, "note": note})
    announce(alternative.project_id)
    return alternative


def _problem(score: Decimal | None) -> Text:
    if score is None or not score.is_finite() or not 0 <= score <= HIGHEST:
        return _("Give a score from 0 to 10.")
    return "" if score == score.quantize(CENT) else _("Give at most two decimal places.")
