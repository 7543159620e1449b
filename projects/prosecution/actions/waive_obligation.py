"""Let an obligation go, for a reason."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.prosecution.models import Obligation
from projects.rights import Right


@action
def waive_obligation(obligation: Obligation, *, actor: User, reasons: str) -> Obligation:
    """Leaders of the owner waive an obligation that somebody else wrote down (X4).

    Recorded as `obligation:waived`.
    """
    obligation = locked(obligation)
    mandate = access.require(actor, Right.X4, obligation)
    require_another(actor, [obligation.created_by_id])
    if obligation.status != Obligation.Status.PENDING:
        raise Conflict("OBLIGATION-SETTLED", _("This obligation is no longer pending."))
    obligation.status = Obligation.Status.WAIVED
    obligation.settled_by, obligation.settled_note = actor, reasons
    obligation.version += 1
    obligation.save()
    log_decision(
        obligation,
        actor=actor,
        right=Right.X4,
        event="obligation:waived",
        mandate=mandate,
        outcome="waived",
        reasons=reasons,
    )
    record("obligation:waived", obligation, actor=actor, point="X4", data={"reasons": reasons})
    announce(obligation.project_id)
    return obligation
