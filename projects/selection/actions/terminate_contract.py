"""End a contract."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.events import announce
from projects.grants import derive_project_grants
from projects.models import Engagement
from projects.rights import Right
from projects.roles import Capacity
from projects.selection.models import Contract
from projects.selection.terms import refuse_wrong


@action
def terminate_contract(
    contract: Contract,
    *,
    actor: User,
    ended_on: date,
    reasons: str,
    expected_version: int | None = None,
) -> Contract:
    """Holders of X5 end a contract in effect, or drop a draft; the contractor's rights end.

    Recorded as `contract:ended`.
    """
    contract = locked(contract, expected_version=expected_version)
    mandate = access.require(actor, Right.X5, contract)
    if contract.status not in {Contract.Status.ACTIVE, Contract.Status.PENDING}:
        raise NotReady("CONTRACT-ENDED", _("This contract has already ended."))
    wrong = {"reasons": "" if reasons.strip() else _("Give the reasons.")}
    if ended_on > timezone.localdate():
        wrong["ended_on"] = _("The end cannot lie in the future.")
    elif contract.signed_at and ended_on < timezone.localdate(contract.signed_at):
        wrong["ended_on"] = _("The end lies before the signature.")
    refuse_wrong("CONTRACT-END", wrong)
    was_signed = contract.status == Contract.Status.ACTIVE
    contract.status = Contract.Status.TERMINATED if was_signed else Contract.Status.CANCELLED
    contract.ended_on, contract.end_reason = ended_on, reasons
    contract.version += 1
    contract.save()
    if was_signed:
        _end_engagement(contract, reasons)
    log_decision(
        contract,
        actor=actor,
        right=Right.X5,
        event="contract:ended",
        mandate=mandate,
        outcome=contract.status,
        reasons=reasons,
    )
    record(
        "contract:ended",
        contract,
        actor=actor,
        point="X5",
        data={"ended_on": ended_on, "outcome": contract.status, "reasons": reasons},
    )
    announce(contract.project_id)
    return contract


def _end_engagement(contract: Contract, reason: str) -> None:
    """Unless the contractor has another contract in effect in the project."""
    others = Contract.objects.filter(
        project=contract.project,
        contractor=contract.contractor,
        status=Contract.Status.ACTIVE,
        source_id="",
    )
    if others.exclude(pk=contract.pk).exists():
        return
    Engagement.objects.filter(
        project=contract.project,
        organisation=contract.contractor,
        capacity=Capacity.CONTRACTOR.value,
        ended_at__isnull=True,
    ).update(ended_at=timezone.now(), end_reason=reason[:500])
    derive_project_grants(contract.project)
