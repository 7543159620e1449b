"""Pages of control rights: the map, its file, the history of one point."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from egov_outsource import access
from egov_outsource.charts import Chart, Series
from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin
from projects.control import ControlMap, control_map, history
from projects.models import Allocation, Decision, Project
from projects.rights import DECISION_POINTS, Holder, Right

PAGE_SIZE = 25
HUNDRED = 100


def _allocated(user: Any) -> Any:
    """Projects whose allocation the reader may see."""
    return Project.objects.where(Right.VIEW_ALLOCATION, user).select_related("owner")


class ControlView(SignedInMixin, DetailView):
    """The control-right map: declared against exercised, and the log of decisions."""

    template_name = "projects/control.html"
    context_object_name = "project"

    def get_queryset(self) -> Any:
        """Projects whose allocation the reader may see."""
        return _allocated(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Points by stage, the indices and one page of the log."""
        project = self.object
        decisions = Decision.objects.visible_to(self.user).in_project(project)
        pages = Paginator(
            decisions.select_related("decided_by", "acting_for", "organisation"), PAGE_SIZE
        )
        found = control_map(project, self.user)
        return super().get_context_data(
            active_tab="control",
            title=_("Control rights"),
            map=found,
            charts=[shares_chart(found), indices_chart(found)],
            hollow=[one for one in found.stamps if one.pace.is_rubber],
            scatter=scatter(found),
            classes=class_names(),
            decisions=pages.get_page(self.request.GET.get("page")),
            may_allocate=access.may(self.user, Right.M4, project),
            undeclared_label=_("outside the declared allocation"),
            **kwargs,
        )


class ControlExportView(SignedInMixin, View):
    """The map as CSV: the same numbers as on the page."""

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """One line a decision point."""
        project = get_object_or_404(_allocated(self.user), pk=pk)
        found = control_map(project, self.user)
        header = [_("Code"), _("Right"), _("Class"), _("Weight")]
        for which in (_("ideal"), _("as declared"), _("as exercised")):
            header += [f"{name} ({which})" for name in Allocation.HolderKind.labels]
        header += [_("Misallocation"), _("How"), _("Accountable"), _("Basis")]
        header += [_("Decisions in 180 days"), _("Outside the allocation")]

        def rows() -> Iterator[list[Any]]:
            for row in found.points:
                cells: list[Any] = [row.point.code, row.point.label, row.point.reserve]
                cells.append(row.point.weight)
                cells += [row.ideal[h.value] for h in Holder]
                cells += [declared for declared, _done in row.shares]
                cells += [None if done is None else round(done, 3) for _said, done in row.shares]
                cells += [row.misallocation, row.mode.mode_label if row.mode else ""]
                cells += [row.accountable, row.mode.basis_label if row.mode else ""]
                cells += [row.recent, row.outside]
                yield cells

        return csv_response(f"control-rights-{project.reference}.csv", header, rows())


class PointHistoryView(SignedInMixin, DetailView):
    """One decision point: every declaration with its time, and its decisions."""

    template_name = "projects/control_history.html"
    context_object_name = "project"

    def get_queryset(self) -> Any:
        """Projects whose allocation the reader may see; the point is one of the 30."""
        if self.kwargs["point"] not in DECISION_POINTS:
            raise Http404
        return _allocated(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Declarations, newest first, and a page of decisions."""
        project, code = self.object, self.kwargs["point"]
        point = DECISION_POINTS[code]
        decisions = Decision.objects.visible_to(self.user).in_project(project).filter(point=code)
        pages = Paginator(
            decisions.select_related("decided_by", "acting_for", "organisation"), PAGE_SIZE
        )
        return super().get_context_data(
            active_tab="control",
            title=f"{code} {point.label}",
            point=point,
            declarations=history(project, self.user, code),
            decisions=pages.get_page(self.request.GET.get("page")),
            may_allocate=access.may(self.user, Right.M4, project),
            undeclared_label=_("outside the declared allocation"),
            **kwargs,
        )


def scatter(found: ControlMap) -> list[tuple[str, str]]:
    """The dispersion in words, without points a dash."""
    spread = found.dispersion
    told = (
        (_("Without an accountable person"), spread.nobody_accountable),
        (_("Three holders or more"), spread.many_holders),
        (_("Shared without a rule: may deadlock"), spread.may_deadlock),
        (_("Held by the contractor alone"), spread.captured),
    )
    mean = (_("Mean dispersion (0 to 1)"), number_format(spread.mean_entropy, 2))
    return [mean, *((label, ", ".join(codes) or "–") for label, codes in told)]


def class_names() -> dict[str, str]:
    """The three classes of decision points in words."""
    return {"R": _("reserved"), "T": _("third party leads"), "D": _("delegable")}


def shares_chart(found: ControlMap) -> Chart:
    """What government is declared to hold, and what it decided itself."""
    return Chart(
        slug="shares",
        kind="bar",
        title=_("Share of government: declared and exercised"),
        caption=_(
            "Weighted over the points of each stage; exercised from the decisions of 180 days."
        ),
        categories=[row.stage.label for row in found.dimensions],
        series=[
            Series(
                _("as declared"), [_percent(row.declared_government) for row in found.dimensions]
            ),
            Series(
                _("as exercised"), [_percent(row.exercised_government) for row in found.dimensions]
            ),
        ],
        unit="%",
        maximum=HUNDRED,
        category_label=_("Stage"),
    )


def indices_chart(found: ControlMap) -> Chart:
    """Both indices of every stage."""
    return Chart(
        slug="indices",
        kind="bar",
        title=_("Misallocation and gap"),
        caption=_("0 is best: rights declared where they belong, and exercised as declared."),
        categories=[row.stage.label for row in found.dimensions],
        series=[
            Series(_("Misallocation (CRMI)"), [_percent(row.crmi) for row in found.dimensions]),
            Series(
                _("Formal-real gap (FRG)"), [_percent(row.gap.index) for row in found.dimensions]
            ),
        ],
        unit="%",
        category_label=_("Stage"),
    )


def _percent(share: Any) -> float | None:
    return None if share is None else round(float(share) * HUNDRED, 1)
