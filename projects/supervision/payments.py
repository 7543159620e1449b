"""How much of a contract is paid, and how much may still be."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from projects.selection.models import Contract
from projects.supervision.change_meter import approved_changes
from projects.supervision.models import Payment

THREE_PEOPLE = _("Who claims, who certifies and who approves are three different people.")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Account:
    """The money of a contract: what it is worth with its changes and what was approved of it."""

    contract: Contract
    worth: Decimal
    approved: Decimal

    @property
    def left(self) -> Decimal:
        """What may still be approved."""
        return self.worth - self.approved

    @property
    def share(self) -> Decimal | None:
        """What was approved as a share of the worth."""
        return self.approved / self.worth if self.worth else None


def account_of(contract: Contract) -> Account:
    """The account of one contract."""
    counted = Payment.objects.filter(
        contract=contract, status__in=[Payment.Status.APPROVED, Payment.Status.PAID]
    )
    approved: Decimal | None = counted.order_by().aggregate(total=Sum("amount"))["total"]
    worth = (contract.value or ZERO) + approved_changes(contract)
    return Account(contract, worth, approved or ZERO)
