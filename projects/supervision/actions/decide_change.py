"""Decide a proposed change."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotReady
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.rights import Right
from projects.supervision.change_meter import ChangeMeter, meter_of
from projects.supervision.models import ChangeRequest

A_THIRD_DECIDES = _("Who proposed or assessed a change does not decide it.")


@action
def decide_change(
    change: ChangeRequest,
    *,
    actor: User,
    approve: bool,
    reasons: str,
    procurement_reference: str = "",
    expected_version: int | None = None,
) -> ChangeRequest:
    """Holders of S3 approve or reject, with reasons; a third person (SOD-7).

    Approvals that add up to more than ten per cent of the contract's value name the procurement
    decision that allows it (profile value). Recorded as `change:decided`; exercises S3.
    """
    locked(change.project)
    change = locked(change, expected_version=expected_version)
    mandate = access.require(actor, Right.S3, change)
    require_another(
        actor,
        [change.proposed_by_id, change.assessed_by_id],
        code="SOD-7",
        message=str(A_THIRD_DECIDES),
    )
    if not change.is_pending:
        raise Conflict("CHANGE-DECIDED", _("This change is already decided or withdrawn."))
    if change.status != ChangeRequest.Status.ASSESSED:
        raise NotReady(
            "CHANGE-NOT-ASSESSED",
            _("Somebody else must assess the change first."),
            helper=_("The supervisor gives the opinion."),
        )
    if not reasons.strip():
        raise Invalid(
            "REASONS-NEEDED", _("Say why."), fields={"reasons": _("A decision needs reasons.")}
        )
    meter = meter_of(change.contract) if change.contract else None
    reference = procurement_reference.strip()
    if approve and meter is not None and meter.exceeds_with(change.value) and not reference:
        raise _beyond_limit(meter)
    outcome = ChangeRequest.Status.APPROVED if approve else ChangeRequest.Status.REJECTED
    change.status, change.decision_reasons = outcome, reasons
    change.procurement_reference = reference
    change.decided_by, change.decided_at = actor, timezone.now()
    change.version += 1
    change.save()
    log_decision(
        change,
        actor=actor,
        right=Right.S3,
        event="change:decided",
        mandate=mandate,
        outcome=outcome,
        reasons=reasons,
    )
    record(
        "change:decided",
        change,
        actor=actor,
        point="S3",
        data={
            "outcome": outcome,
            "value": change.value,
            "approved_before": meter.approved if meter else None,
            "procurement_reference": reference,
            "reasons": reasons,
        },
    )
    announce(change.project_id)
    return change


def _beyond_limit(meter: ChangeMeter) -> NotReady:
    return NotReady(
        "V-CHG",
        _(
            "With this change the changes of %(contract)s go beyond 10 %% of its value (profile,"
            " not legally verified). Name the procurement decision that allows it (SOD-7)."
        )
        % {"contract": meter.contract.reference},
        helper=_("The leader of the authority takes the procurement decision."),
        fields={"procurement_reference": _("Name the procurement decision.")},
    )
