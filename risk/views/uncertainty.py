"""The uncertainty of a project's score, and the forecast of its cost."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, View

from egov_outsource import access
from egov_outsource.export import csv_response
from egov_outsource.jobs.models import Job
from egov_outsource.jobs.views import progress_of
from egov_outsource.pages import ActionView, SignedInMixin
from projects.models import Project
from projects.rights import Right
from risk.actions.request_uncertainty import request_uncertainty
from risk.draws.compared import class_in_words, members, rank_of, reported_costs
from risk.draws.telling import ranges_of, sentence, standing
from risk.models import CostForecast, RiskUncertainty
from risk.views.uncertainty_picture import fan_chart, histogram, tornado

BANDS = ("low", "watch", "elevated", "high", "critical")


class UncertaintyView(SignedInMixin, DetailView):
    """How far the score could be another one, what makes it so, and what the project may cost."""

    template_name = "risk/uncertainty/page.html"
    context_object_name = "project"

    def get_queryset(self) -> Any:
        """Projects whose risk the reader may see."""
        return Project.objects.where(Right.VIEW_RISK, self.user).select_related("owner")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Draws, forecast, and the job that is making new ones."""
        project = self.object
        drawn = RiskUncertainty.objects.visible_to(self.user).in_project(project)
        found = drawn.select_related("model").first()
        forecast = CostForecast.objects.visible_to(self.user).in_project(project).first()
        jobs = Job.objects.visible_to(self.user).open().filter(kind="risk.draws", project=project)
        job = jobs.first()
        return super().get_context_data(
            active_tab="risk",
            risk_tab="uncertainty",
            title=_("Uncertainty"),
            found=found,
            forecast=forecast,
            progress=progress_of(job) if job else None,
            may_draw=access.may(self.user, Right.RECOMPUTE_RISK, project),
            **(self._drawn(found) if found else {}),
            **(self._forecast(forecast) if forecast else {}),
            **kwargs,
        )

    def _drawn(self, found: RiskUncertainty) -> dict[str, Any]:
        result, is_stale = standing(found, self.user)
        return {
            "result": result,
            "is_stale": is_stale,
            "sentence": sentence(found),
            "bands": list(zip(BANDS, found.bands, strict=True)),
            "ranges": ranges_of(found),
            "histogram": histogram(found),
            "tornado": tornado(found),
            "rank": rank_of(found, self.user),
        }

    def _forecast(self, forecast: CostForecast) -> dict[str, Any]:
        costs = reported_costs(self.object, self.user)
        listed, hidden = members(forecast, self.user)
        return {
            "fan": fan_chart(forecast, costs),
            "costs": amounts(forecast, costs[-1].budget if costs else None),
            "budget": costs[-1].budget if costs else None,
            "currency": costs[-1].currency if costs else "",
            "class_words": class_in_words(forecast),
            "members": listed,
            "hidden_members": hidden,
        }


def amounts(
    forecast: CostForecast, budget: Decimal | None
) -> list[tuple[str, float, Decimal | None]]:
    """Lines of the forecast: name, share of the budget, and the amount where it may be read."""
    shares = [
        (_("Point forecast (EAC)"), forecast.point),
        ("P50", forecast.p50),
        ("P80", forecast.p80),
        ("P90", forecast.p90),
    ]
    return [
        (name, share, None if budget is None else budget * Decimal(str(share)))
        for name, share in shares
    ]


class ExportUncertaintyView(SignedInMixin, View):
    """The quantiles of the score, percent by percent, with what they are made from."""

    def get(self, _request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """The download."""
        visible = RiskUncertainty.objects.visible_to(self.user).select_related("model")
        found = get_object_or_404(visible, pk=pk)
        header = [_("Quantity"), _("Value")]
        return csv_response(f"uncertainty-{pk}.csv", header, _lines(found))


def _lines(found: RiskUncertainty) -> Iterator[list[Any]]:
    yield [_("Seed"), found.seed]
    yield [_("Model"), found.model.version]
    yield [_("SHA-256 of the catalogue"), found.model.catalogue_hash]
    yield [_("SHA-256 of the input"), found.digest]
    yield [_("As of"), found.as_of.isoformat()]
    yield [_("Draws"), found.count]
    for name, share in zip(BANDS, found.bands, strict=True):
        yield [f"P({name})", f"{share:.4f}"]
    for source, low, high in found.ranges:
        yield [f"P5 {source}", f"{low:.4f}"]
        yield [f"P95 {source}", f"{high:.4f}"]
    for level, value in enumerate(found.quantiles):
        yield [f"P{level}", f"{max(value, found.floor):.4f}"]


class RequestUncertaintyView(ActionView):
    """Have a project drawn."""

    model = Project
    action = staticmethod(request_uncertainty)
    right = Right.RECOMPUTE_RISK
    title = gettext_lazy("Draw the uncertainty")
    submit_label = gettext_lazy("Draw now")

    def get_outcome_url(self, outcome: Any) -> str:
        """To the job, which leads to the result."""
        return str(outcome.get_absolute_url())

    def get_cancel_url(self) -> str:
        """Back to the uncertainty of the project."""
        return uncertainty_url(self.subject.pk)


def uncertainty_url(project: int) -> str:
    """The page of a project."""
    return reverse("risk:uncertainty", args=[project])
