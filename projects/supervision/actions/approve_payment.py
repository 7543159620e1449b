"""Approve a certified payment."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.rights import Right
from projects.supervision.models import Payment
from projects.supervision.payments import THREE_PEOPLE, account_of


@action
def approve_payment(
    payment: Payment, *, actor: User, reasons: str = "", expected_version: int | None = None
) -> Payment:
    """Holders of S4 approve what the supervisor certified; a third person (SOD-6).

    Never more than the contract is worth with its approved changes. Recorded as
    `payment:approved`; exercises S4.
    """
    if payment.contract is not None:
        locked(payment.contract)
    payment = locked(payment, expected_version=expected_version)
    mandate = access.require(actor, Right.S4, payment)
    require_another(
        actor,
        [payment.claimed_by_id, payment.certified_by_id],
        code="SOD-6",
        message=str(THREE_PEOPLE),
    )
    if payment.status != Payment.Status.CERTIFIED:
        raise NotReady(
            "PAYMENT-NOT-CERTIFIED",
            _("Only a certified claim can be approved."),
            helper=_("The supervisor certifies the quantities."),
        )
    _require_covered(payment)
    payment.status = Payment.Status.APPROVED
    payment.approved_by, payment.approved_at = actor, timezone.now()
    payment.version += 1
    payment.save()
    log_decision(
        payment,
        actor=actor,
        right=Right.S4,
        event="payment:approved",
        mandate=mandate,
        outcome="approved",
        reasons=reasons,
    )
    record(
        "payment:approved",
        payment,
        actor=actor,
        point="S4",
        data={"amount": payment.amount, "currency": payment.currency, "reasons": reasons},
    )
    announce(payment.project_id)
    return payment


def _require_covered(payment: Payment) -> None:
    if payment.contract is None:
        return
    account = account_of(payment.contract)
    if payment.amount > account.left:
        raise NotReady(
            "PAYMENT-OVER-CONTRACT",
            _("Of %(contract)s only %(left)s %(currency)s may still be paid.")
            % {
                "contract": payment.contract.reference,
                "left": f"{account.left:,.2f}",
                "currency": payment.currency,
            },
            helper=_("Refuse the claim, or decide the change that raises the price first."),
        )
