"""How the flags of one run compare prices: main currency, which processes, distance of prices."""

from dataclasses import dataclass, field

from risk.redflags.details import Details
from risk.redflags.process import Process


class Currency:
    """The main currency: as set, else the first one seen; prices in others do not count."""

    def __init__(self, code: str | None = None) -> None:
        self.code = code
        self.others: set[str] = set()

    def is_main(self, code: str) -> bool:
        """Whether a price in `code` counts."""
        if self.code is None:
            self.code = code
        if code != self.code:
            self.others.add(code)
        return code == self.code


@dataclass(frozen=True, order=True, slots=True)
class Gap:
    """How far the second lowest valid price is above the winning one, in shares of it."""

    ratio: float
    winner: str
    second: str


class Gaps:
    """The gaps of all processes in which they can be told."""

    def __init__(self, comparison: Details, currency: Currency) -> None:
        self.comparison = comparison
        self.currency = currency
        self.known: dict[str, Gap] = {}

    def fold(self, process: Process) -> None:
        """Take one process; of several with one ocid the smallest gap stays."""
        gap = self._gap(process)
        if gap is not None:
            self.known[process.ocid] = min(gap, self.known.get(process.ocid, gap))

    def _gap(self, process: Process) -> Gap | None:
        winner = process.sole_winner
        if winner is None or not self.comparison.admits(process):
            return None
        won = price = None
        second = ""
        for bid in process.bids:
            if bid.status != "valid" or bid.bidder is None or bid.amount is None:
                continue
            if bid.currency is None or not self.currency.is_main(bid.currency):
                continue
            if bid.bidder == winner:
                won = bid.amount if won is None else min(won, bid.amount)
            elif price is None or bid.amount < price:
                price, second = bid.amount, bid.bidder
        if won is None or price is None or won <= 0 or price < won:
            return None
        return Gap((price - won) / won, winner, second)


@dataclass(slots=True)
class Prices:
    """What the flags on prices share in one run."""

    currency: Currency = field(default_factory=Currency)
    comparison: Details = field(default_factory=Details)
    gaps: Gaps = field(init=False)

    def __post_init__(self) -> None:
        """The gaps are told in the main currency, where prices decide."""
        self.gaps = Gaps(self.comparison, self.currency)
