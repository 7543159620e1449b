"""How far the changes of a contract have gone: the way to ten per cent of its value."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, Q, Sum
from django.db.models.functions import Abs, Coalesce

from projects.selection.models import Contract
from projects.supervision.models import ChangeRequest

# supplements without a new procedure; a profile value, not legally verified
LIMIT = Decimal("0.10")
ZERO = Decimal(0)


@dataclass(frozen=True)
class ChangeMeter:
    """Amounts of approved and of undecided changes beside the contract's value."""

    contract: Contract
    approved: Decimal
    pending: Decimal

    @property
    def share(self) -> Decimal | None:
        """Approved changes as a share of the contract's value."""
        return self.approved / self.contract.value if self.contract.value else None

    @property
    def share_with_pending(self) -> Decimal | None:
        """The share if everything undecided were approved."""
        return self.share_with(self.pending)

    def share_with(self, value: Decimal) -> Decimal | None:
        """The share if another change of `value` were approved."""
        if not self.contract.value:
            return None
        return (self.approved + abs(value)) / self.contract.value

    @property
    def filled(self) -> int:
        """How full the meter is with approved changes, in per cent of the limit."""
        return min(round((self.share or ZERO) / LIMIT * 100), 100)

    @property
    def is_over(self) -> bool:
        """Whether approved changes are beyond the limit."""
        return self.share is not None and self.share > LIMIT

    def exceeds_with(self, value: Decimal) -> bool:
        """Whether approving another change of `value` goes beyond the limit."""
        if not value or self.contract.value is None:
            return False
        return self.approved + abs(value) > self.contract.value * LIMIT


def _total(*statuses: str) -> Coalesce:
    summed = Sum(Abs("value"), filter=Q(status__in=statuses))
    return Coalesce(summed, ZERO, output_field=DecimalField())


def meter_of(contract: Contract) -> ChangeMeter:
    """The meter of one contract."""
    status = ChangeRequest.Status
    found = ChangeRequest.objects.filter(contract=contract).order_by()
    return ChangeMeter(
        contract,
        **found.aggregate(
            approved=_total(status.APPROVED), pending=_total(status.PROPOSED, status.ASSESSED)
        ),
    )


def approved_changes(contract: Contract) -> Decimal:
    """By how much approved changes moved the contract's price."""
    rows = ChangeRequest.objects.filter(contract=contract, status=ChangeRequest.Status.APPROVED)
    total: Decimal | None = rows.order_by().aggregate(total=Sum("value"))["total"]
    return total or ZERO
