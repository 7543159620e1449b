"""What the red flags read of a compiled release; what is of another kind counts as absent."""

import math
from dataclasses import dataclass, field
from typing import Any

UNSUBMITTED = frozenset({"invited", "withdrawn"})
WITHOUT_AWARD = frozenset({"cancelled", "unsuccessful"})


@dataclass(slots=True)
class Bid:
    """An offer; `bidder` only when exactly one organisation stands behind it."""

    status: str
    tenderers: tuple[str, ...] = ()
    bidder: str | None = None
    amount: float | None = None
    currency: str | None = None
    date: str | None = None


@dataclass(slots=True)
class Award:
    """A decision; `supplier` only when exactly one organisation is awarded."""

    status: str
    suppliers: tuple[str, ...] = ()
    supplier: str | None = None
    classifications: tuple[str, ...] = ()


@dataclass(slots=True)
class Process:
    """A contracting process as far as red flags ask."""

    ocid: str
    buyer: str | None = None
    procuring_entity: str | None = None
    is_cancelled: bool = False
    method: str | None = None
    method_details: str | None = None
    number_of_tenderers: int | None = None
    period_start: str | None = None
    period_end: str | None = None
    bids: tuple[Bid, ...] = ()
    awards: tuple[Award, ...] = ()
    submitted: list[Bid] = field(init=False)
    active_awards: list[Award] = field(init=False)

    def __post_init__(self) -> None:
        """Submitted are bids pending, valid, disqualified or of a status unknown."""
        self.submitted = [bid for bid in self.bids if bid.status not in UNSUBMITTED]
        self.active_awards = [award for award in self.awards if award.status == "active"]

    @property
    def final_awards(self) -> list[Award] | None:
        """Awards in force when no decision is open any more, else None."""
        for award in self.awards:
            if award.status != "active" and award.status not in WITHOUT_AWARD:
                return None
        return self.active_awards

    @property
    def sole_winner(self) -> str | None:
        """The only supplier of the only award, when all decisions are final."""
        awards = self.final_awards
        return awards[0].supplier if awards and len(awards) == 1 else None


def read(release: Any) -> Process | None:
    """The process that `release` describes; None without an ocid that is a text."""
    if not isinstance(release, dict) or not isinstance(ocid := release.get("ocid"), str):
        return None
    tender = _object(release, "tender")
    period = _object(tender, "tenderPeriod")
    number = tender.get("numberOfTenderers")
    return Process(
        ocid=ocid,
        buyer=_text(_object(release, "buyer"), "id"),
        procuring_entity=_text(_object(tender, "procuringEntity"), "id"),
        is_cancelled=tender.get("status") == "cancelled",
        method=_text(tender, "procurementMethod"),
        method_details=_text(tender, "procurementMethodDetails"),
        number_of_tenderers=number if type(number) is int else None,
        period_start=_text(period, "startDate"),
        period_end=_text(period, "endDate"),
        bids=tuple(map(_bid, _known(_object(release, "bids").get("details")))),
        awards=tuple(map(_award, _known(release.get("awards")))),
    )


def _bid(node: dict[str, Any]) -> Bid:
    ids, sole = _organisations(node.get("tenderers"))
    value = _object(node, "value")
    return Bid(
        node["status"],
        ids,
        sole,
        _amount(value.get("amount")),
        _text(value, "currency"),
        _text(node, "date"),
    )


def _award(node: dict[str, Any]) -> Award:
    ids, sole = _organisations(node.get("suppliers"))
    items = node.get("items")
    found = [
        _text(_object(item, "classification"), "id")
        for item in (items if isinstance(items, list) else ())
        if isinstance(item, dict)
    ]
    return Award(node["status"], ids, sole, tuple(code for code in found if code is not None))


def _known(nodes: Any) -> list[dict[str, Any]]:
    """The objects of a list that have a status; no flag reads the others."""
    if not isinstance(nodes, list):
        return []
    return [
        node for node in nodes if isinstance(node, dict) and isinstance(node.get("status"), str)
    ]


def _organisations(nodes: Any) -> tuple[tuple[str, ...], str | None]:
    """The ids that there are, and the id when there is one reference only."""
    if not isinstance(nodes, list):
        return (), None
    ids = [
        node["id"] for node in nodes if isinstance(node, dict) and isinstance(node.get("id"), str)
    ]
    return tuple(ids), ids[0] if ids and len(nodes) == 1 else None


def _object(node: dict[str, Any], name: str) -> dict[str, Any]:
    value = node.get(name)
    return value if isinstance(value, dict) else {}


def _text(node: dict[str, Any], name: str) -> str | None:
    value = node.get(name)
    return value if isinstance(value, str) else None


def _amount(value: Any) -> float | None:
    """A finite number; the text of a number is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
