"""Certify that the quantities of a claim are there."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.rights import Right
from projects.supervision.independence import require_verifier
from projects.supervision.models import Payment
from projects.supervision.payments import THREE_PEOPLE


@action
def certify_payment(
    payment: Payment, *, actor: User, note: str = "", expected_version: int | None = None
) -> Payment:
    """The engaged supervisor confirms what is claimed; never who claimed it (SOD-6).

    Where no supervisor is engaged government inspects itself. Recorded as `payment:certified`;
    exercises S2.
    """
    payment = locked(payment, expected_version=expected_version)
    mandate = require_verifier(actor, payment)
    require_another(actor, [payment.claimed_by_id], code="SOD-6", message=str(THREE_PEOPLE))
    if payment.status != Payment.Status.CLAIMED:
        raise NotReady("PAYMENT-NOT-CLAIMED", _("Only a claim can be certified."))
    payment.status = Payment.Status.CERTIFIED
    payment.certified_by, payment.certified_at = actor, timezone.now()
    payment.note = note or payment.note
    payment.version += 1
    payment.save()
    log_decision(
        payment,
        actor=actor,
        right=Right.S2,
        event="payment:certified",
        mandate=mandate,
        outcome="certified",
        reasons=note,
    )
    record(
        "payment:certified",
        payment,
        actor=actor,
        point="S2",
        data={"amount": payment.amount, "currency": payment.currency, "note": note},
    )
    announce(payment.project_id)
    return payment
