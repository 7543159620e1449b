"""The risk register as it is read: of one project, of all, one entry."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView, View

from egov_outsource import access
from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin
from projects.models import Project
from projects.rights import Right
from projects.supervision.models import Finding
from risk.models import RiskEntry
from risk.register.forms import RegisterFilterForm
from risk.register.levels import IMPACTS, LIKELIHOODS
from risk.register.reading import cells, matching, matrix

PAGE = 25
Status = RiskEntry.Status


class Asked(SignedInMixin):
    """What pages and downloads share: the entries asked for, of one project or of all."""

    kwargs: dict[str, Any]

    def project(self) -> Project | None:
        """The project of the address, among those whose risk the reader sees."""
        if "pk" not in self.kwargs:
            return None
        seen = Project.objects.where(Right.VIEW_RISK, self.user).select_related("owner")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def entries(self, project: Project | None) -> Any:
        """All that the reader may see."""
        rows = RiskEntry.objects.visible_to(self.user)
        return rows.in_project(project) if project else rows

    def asked(self, rows: Any, form: RegisterFilterForm) -> Any:
        """Those that fit; a filter that is none asks nothing."""
        found = matching(rows, form.cleaned_data) if form.is_valid() else rows
        return found.select_related("owner", "project__owner").order_by(
            "project__reference", "number"
        )


class RegisterView(Asked, TemplateView):
    """The register of one project or of all: matrix and list."""

    def get_template_names(self) -> list[str]:
        """Within the pages of the project, or on its own."""
        return ["risk/register/project.html" if "pk" in self.kwargs else "risk/register/all.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of entries and the matrix of all live ones."""
        project = self.project()
        form = RegisterFilterForm(self.request.GET)
        rows = self.entries(project)
        page = Paginator(self.asked(rows, form), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            active_tab="risk",
            risk_tab="register",
            title=_("Risk register"),
            project=project,
            filter_form=form,
            is_filtered=any(form.data.get(name) for name in form.fields),
            clear_url=self.request.path,
            page_obj=page,
            matrix=matrix(cells(rows)),
            impacts=IMPACTS.items(),
            likelihoods=LIKELIHOODS,
            may_keep=bool(project and access.may(self.user, Right.KEEP_RISKS, project)),
            **kwargs,
        )


class ExportRegisterView(Asked, View):
    """The entries as a table."""

    def get(self, request: HttpRequest, **_where: Any) -> StreamingHttpResponse:
        """The download."""
        project = self.project()
        rows = self.asked(self.entries(project), RegisterFilterForm(request.GET))
        header = [
            _("Project"), _("Number"), _("Risk"), _("Cause"), _("Event"), _("Consequence"),
            _("Likelihood at first"), _("Impact at first"), _("Likelihood"), _("Impact"),
            _("Level"), _("Status"), _("Risk owner"), _("Next review"), _("Indicators"),
        ]  # fmt: skip
        name = f"{project.reference}-risks.csv" if project else "risks.csv"
        return csv_response(name, header, lines(rows))


def lines(rows: Any) -> Iterator[list[Any]]:
    """One row for each risk."""
    for entry in rows.iterator(chunk_size=500):
        yield [
            entry.project.reference,
            entry.number,
            entry.title,
            entry.cause,
            entry.event,
            entry.consequence,
            entry.first_likelihood,
            entry.first_impact,
            entry.likelihood,
            entry.impact,
            entry.level.label,
            entry.get_status_display(),
            entry.owner.name,
            entry.review_on.isoformat(),
            " ".join(entry.codes),
        ]


class EntryView(SignedInMixin, DetailView):
    """One risk: scenario, measures, reviews, acceptances."""

    template_name = "risk/register/entry.html"
    context_object_name = "entry"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        rows = RiskEntry.objects.visible_to(self.user)
        return rows.select_related("project__owner", "owner", "entered_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The parts and what may be done now."""
        entry = self.object
        is_live = entry.status != Status.CLOSED
        keeps = bool(access.may(self.user, Right.KEEP_RISKS, entry))
        accepts = bool(access.may(self.user, Right.ACCEPT_RISK, entry))
        acceptances = list(entry.acceptances.select_related("accepted_by"))
        return super().get_context_data(
            active_tab="risk",
            risk_tab="register",
            title=str(entry),
            project=entry.project,
            likelihood=LIKELIHOODS[entry.likelihood],
            impact=IMPACTS[entry.impact],
            first_likelihood=LIKELIHOODS[entry.first_likelihood],
            first_impact=IMPACTS[entry.first_impact],
            finding=Finding.objects.visible_to(self.user).filter(pk=entry.finding_id).first(),
            measures=entry.measures.select_related("owner", "done_by"),
            reviews=entry.reviews.select_related("reviewed_by").order_by("-id"),
            acceptances=acceptances,
            is_past_acceptance=entry.status == Status.ACCEPTED and acceptances[0].is_over(),
            may_change=keeps and entry.status in {Status.OPEN, Status.TREATED},
            may_review=keeps and is_live,
            may_treat=keeps and entry.status == Status.OPEN,
            may_accept=accepts and is_live,
            may_reopen=keeps and entry.status != Status.OPEN,
            **kwargs,
        )
