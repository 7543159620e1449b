"""How often overrides are set, person by person."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, F, Q
from django.db.models.functions import Abs

from egov_outsource.access import Viewer
from projects.models import Project
from projects.rights import Right
from risk.models import RiskOverride


@dataclass(frozen=True, slots=True)
class Rate:
    """What one person set: how many in all, per hundred scored projects, how far from computed."""

    person: str
    count: int
    withdrawn: int
    lowered: int
    per_hundred: float
    distance: float


def rates(user: Viewer) -> list[Rate]:
    """Everybody who set overrides on projects whose risk `user` sees, the most first."""
    scored = Project.objects.where(Right.VIEW_RISK, user).filter(risk_level__gt=0).count()
    rows: Any = (
        RiskOverride.objects.visible_to(user)
        .filter(begins_on__isnull=False)
        .order_by()
        .values("decided_by", name=F("decided_by__name"))
        .annotate(
            number=Count("pk"),
            withdrawn=Count("pk", filter=Q(status=RiskOverride.Status.WITHDRAWN)),
            lowered=Count("pk", filter=Q(score__lt=F("computed"))),
            distance=Avg(Abs(F("score") - F("computed"))),
        )
        .order_by("-number", "name")
    )
    return [
        Rate(
            person=row["name"],
            count=row["number"],
            withdrawn=row["withdrawn"],
            lowered=row["lowered"],
            per_hundred=100 * row["number"] / scored if scored else 0.0,
            distance=row["distance"],
        )
        for row in rows
    ]
