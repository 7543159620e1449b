"""The red flags of the tenders that a person may see, ready to be read."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from egov_outsource import access
from egov_outsource.accounts.models import Organisation
from projects.models import Project
from projects.rights import Right
from projects.selection.models import Tender
from risk.gather.contracting import MOST, contracting, visible_tenders
from risk.redflags.details import Details
from risk.redflags.flag import Words
from risk.redflags.prices import Currency, Gaps
from risk.redflags.process import Process
from risk.redflags.registry import BY_CODE
from risk.redflags.run import raise_flags
from risk.redflags.settings import read_settings

# fewer than this make no statistics: fences of experience take the place of quartiles
ENOUGH = 30
CLOSE, DISCOUNTED = 0.01, 0.25
ALWAYS = ("R003", "R018", "R028", "R030", "R035", "R036")


@dataclass(frozen=True, slots=True)
class Raised:
    """One flag with its number; 0 says only that somebody took part."""

    code: str
    value: float

    @property
    def words(self) -> Words:
        """What it is called and may mean."""
        return BY_CODE[self.code].words

    @property
    def percent(self) -> float | None:
        """The number of a flag that is a share."""
        return self.value * 100 if BY_CODE[self.code].is_share else None


@dataclass(slots=True)
class Overview:
    """Flagged tenders and bidders, and how many tenders were asked."""

    asked: int = 0
    is_cut: bool = False
    has_statistics: bool = False
    tenders: list[tuple[Tender, list[Raised]]] = field(default_factory=list)
    bidders: list[tuple[Organisation, list[Raised]]] = field(default_factory=list)


def flagged(user: access.Viewer, agency: Any = None) -> Overview:
    """The flags over all tenders whose risk `user` may see, or over those of one agency."""
    projects = Project.objects.where(Right.VIEW_RISK, user)
    if agency is not None:
        projects = projects.filter(owner=agency)
    tenders = visible_tenders(user, projects)
    processes = contracting(user, tenders)
    sections, has_statistics = options_for(processes)
    results = raise_flags(processes, read_settings(sections)).results
    raised = {int(pk): flags for pk, flags in results.get("OCID", {}).items()}
    # of bidders only what they are flagged for over many processes, not where they took part
    bidders = {
        int(pk): {code: value for code, value in flags.items() if code in {"R025", "R038"}}
        for pk, flags in results.get("Tenderer", {}).items()
    }
    names = Organisation.objects.in_bulk([pk for pk, flags in bidders.items() if flags])
    return Overview(
        asked=len(tenders),
        is_cut=len(tenders) == MOST,
        has_statistics=has_statistics,
        tenders=[(one, _raised(raised[one.pk])) for one in tenders if one.pk in raised],
        bidders=[(one, _raised(bidders[pk])) for pk, one in sorted(names.items())],
    )


def options_for(processes: list[Process]) -> tuple[dict[str, Any], bool]:
    """Defaults where there are enough cases, fixed fences for prices where there are not."""
    named = Counter(bid.currency for one in processes for bid in one.bids if bid.amount is not None)
    currency = min(named, key=lambda code: (-named[code], str(code)), default=None)
    gaps = Gaps(Details(), Currency(currency))
    for one in processes:
        if not one.is_cancelled:
            gaps.fold(one)
    enough = len(gaps.known) >= ENOUGH
    sections: dict[str, Any] = {"currency": currency, **{code: {} for code in ALWAYS}}
    sections["R024"] = {} if enough else {"threshold": CLOSE}
    sections["R058"] = {} if enough else {"threshold": DISCOUNTED}
    if enough:
        sections |= {"R025": {}, "R038": {}}
    return sections, enough


def _raised(flags: dict[str, float]) -> list[Raised]:
    return [Raised(code, value) for code, value in flags.items()]
