"""Acknowledge a signed contract as its contractor."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, NotAllowed, NotReady
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right
from projects.selection.models import Contract


@action
def acknowledge_contract(contract: Contract, *, actor: User) -> Contract:
    """Those who may acknowledge for the contractor say that they know the contract and its duties.

    Recorded as `contract:acknowledged`.
    """
    contract = locked(contract)
    mandate = access.require(actor, Right.ACKNOWLEDGE, contract)
    if mandate.organisation_id != contract.contractor_id:
        raise NotAllowed("CONTRACT-NOT-YOURS", _("Only the contractor of a contract does this."))
    if contract.status != Contract.Status.ACTIVE:
        raise NotReady("CONTRACT-NOT-SIGNED", _("The agency has not signed this contract."))
    if contract.acknowledged_at is not None:
        raise Conflict("CONTRACT-ACKNOWLEDGED", _("This contract is already acknowledged."))
    contract.acknowledged_by, contract.acknowledged_at = actor, timezone.now()
    contract.version += 1
    contract.save(update_fields=["acknowledged_by", "acknowledged_at", "version"])
    record("contract:acknowledged", contract, actor=actor, organisation=contract.contractor)
    announce(contract.project_id)
    return contract
