"""Refuse a claimed payment."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotReady
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.rights import Right
from projects.supervision.independence import require_verifier
from projects.supervision.models import Payment
from projects.supervision.payments import THREE_PEOPLE

REFUSABLE = (Payment.Status.CLAIMED, Payment.Status.CERTIFIED)


@action
def refuse_payment(
    payment: Payment, *, actor: User, reasons: str, expected_version: int | None = None
) -> Payment:
    """The supervisor refuses a claim, holders of S4 also a certified one; with reasons.

    Recorded as `payment:refused`; exercises S4, or S2 by the supervisor.
    """
    payment = locked(payment, expected_version=expected_version)
    right = Right.S4
    mandate = access.may(actor, Right.S4, payment)
    if not mandate and payment.status == Payment.Status.CLAIMED:
        right, mandate = Right.S2, require_verifier(actor, payment)
    elif not mandate:
        mandate = access.require(actor, Right.S4, payment)
    require_another(actor, [payment.claimed_by_id], code="SOD-6", message=str(THREE_PEOPLE))
    if payment.status not in REFUSABLE:
        raise NotReady("PAYMENT-SETTLED", _("This claim is already approved, paid or refused."))
    if not reasons.strip():
        raise Invalid(
            "REASONS-NEEDED", _("Say why."), fields={"reasons": _("A refusal needs reasons.")}
        )
    payment.status, payment.note = Payment.Status.REFUSED, reasons
    payment.refused_by, payment.refused_at = actor, timezone.now()
    payment.version += 1
    payment.save()
    log_decision(
        payment,
        actor=actor,
        right=right,
        event="payment:refused",
        mandate=mandate,
        outcome="refused",
        reasons=reasons,
    )
    record(
        "payment:refused",
        payment,
        actor=actor,
        point=right.value.upper(),
        data={"amount": payment.amount, "currency": payment.currency, "reasons": reasons},
    )
    announce(payment.project_id)
    return payment
