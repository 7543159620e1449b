"""End an organisation's part in a project early."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.events import announce
from projects.grants import derive_project_grants
from projects.models import Engagement
from projects.rights import Right
from projects.roles import Capacity


@action
def end_engagement(engagement: Engagement, *, actor: User, reason: str) -> Engagement:
    """Leaders of the owner end an engagement at once (S1, a subcontractor's by M5).

    Its grants stop counting. Recorded as `engagement:ended`.
    """
    engagement = locked(engagement)
    right = Right.M5 if engagement.capacity == Capacity.SUBCONTRACTOR.value else Right.S1
    mandate = access.require(actor, right, engagement)
    if engagement.ended_at is not None:
        raise Conflict("ENGAGEMENT-ENDED", _("This engagement has already ended."))
    engagement.ended_at, engagement.end_reason = timezone.now(), reason
    engagement.save(update_fields=["ended_at", "end_reason"])
    derive_project_grants(engagement.project)
    log_decision(
        engagement,
        actor=actor,
        right=right,
        event="engagement:ended",
        mandate=mandate,
        outcome="ended",
        reasons=reason,
    )
    record(
        "engagement:ended",
        engagement,
        actor=actor,
        point=right.value.upper(),
        data={"reason": reason},
    )
    announce(engagement.project_id)
    return engagement
