"""Withdraw another score from beside the computed one, before it ends."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked
from projects.rights import Right
from risk.models import RiskOverride

Status = RiskOverride.Status


@action
def withdraw_override(
    override: RiskOverride, *, actor: User, reasons: str, expected_version: int | None = None
) -> RiskOverride:
    """Who asked for it takes it back before it is decided; leaders withdraw one in force.

    Recorded as `risk:override_withdrawn`.
    """
    override = locked(override, expected_version=expected_version)
    require_withdrawer(override, actor)
    if override.status != Status.ASKED and not override.is_in_force:
        raise NotReady("OVERRIDE-OVER", _("It is not waiting and not in force."))
    override.status, override.withdrawal_reasons = Status.WITHDRAWN, reasons
    override.withdrawn_by, override.withdrawn_at = actor, timezone.now()
    override.version += 1
    override.save()
    record("risk:override_withdrawn", override, actor=actor, data={"reasons": reasons})
    return override


def require_withdrawer(override: RiskOverride, actor: User) -> None:
    """Refuse everybody but who asked, as long as it waits, and leaders."""
    is_own = override.status == Status.ASKED and override.asked_by_id == actor.pk
    access.require(actor, Right.KEEP_RISKS if is_own else Right.OVERRIDE_RISK, override)
