"""Note that an approved payment was made."""

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
from projects.rights import Right
from projects.selection.terms import refuse_wrong
from projects.supervision.models import Payment
from projects.supervision.parties import past_day_problem


@action
def record_payment_paid(
    payment: Payment, *, actor: User, paid_on: date, expected_version: int | None = None
) -> Payment:
    """Holders of S4 note the day on which the money left; not before the approval.

    Recorded as `payment:paid`; exercises S4.
    """
    payment = locked(payment, expected_version=expected_version)
    mandate = access.require(actor, Right.S4, payment)
    if payment.status != Payment.Status.APPROVED:
        raise NotReady("PAYMENT-NOT-APPROVED", _("Only an approved payment is made."))
    approved = timezone.localdate(payment.approved_at) if payment.approved_at else None
    refuse_wrong("PAYMENT-PAID", {"paid_on": past_day_problem(paid_on, approved)})
    payment.status, payment.paid_on = Payment.Status.PAID, paid_on
    payment.version += 1
    payment.save()
    log_decision(
        payment,
        actor=actor,
        right=Right.S4,
        event="payment:paid",
        mandate=mandate,
        outcome="paid",
    )
    record(
        "payment:paid",
        payment,
        actor=actor,
        point="S4",
        data={"amount": payment.amount, "currency": payment.currency, "paid_on": paid_on},
    )
    announce(payment.project_id)
    return payment
