"""The history of a project's risk: as then and as now."""

import math
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from egov_outsource.accounts.models import User
from egov_outsource.charts import Chart, Series
from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin
from projects.models import Project
from projects.rights import Right
from risk.modelling.forms import UnderForm
from risk.modelling.history import Point, gaps, history
from risk.models import RiskPoint

MOST = 400


def points_of(project: Project, user: User, most: int | None = MOST) -> list[RiskPoint]:
    """The points that the reader may see, oldest first; the latest `most`."""
    visible = RiskPoint.objects.visible_to(user).in_project(project).select_related("model")
    return list(visible.order_by("-as_of")[:most])[::-1]


class HistoryView(SignedInMixin, DetailView):
    """Both histories as plot and table."""

    template_name = "risk/history/page.html"
    context_object_name = "project"

    def get_queryset(self) -> Any:
        """Projects whose risk the reader may see."""
        return Project.objects.where(Right.VIEW_RISK, self.user).select_related("owner")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The points, newest first in the table."""
        stored = points_of(self.object, self.user)
        form = UnderForm(self.request.GET, self.user)
        model = form.model()
        found = history(stored, model)
        return super().get_context_data(
            active_tab="risk",
            risk_tab="history",
            title=_("History of risk"),
            form=form,
            model=model,
            chart=history_chart(found, model.version) if found else None,
            points=[shown(one) for one in reversed(found)],
            gaps=gaps(stored),
            **kwargs,
        )


class ExportHistoryView(SignedInMixin, View):
    """Both histories as CSV."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The download."""
        projects = Project.objects.where(Right.VIEW_RISK, self.user)
        project = get_object_or_404(projects, pk=pk)
        model = UnderForm(request.GET, self.user).model()
        found = history(points_of(project, self.user, None), model)
        header = [_("As of"), _("Model"), _("Score as then"), _("Band as then")]
        header += [_("Score as now"), _("Lower bound"), _("Upper bound"), _("Band as now")]
        header += [_("Indicators due"), _("Became due"), _("No longer due")]
        rows = (
            [
                one.as_of.isoformat(),
                one.version,
                exact(one.then),
                one.band_then,
                *(exact(value) for value in (one.now, one.lo_now, one.hi_now)),
                one.band_now,
                one.due,
                " ".join(one.came),
                " ".join(one.went),
            ]
            for one in found
        )
        return csv_response(f"risk-history-{project.pk}.csv", header, rows)


def exact(value: float) -> str:
    """Four decimals, nothing where there is no score."""
    return "" if math.isnan(value) else f"{value:.4f}"


def shown(point: Point) -> dict[str, Any]:
    """A row of the table; NaN is shown as nothing."""
    return {
        "as_of": point.as_of,
        "version": point.version,
        "then": None if math.isnan(point.then) else point.then,
        "band_then": point.band_then,
        "now": None if math.isnan(point.now) else point.now,
        "band_now": point.band_now,
        "due": point.due,
        "changes": changes_of(point),
    }


def changes_of(point: Point) -> list[str]:
    """Changes of model and due-set in words."""
    words = []
    if point.is_new_model:
        words.append(_("model %(version)s") % {"version": point.version})
    if point.came:
        words.append(_("due: %(codes)s") % {"codes": ", ".join(point.came)})
    if point.went:
        words.append(_("no longer due: %(codes)s") % {"codes": ", ".join(point.went)})
    return words


def marks_of(points: Sequence[Point]) -> list[tuple[str, str]]:
    """Lines on the plot: another model, another due-set."""
    marks = []
    for one in points:
        if one.is_new_model:
            marks.append((one.as_of.isoformat(), _("model %(version)s") % {"version": one.version}))
        elif not one.is_comparable:
            label = f"+{len(one.came)} −{len(one.went)}"
            marks.append((one.as_of.isoformat(), label))
    return marks


def history_chart(points: Sequence[Point], version: str) -> Chart:
    """Both scores over the days."""
    return Chart(
        slug="history",
        kind="line",
        title=_("As then and as now"),
        caption=_(
            "Lines mark another model, or how many indicators became due (+) and no longer are (−)."
        ),
        categories=[one.as_of.isoformat() for one in points],
        series=[
            Series(_("As then"), [tenth(one.then) for one in points]),
            Series(
                _("As now (%(version)s)") % {"version": version},
                [tenth(one.now) for one in points],
            ),
        ],
        maximum=100,
        marks=marks_of(points),
        category_label=_("Date"),
    )


def tenth(value: float) -> float | None:
    """One decimal; a gap where there is no score."""
    return None if math.isnan(value) else round(value, 1)
