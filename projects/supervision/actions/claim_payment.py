"""Claim a payment."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Text
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right
from projects.selection.models import Contract
from projects.selection.terms import money_problem, refuse_wrong
from projects.supervision.models import Payment
from projects.supervision.parties import require_contractor, require_in_effect


@action
def claim_payment(
    contract: Contract, *, actor: User, amount: Decimal, currency: str, purpose: str
) -> Payment:
    """The contractor claims money under its contract in effect, in the contract's currency.

    Recorded as `payment:claimed`.
    """
    contract = locked(contract)
    require_contractor(actor, Right.SUBMIT, contract)
    require_in_effect(contract)
    wrong: dict[str, Text] = {"amount": money_problem(amount)}
    if not wrong["amount"] and not amount:
        wrong["amount"] = _("A claim is for more than zero.")
    if currency != contract.currency:
        wrong["currency"] = _("The contract is paid in %(currency)s.") % {
            "currency": contract.currency
        }
    if not purpose.strip():
        wrong["purpose"] = _("Say what the money is for.")
    refuse_wrong("PAYMENT-CLAIM", wrong)
    payment = Payment.objects.create(
        project=contract.project,
        contract=contract,
        payee=contract.contractor,
        purpose=purpose.strip(),
        amount=amount,
        currency=currency,
        claimed_by=actor,
        claimed_at=timezone.now(),
    )
    record(
        "payment:claimed",
        payment,
        actor=actor,
        data={"amount": amount, "currency": currency, "contract": contract, "purpose": purpose},
    )
    announce(contract.project_id)
    return payment
