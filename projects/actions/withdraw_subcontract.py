"""Take back a proposed subcontract."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Hidden
from projects.concurrency import locked
from projects.events import announce
from projects.models import Subcontract
from projects.rights import Right


@action
def withdraw_subcontract(subcontract: Subcontract, *, actor: User) -> Subcontract:
    """People of the contractor withdraw what is not decided yet.

    Recorded as `subcontract:withdrawn`.
    """
    subcontract = locked(subcontract)
    access.require(actor, Right.PROPOSE_CHANGE, subcontract)
    if subcontract.main.organisation_id not in access.scope_of(actor).organisations:
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    if subcontract.status != Subcontract.Status.PROPOSED:
        raise Conflict("SUBCONTRACT-DECIDED", _("This subcontract is already decided."))
    subcontract.status = Subcontract.Status.WITHDRAWN
    subcontract.save(update_fields=["status"])
    record("subcontract:withdrawn", subcontract, actor=actor)
    announce(subcontract.project_id)
    return subcontract
