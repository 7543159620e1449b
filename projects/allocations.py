"""The declared allocation of control rights, as rows."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from projects.models import Allocation, Project
from projects.rights import DECISION_POINTS, Holder


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


def shares_of(rows: Iterable[Allocation]) -> dict[str, dict[str, Decimal]]:
    """Declared shares by point and holder."""
    shares: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        shares.setdefault(row.point, {})[row.holder] = row.share
    return shares
