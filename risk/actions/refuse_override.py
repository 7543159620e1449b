"""Refuse another score beside the computed one."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.rights import Right
from risk.actions.set_override import require_asked, require_uninvolved
from risk.models import RiskOverride


@action
def refuse_override(
    override: RiskOverride, *, actor: User, reasons: str, expected_version: int | None = None
) -> RiskOverride:
    """A leader who neither answers for the project nor asked for it refuses it (SOD-12).

    Recorded as `risk:override_refused`.
    """
    override = locked(override, expected_version=expected_version)
    access.require(actor, Right.OVERRIDE_RISK, override)
    require_uninvolved(override, actor)
    require_asked(override)
    override.status, override.decision_reasons = RiskOverride.Status.REFUSED, reasons
    override.decided_by, override.decided_at = actor, timezone.now()
    override.version += 1
    override.save()
    record("risk:override_refused", override, actor=actor, data={"reasons": reasons})
    return override
