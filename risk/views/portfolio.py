"""The portfolio: an overview, the same for one agency or contractor, and every measure in full."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from egov_outsource.accounts.models import Organisation
from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin
from risk.models import RiskResult
from risk.models.result import BAND_CODES
from risk.portfolio.asked import Asked
from risk.portfolio.form import PortfolioForm, agencies_of, contractors_of
from risk.portfolio.measure import Found, Measure
from risk.portfolio.measures import rank_stability
from risk.portfolio.overview import Overview, measured, overview
from risk.portfolio.registry import BY_CODE, MEASURES
from risk.portfolio.telling import named, ordered, plain, told
from risk.portfolio.wording import SUBJECTS
from risk.uncertainty.ranks import TOP
from risk.views.portfolio_picture import charts
from risk.views.runs import may_run

PAGE = 25


class Asks(SignedInMixin):
    """What all pages of the portfolio share: the question in the address."""

    fixed: ClassVar[str] = ""

    @cached_property
    def one(self) -> Organisation | None:
        """The agency or contractor that the page is about."""
        return None

    @cached_property
    def form(self) -> PortfolioForm:
        """The question as it was asked."""
        fixed = {self.fixed: self.one} if self.fixed else {}
        return PortfolioForm(self.request.GET or {}, self.user, **fixed)

    @property
    def asked(self) -> Asked | None:
        """The question; none when it makes no sense."""
        return self.form.asked() if self.form.is_valid() else None


class PortfolioView(Asks, TemplateView):
    """Key figures with alerts, plots, and every measure with its first lines."""

    template_name = "risk/portfolio/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All measures over what the reader may see."""
        asked = self.asked
        found = overview(self.user, asked) if asked else None
        return super().get_context_data(
            title=self.one.label if self.one else _("Risk"),
            one=self.one,
            fixed=self.fixed,
            filter_form=self.form,
            clear_url=self.request.path,
            found=found,
            today=timezone.localdate(),
            charts=charts(self.user, asked, found) if asked and found else (),
            measures=_with_alerts(found) if found else (),
            figures=_figures(found) if found else (),
            bands=[(BAND_CODES[band], n) for band, n in found.bands.items()] if found else (),
            highest=self.highest(found) if found else (),
            passed_on=passed_on(self.request, self.fixed, self.one),
            may_run=may_run(self.user),
            **kwargs,
        )

    def highest(self, found: Overview) -> list[tuple[RiskResult, float | None]]:
        """The newest results of those with the highest scores, and how steadily they are there."""
        visible = RiskResult.objects.visible_to(self.user).filter(pk__in=found.highest)
        rows = visible.select_related("project__owner").order_by("-score", "-pk")
        ranked = found.of(rank_stability.MEASURE).lines
        shares = {line.about[0]: line.numbers[0] for line in ranked}
        is_ranking = ranked and found.projects > TOP
        return [(row, shares.get(row.pk, 0.0) if is_ranking else None) for row in rows]


class AgencyView(PortfolioView):
    """The portfolio of one agency with what lies below it."""

    fixed = "agency"

    @cached_property
    def one(self) -> Organisation:
        """An agency with projects whose risk the reader sees, or one above it."""
        return get_object_or_404(agencies_of(self.user), pk=self.kwargs["pk"])


class ContractorView(PortfolioView):
    """The contracts of one contractor, as far as the reader sees them."""

    fixed = "contractor"

    @cached_property
    def one(self) -> Organisation:
        """A contractor with contracts that the reader sees."""
        return get_object_or_404(contractors_of(self.user), pk=self.kwargs["pk"])


class OfMeasure(Asks):
    """What the page and the file of a measure share."""

    kwargs: dict[str, Any]

    @property
    def measure(self) -> Measure:
        """The measure of the address."""
        try:
            return BY_CODE[self.kwargs["code"]]
        except KeyError as unknown:
            raise Http404 from unknown

    def found(self) -> tuple[int, Found]:
        """Of how many projects, and what was found in the order asked for."""
        if not (asked := self.asked):
            return 0, Found()
        projects, found = measured(self.user, asked, self.measure)
        lines = ordered(self.measure, found.lines, self.request.GET.get("sort", ""))
        return projects, Found(lines, found.figures, found.note)


class MeasureView(OfMeasure, TemplateView):
    """One measure: its formula, what it says of the whole, and all lines."""

    template_name = "risk/portfolio/measure.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of lines with names."""
        projects, found = self.found()
        page = Paginator(found.lines, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            title=self.measure.name,
            measure=self.measure,
            heads=[SUBJECTS[subject] for subject in self.measure.subjects],
            filter_form=self.form,
            clear_url=self.request.path,
            found=found,
            projects=projects,
            page_obj=page,
            rows=named(self.measure, page),
            figures=[(one, None) for one in found.figures],
            passed_on=passed_on(self.request),
            has_money=any(column.kind == "money" for column in self.measure.columns),
            **kwargs,
        )


class ExportMeasureView(OfMeasure, View):
    """All lines of a measure as CSV, or with ?format=json as data."""

    def get(self, request: HttpRequest, code: str) -> HttpResponseBase:
        """The download."""
        measure, (_projects, found) = self.measure, self.found()
        if request.GET.get("format") == "json":
            response = JsonResponse(
                told(measure, found), json_dumps_params={"ensure_ascii": False, "indent": 2}
            )
            response["Content-Disposition"] = f'attachment; filename="{code}.json"'
            response["Cache-Control"] = "private, no-store"
            return response
        header = [
            *(SUBJECTS[subject] for subject in measure.subjects),
            _("Currency"),
            *(column.label for column in measure.columns),
            _("Beyond the start value"),
        ]
        return csv_response(f"{code}.csv", header, _lines(measure, found))


def _lines(measure: Measure, found: Found) -> Iterator[list[Any]]:
    for names, line in named(measure, found.lines):
        cells = (plain(number) for number in line.numbers)
        alert = _("yes") if line.is_alert else _("no")
        yield [*(one.name for one in names), line.currency, *cells, alert]


def passed_on(request: HttpRequest, fixed: str = "", one: Organisation | None = None) -> str:
    """The question of this page for the address of another one."""
    given = request.GET.copy()
    for name in ("page", "sort", "format"):
        given.pop(name, None)
    if one is not None:
        given[fixed] = str(one.pk)
    return given.urlencode()


def _with_alerts(found: Overview) -> list[tuple[Measure, Found, str]]:
    return [
        (one, found.of(one), reverse("risk:measure", args=[one.code]))
        for one in MEASURES
        if one.code in found.found
    ]


def _figures(found: Overview) -> list[Any]:
    return [(one, measure) for measure in MEASURES for one in found.of(measure).figures]
