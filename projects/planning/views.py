"""Pages of a plan that are read: the board, an item, requirements, objectives."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView, TemplateView, View

from egov_outsource.access import may
from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin
from projects.models import Project
from projects.planning.contents import CONTENTS
from projects.planning.forms import RequirementFilterForm
from projects.planning.items import plan_of, sections_of
from projects.planning.models import Objective, PlanItem, Requirement
from projects.planning.reading import COLUMNS
from projects.planning.searching import UNVERIFIABLE, found
from projects.rights import Right


class PlanPage(SignedInMixin):
    """A page about the plan of one project."""

    kwargs: dict[str, Any]

    @property
    def project(self) -> Project:
        """The project, when the reader may see its plan."""
        rows = Project.objects.where(Right.VIEW_PLANNING, self.request.user)
        found_one: Project = get_object_or_404(rows.select_related("owner"), pk=self.kwargs["pk"])
        return found_one

    def about(self, project: Project) -> dict[str, Any]:
        """What every page of a plan knows."""
        return {
            "project": project,
            "active_tab": "planning",
            "is_open": project.stage == Project.Stage.PLANNING,
            "may_edit": bool(may(self.user, Right.EDIT_PLANNING, project)),
            "may_approve": bool(may(self.user, Right.P1, project)),
            "may_set_baseline": bool(may(self.user, Right.P2, project)),
        }


class OverviewView(PlanPage, TemplateView):
    """The board of sixteen items under five headings."""

    template_name = "planning/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Items with their states, and counts of requirements and objectives."""
        project = self.project
        items = plan_of(project)
        standing = Requirement.objects.visible_to(self.user).in_project(project).standing()
        return super().get_context_data(
            **self.about(project),
            title=_("Plan"),
            sections=sections_of(items),
            settled=sum(item.is_settled for item in items),
            total=len(items),
            counts=standing.order_by().aggregate(
                total=Count("pk"),
                must=Count("pk", filter=Q(priority=Requirement.Priority.MUST)),
                unverifiable=Count("pk", filter=UNVERIFIABLE),
                outside=Count("pk", filter=Q(baselined_at__isnull=True)),
            ),
            objectives=Objective.objects.visible_to(self.user)
            .in_project(project)
            .standing()
            .count(),
            **kwargs,
        )


class ItemView(PlanPage, TemplateView):
    """One item: its text, who wrote and decided it, and the next step."""

    template_name = "planning/item.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The item; an empty one when the plan was not begun."""
        project, code = self.project, self.kwargs["code"]
        if code not in CONTENTS:
            raise Http404
        rows = PlanItem.objects.visible_to(self.user).in_project(project)
        people = rows.select_related("author", "author_organisation", "decided_by")
        item = people.filter(code=code).first() or PlanItem(project=project, code=code)
        return super().get_context_data(
            **self.about(project),
            title=item.label,
            item=item,
            is_author=item.author_id == self.user.pk,
            **kwargs,
        )


class RequirementListView(PlanPage, ListView):
    """Requirements, searched and filtered by the address."""

    template_name = "planning/requirements.html"
    paginate_by = 25

    def get_queryset(self) -> Any:
        """As the address asks; a filter that cannot be right is left out."""
        self.form = RequirementFilterForm(self.request.GET)
        rows = Requirement.objects.visible_to(self.user).filter(project_id=self.kwargs["pk"])
        return found(rows, self.form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also the form and what the reader may do."""
        project = self.project
        standing = Requirement.objects.visible_to(self.user).in_project(project).standing()
        return super().get_context_data(
            **self.about(project),
            title=_("Requirements"),
            form=self.form,
            clear_url=self.request.path,
            is_filtered=any(self.request.GET.get(name) for name in self.form.fields),
            outside=standing.filter(baselined_at__isnull=True).count(),
            **kwargs,
        )


class RequirementExportView(PlanPage, View):
    """The filtered requirements as CSV, in the columns that the import reads."""

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """Every row of what is filtered, streamed."""
        rows = Requirement.objects.visible_to(self.user).in_project(self.project)
        chosen = found(rows, RequirementFilterForm(request.GET))
        cells = ([getattr(row, name) for name in COLUMNS] for row in chosen.iterator(500))
        return csv_response(f"requirements-{pk}.csv", COLUMNS, cells)


class RequirementView(SignedInMixin, DetailView):
    """One requirement and its trail."""

    template_name = "planning/requirement.html"
    context_object_name = "requirement"

    def get_queryset(self) -> Any:
        """What the reader may see."""
        rows = Requirement.objects.visible_to(self.user)
        return rows.select_related("project__owner", "author_organisation", "created_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, and whether the reader may change it."""
        one = self.object
        needed = Right.P2 if one.baselined_at else Right.EDIT_PLANNING
        return super().get_context_data(
            project=one.project,
            active_tab="planning",
            title=_("Requirement %(number)s") % {"number": one.number},
            may_change=not one.is_withdrawn and bool(may(self.user, needed, one.project)),
            facts=[
                (_("Type"), one.get_kind_display()),
                (_("Priority"), one.get_priority_display()),
                (_("Acceptance criterion"), one.criterion),
                (_("Test method"), one.test_method),
                (_("Size"), one.size),
                (_("Source"), one.source),
                (_("Drafted by"), one.author_organisation),
                (_("Added by"), one.created_by),
                (_("In the baseline since"), one.baselined_at),
            ],
            **kwargs,
        )


class ObjectivesView(PlanPage, TemplateView):
    """What the project is for, with baseline, target and what was reached."""

    template_name = "planning/objectives.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Standing objectives first, withdrawn ones after them."""
        project = self.project
        rows = Objective.objects.visible_to(self.user).in_project(project)
        return super().get_context_data(
            **self.about(project),
            title=_("Objectives"),
            objectives=rows.order_by("withdrawn_at", "pk"),
            **kwargs,
        )
