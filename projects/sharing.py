"""How the shares of a decision point are counted, and how far they are from the ideal.

Pure arithmetic on the table of `projects.rights`; nothing here reads the database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import log

from projects.rights import DECISION_POINTS, DecisionPoint, Holder, Stage

Shares = Mapping[str, Decimal]
ONE, HALF = Decimal(1), Decimal("0.5")
TOTAL_WEIGHT = sum(point.weight for point in DECISION_POINTS.values())
TOLERANCE = Decimal("0.1")  # delegable points may differ this much from the ideal
MOST_WEIGHTY = 3
# points that never go without government, whatever else is agreed (INV-5)
NEVER_WITHOUT_GOVERNMENT = frozenset(
    code
    for code, point in DECISION_POINTS.items()
    if point.is_reserved and point.weight == MOST_WEIGHTY
)
# mode → what the decider and the other party count; a mode with one number has no other party
COUNTS: dict[str, tuple[Decimal, ...]] = {
    "sole": (ONE,),
    "consult": (ONE,),
    "consent": (Decimal("0.75"), Decimal("0.25")),
    "joint": (HALF, HALF),
    "deemed": (HALF, HALF),
}
MANY_HOLDERS = 3


def counted_shares(mode: str, decider: str, other: str = "") -> dict[str, Decimal]:
    """What the holders count when `decider` decides in this `mode` together with `other`.

    Consent counts .75 for the decider and .25 for the consenting party; deciding jointly, and
    consent that is deemed after a time, half each.

    Raises:
        ValueError: the mode needs another party, or has none.

    """
    counts = COUNTS[mode]
    parties = [decider, *([other] if other else [])]
    if len(set(parties)) != len(counts):
        raise ValueError(mode)
    return dict(zip(parties, counts, strict=True))


def follows_rule(mode: str, shares: Shares) -> bool:
    """Whether `shares` are what `mode` counts; a joint decision may have parts agreed otherwise."""
    if mode == "joint":
        return len(shares) > 1
    return sorted(shares.values()) == sorted(COUNTS[mode])


def misallocation(point: DecisionPoint, shares: Shares) -> Decimal:
    """m_k of one point: 0 as it should be, 1 wholly in the wrong hands.

    Reserved points lose what government does not hold; the others half the absolute distance
    from the ideal, less a tolerance of 0.1.
    """
    held = {holder: shares.get(holder.value, Decimal(0)) for holder in Holder}
    if point.is_reserved:
        return 1 - held[Holder.GOVERNMENT]
    ideal = dict(zip(Holder, (Decimal(str(share)) for share in point.ideal), strict=True))
    distance = sum((abs(held[holder] - ideal[holder]) for holder in Holder), Decimal(0)) / 2
    return max(Decimal(0), distance - TOLERANCE)


def misallocation_index(allocation: Mapping[str, Shares], dimension: str = "") -> Decimal:
    """CRMI: the weighted mean of m_k over the 30 points, or over one dimension; 0 is ideal."""
    points = [p for p in DECISION_POINTS.values() if dimension in {"", p.dimension}]
    lost = (p.weight * misallocation(p, allocation.get(p.code, {})) for p in points)
    return sum(lost, Decimal(0)) / sum(p.weight for p in points)


def misallocation_by_dimension(allocation: Mapping[str, Shares]) -> dict[str, Decimal]:
    """CRMI of each of the five dimensions."""
    return {stage.dimension: misallocation_index(allocation, stage.dimension) for stage in Stage}


def entropy(shares: Shares) -> float:
    """H of one point: 0 with one holder, 1 when three hold it evenly."""
    held = [float(share) for share in shares.values() if share > 0]
    return -sum(share * log(share) for share in held) / log(len(Holder)) + 0.0


@dataclass(frozen=True)
class Dispersion:
    """How scattered the rights are; explains the index, and is no score itself.

    A point with much entropy and no rule of deciding jointly can deadlock; a reserved or
    third-party point that the contractor holds alone is captured.
    """

    mean_entropy: float
    nobody_accountable: tuple[str, ...]
    many_holders: tuple[str, ...]
    may_deadlock: tuple[str, ...]
    captured: tuple[str, ...]


def dispersion(
    allocation: Mapping[str, Shares], modes: Mapping[str, str], accountable: Iterable[str]
) -> Dispersion:
    """The scatter of `allocation`; `modes` by point, `accountable` the points that name somebody.

    A point can deadlock when at least two kinds of holder share it, evenly enough that none has
    more than three quarters, and its mode is not joint.
    """
    named = set(accountable)
    codes = list(DECISION_POINTS)
    held = {code: allocation.get(code, {}) for code in codes}
    shared = [
        code
        for code in codes
        if len(held[code]) > 1
        and max(held[code].values()) < COUNTS["consent"][0]
        and modes.get(code) not in {"joint", "deemed"}
    ]
    alone = {Holder.CONTRACTOR.value: ONE}
    return Dispersion(
        mean_entropy=sum(entropy(held[code]) for code in codes) / len(codes),
        nobody_accountable=tuple(code for code in codes if code not in named),
        many_holders=tuple(code for code in codes if len(held[code]) >= MANY_HOLDERS),
        may_deadlock=tuple(shared),
        captured=tuple(code for code in codes if dict(held[code]) == alone),
    )
