"""Sign a contract for government."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.actions.appoint_engagement import engage
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.grants import derive_project_grants
from projects.models import Engagement
from projects.rights import Right
from projects.roles import Capacity
from projects.selection.clauses import CLAUSES, ESSENTIAL
from projects.selection.drafts import require_draft_contract
from projects.selection.models import Award, Contract
from projects.selection.standing import refuse_debarred


@action
def sign_contract(
    contract: Contract, *, actor: User, reasons: str = "", expected_version: int | None = None
) -> Contract:
    """Holders of M4 sign; the drafter cannot (SOD-1). The contractor acknowledges afterwards.

    Needs the essential clauses reviewed, dates, and the award's value or a reason. The contractor
    is engaged until the contract's end and its rights follow. Recorded as `contract:signed`.
    """
    contract = locked(contract, expected_version=expected_version)
    mandate = access.require(actor, Right.M4, contract)
    require_another(actor, [contract.created_by_id])
    require_draft_contract(contract)
    _require_complete(contract)
    now = timezone.now()
    assert contract.contractor is not None  # noqa: S101 - _require_complete saw to it
    refuse_debarred(contract.contractor, timezone.localdate(now))
    contract.status, contract.signed_at, contract.signed_by = Contract.Status.ACTIVE, now, actor
    contract.version += 1
    contract.save()
    _engage_contractor(contract, actor=actor, signed_at=now)
    log_decision(
        contract,
        actor=actor,
        right=Right.M4,
        event="contract:signed",
        mandate=mandate,
        outcome="signed",
        reasons=reasons,
    )
    record(
        "contract:signed",
        contract,
        actor=actor,
        point="M4",
        data={
            "contractor": contract.contractor,
            "value": contract.value,
            "currency": contract.currency,
            "start": contract.start_date,
            "end": contract.end_date,
            "reasons": reasons,
        },
    )
    announce(contract.project_id)
    return contract


def _require_complete(contract: Contract) -> None:
    award = contract.award
    if contract.contractor is None or (award is not None and award.status != Award.Status.ACTIVE):
        raise NotReady("AWARD-NOT-ACTIVE", _("Only an active award leads to a contract."))
    if contract.start_date is None or contract.end_date is None or contract.value is None:
        raise NotReady(
            "CONTRACT-TERMS-MISSING", _("The contract needs a value, a start and an end.")
        )
    secured = {clause.code for clause in contract.clauses.all() if clause.is_secured}
    missing = [str(CLAUSES[code].label) for code in CLAUSES if code in ESSENTIAL - secured]
    if missing:
        raise NotReady(
            "V-OWN",
            _("These clauses must stand in the contract and be reviewed first: %(clauses)s.")
            % {"clauses": "; ".join(missing)},
            helper=_("One person writes a clause, another reviews it."),
        )
    drifts = award is not None and (award.value, award.currency) != (
        contract.value,
        contract.currency,
    )
    if drifts and not contract.value_reason.strip():
        raise NotReady(
            "CONTRACT-DRIFT",
            _("The value differs from the award; the contract must say why."),
            helper=_("Change the draft: set the award's value or give the reason."),
        )


def _engage_contractor(contract: Contract, *, actor: User, signed_at: datetime) -> None:
    """From signature, or an earlier start, to the end of the last day."""
    assert contract.contractor is not None  # noqa: S101 - checked before
    assert contract.start_date is not None  # noqa: S101
    assert contract.end_date is not None  # noqa: S101
    starts = min(timezone.make_aware(datetime.combine(contract.start_date, time.min)), signed_at)
    ends = timezone.make_aware(datetime.combine(contract.end_date + timedelta(days=1), time.min))
    held = Engagement.objects.filter(
        project=contract.project,
        organisation=contract.contractor,
        capacity=Capacity.CONTRACTOR.value,
        ended_at__isnull=True,
    ).first()
    if held is None:
        engage(
            contract.project,
            actor=actor,
            organisation=contract.contractor,
            capacity=Capacity.CONTRACTOR,
            purpose=str(contract)[:300],
            basis=str(_("contract %(reference)s") % {"reference": contract.reference})[:200],
            valid_from=starts,
            valid_to=ends,
        )
        return
    held.valid_from, held.valid_to = min(held.valid_from, starts), max(held.valid_to, ends)
    held.save(update_fields=["valid_from", "valid_to"])
    derive_project_grants(contract.project)
