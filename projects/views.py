"""Pages of the spine: my work, the list, a project, its control rights."""

from collections.abc import Iterator
from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView, View

from egov_outsource import access
from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin
from egov_outsource.redaction import all_blanked, blanked
from projects.filters import ProjectFilter
from projects.models import Decision, EmergencyAccess, Engagement, Project
from projects.paging import DEFAULT, foremost, ordered, page_of, readable
from projects.rights import Right
from projects.work import tasks_for

CARDS = 8
SHOWN = 100


class MyWorkView(SignedInMixin, TemplateView):
    """What waits for the person, and their projects."""

    template_name = "projects/my_work.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tasks by urgency, projects by risk or, for those who do not see it, the newest."""
        projects = Project.objects.select_related("owner")
        tasks = tasks_for(self.user)
        return super().get_context_data(
            tasks=tasks[:SHOWN],
            waiting=f"{SHOWN}+" if len(tasks) > SHOWN else len(tasks),
            projects=foremost(projects, self.user, CARDS),
            is_by_risk=readable("", self.user) == DEFAULT,
            **kwargs,
        )


class ProjectListView(SignedInMixin, View):
    """Projects in scope, searched, narrowed and ordered by the address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of them."""
        # `page_of` keeps those that the reader may see
        rows = Project.objects.select_related("owner")
        found = ProjectFilter(request.GET, queryset=rows, request=request)
        sort = readable(request.GET.get("sort", ""), self.user)
        page = page_of(found.qs, self.user, sort=sort, cursor=request.GET.get("cursor", ""))
        found.form.hide_optional = True
        context = {
            "filter_form": found.form,
            "projects": all_blanked(page.rows, self.user),
            "cursor": page,
            "total": page.total,
            "default_sort": readable("", self.user),
            "risk_sort": "risk" if "risk" in found.form.fields else "",
            "is_filtered": any(request.GET.get(name) for name in found.form.fields),
            "clear_url": request.path,
            "may_register": bool(access.scope_of(self.user).agencies.get(Right.REGISTER_PROJECT)),
        }
        return render(request, "projects/list.html", context)


class ProjectExportView(SignedInMixin, View):
    """The filtered list as CSV."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """Every row of what is filtered, streamed."""
        header = [_("Reference"), _("Title"), _("Agency"), _("Stage"), _("Status"), _("Risk band")]
        header += [_("Budget"), _("Currency"), _("Start"), _("Planned end")]

        def rows() -> Iterator[list[Any]]:
            found = filtered(request).qs.select_related("owner")
            sort = readable(request.GET.get("sort", ""), self.user)
            for project in ordered(found, sort).iterator(chunk_size=500):
                blanked(project, self.user)
                cells: list[Any] = [project.reference, project.label, project.owner.label]
                cells += [project.get_stage_display(), project.get_status_display()]
                cells += [project.get_risk_level_display(), project.budget, project.currency]
                cells += [project.start_date, project.end_date]
                yield cells

        return csv_response("projects.csv", header, rows())


def filtered(request: HttpRequest) -> ProjectFilter:
    """The projects that the reader may see, as the address asks for them."""
    rows = Project.objects.visible_to(request.user)
    return ProjectFilter(request.GET, queryset=rows, request=request)


class ProjectView(SignedInMixin, DetailView):
    """One project: what waits, where it stands, who takes part, what was decided."""

    template_name = "projects/detail.html"
    context_object_name = "project"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        visible = Project.objects.visible_to(self.user)
        return visible.select_related("owner", "responsible_officer")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything of the overview."""
        project = self.object
        engagements = Engagement.objects.visible_to(self.user).in_project(project)
        decisions = Decision.objects.visible_to(self.user).in_project(project)
        emergencies = EmergencyAccess.objects.visible_to(self.user).in_project(project)
        return super().get_context_data(
            active_tab="overview",
            emergencies=emergencies.in_force().select_related("person"),
            tasks=tasks_for(self.user, project),
            facts=self._facts(project),
            engagements=engagements.select_related("organisation"),
            decisions=decisions.select_related("decided_by", "acting_for", "organisation")[:5],
            sees_decisions=access.may(self.user, Right.VIEW_ALLOCATION, project),
            may_edit=project.status == Project.Status.ACTIVE
            and access.may(self.user, Right.EDIT_PROJECT, project),
            may_classify=access.may(self.user, Right.P5, project),
            may_appoint=access.may(self.user, Right.S1, project),
            undeclared_label=_("outside the declared allocation"),
            ended_label=_("ended"),
            expired_label=_("not in force"),
            **kwargs,
        )

    def _facts(self, project: Project) -> list[tuple[str, Any]]:
        # a copy: gates and risk on the same page read the project as it is
        project = blanked(copy(project), self.user)
        facts: list[tuple[str, Any]] = [
            (_("Operation mode"), project.get_mode_display()),
            (_("Start"), project.start_date),
            (_("Planned end"), project.end_date),
            (_("Protection level (MLPS)"), project.mlps_level),
            (_("Registered"), project.created_at),
        ]
        if project.budget is not None:
            facts.insert(1, (_("Budget"), f"{project.currency} {project.budget:,.2f}"))
        return facts
