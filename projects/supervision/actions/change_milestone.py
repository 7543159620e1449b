"""Correct a milestone that is still to be met."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotReady
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right
from projects.supervision.milestones import check_milestone
from projects.supervision.models import Milestone

CHANGEABLE = ("title", "kind", "due", "weight", "note")
CHECKED = ("title", "kind", "due", "weight")


@action
def change_milestone(
    milestone: Milestone,
    *,
    actor: User,
    particulars: Mapping[str, Any],
    reasons: str,
    expected_version: int | None = None,
) -> Milestone:
    """Officers of the owner change what was promised, and say why.

    Recorded as `milestone:changed` with old and new values.
    """
    milestone = locked(milestone, expected_version=expected_version)
    access.require(actor, Right.EDIT_SUPERVISION, milestone)
    if not milestone.is_open:
        raise NotReady("MILESTONE-SETTLED", _("A milestone that is settled stays as it is."))
    if not reasons.strip():
        raise Invalid(
            "REASONS-NEEDED", _("Say why."), fields={"reasons": _("This change needs reasons.")}
        )
    news = {name: value for name, value in particulars.items() if name in CHANGEABLE}
    old = {name: getattr(milestone, name) for name in CHANGEABLE}
    whole = old | news
    check_milestone(
        milestone.project,
        code=milestone.code,
        contract=milestone.contract,
        **{name: whole[name] for name in CHECKED},
    )
    for name, value in news.items():
        setattr(milestone, name, value)
    milestone.version += 1
    milestone.save()
    changed = {n: {"old": old[n], "new": v} for n, v in news.items() if old[n] != v}
    record("milestone:changed", milestone, actor=actor, data={**changed, "reasons": reasons})
    announce(milestone.project_id)
    return milestone
