"""How often an indicator speaks up: over the stored results that somebody may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, FloatField, Q, QuerySet, When

from egov_outsource import access
from risk.catalogue import Indicator, State, Steps
from risk.models import RiskModel, RiskResult

SPEAKS = 50.0  # from this score on, half of the worst
ENOUGH = 30
OFTEN, SELDOM = 0.3, 0.001


@dataclass(frozen=True, slots=True)
class BaseRate:
    """Of so many projects that were measured, in how many it speaks up."""

    measured: int
    speaking: int
    is_flag: bool

    @property
    def is_known(self) -> bool:
        """Whether there are enough projects to say anything."""
        return self.measured >= ENOUGH

    @property
    def share(self) -> float:
        """The base rate; 0 where nothing was measured."""
        return self.speaking / self.measured if self.measured else 0.0

    @property
    def needs_new_cut(self) -> bool:
        """Whether a flag fires on so many or so few that it tells nothing."""
        return self.is_flag and self.is_known and not SELDOM <= self.share <= OFTEN


def base_rate(indicator: Indicator, user: access.Viewer) -> BaseRate:
    """One statement over the newest results that `user` may see."""
    found = measured_results(indicator, user).aggregate(
        measured=Count("pk"), speaking=Count("pk", filter=Q(points__gte=SPEAKS))
    )
    return BaseRate(
        measured=found["measured"],
        speaking=found["speaking"],
        is_flag=isinstance(indicator.mapping, Steps),
    )


def worst(indicator: Indicator, user: access.Viewer) -> QuerySet[Any]:
    """The results that `user` may see in which it speaks up, the worst first."""
    rows = measured_results(indicator, user).filter(points__gte=SPEAKS)
    return rows.select_related("project__owner").order_by("-points", "project_id")


def measured_results(indicator: Indicator, user: access.Viewer) -> QuerySet[Any]:
    """Visible newest results with a measured value, as `x` with its score as `points`."""
    rows = RiskResult.objects.visible_to(user)
    places = {
        pk: codes.index(indicator.code)
        for pk, codes in RiskModel.objects.values_list("pk", "codes")
        if indicator.code in codes
    }
    if not places:
        rows = rows.none()
    is_measured = Q()
    for pk, place in places.items():
        is_measured |= Q(**{"model_id": pk, f"states__{place}": State.OK})
    return rows.filter(is_measured).annotate(x=at(places, "inputs"), points=at(places, "scores"))


def at(places: dict[int, int], array: str) -> Case:
    """The number of one indicator, wherever the model of the result has it."""
    known = (When(model_id=pk, then=F(f"{array}__{place}")) for pk, place in places.items())
    return Case(*known, default=None, output_field=FloatField())
