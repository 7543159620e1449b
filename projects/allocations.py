"""The declared allocation of control rights and its distance from the ideal."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from projects.models import Allocation, Project
from projects.rights import DECISION_POINTS, DecisionPoint, Holder

Shares = Mapping[str, Decimal]
TOTAL_WEIGHT = sum(point.weight for point in DECISION_POINTS.values())
TOLERANCE = Decimal("0.1")  # delegable points may differ this much from the ideal


def ideal_allocations(project: Project) -> list[Allocation]:
    """Every control right at its ideal allocation, as declared when a project begins."""
    return [
        Allocation(
            project=project,
            point=point.code,
            holder=holder.value,
            share=Decimal(str(share)),
            mode=Allocation.Mode.SOLE if share == 1 else Allocation.Mode.JOINT,
            accountable=project.responsible_officer if holder is Holder.GOVERNMENT else None,
            basis=str(_("platform default")),
        )
        for point in DECISION_POINTS.values()
        for holder, share in zip(Holder, point.ideal, strict=True)
        if share
    ]


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


def misallocation_index(allocation: Mapping[str, Shares]) -> Decimal:
    """CRMI: the weighted mean of m_k over the 30 points; 0 is ideal."""
    total = sum(
        (
            point.weight * misallocation(point, allocation.get(code, {}))
            for code, point in DECISION_POINTS.items()
        ),
        Decimal(0),
    )
    return total / TOTAL_WEIGHT


def shares_of(rows: Iterable[Allocation]) -> dict[str, dict[str, Decimal]]:
    """Declared shares by point and holder."""
    shares: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        shares.setdefault(row.point, {})[row.holder] = row.share
    return shares
