"""Pages of the rules that keep duties apart."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, TemplateView

from egov_outsource.pages import SignedInMixin
from projects.duty_rules import NOT_VERIFIED, RULES
from projects.models import Project
from projects.parts import PART_LABELS, conflicts_in, holders_of
from projects.rights import Right


class DutyRulesView(SignedInMixin, TemplateView):
    """The fourteen rules: what each compares, where it holds and what it waits for."""

    template_name = "projects/duty_rules.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The catalogue is data."""
        title = _("Separation of duties")
        crumbs = [(_("Projects"), reverse("projects:list")), (title, "")]
        return super().get_context_data(
            title=title,
            rules=list(RULES.values()),
            not_verified=NOT_VERIFIED,
            breadcrumbs=crumbs,
            **kwargs,
        )


class ProjectDutiesView(SignedInMixin, DetailView):
    """Who has which part in a project, and what the rules find at this moment."""

    template_name = "projects/duties.html"
    context_object_name = "project"

    def get_queryset(self) -> QuerySet[Project]:
        """Projects whose control rights the reader may see."""
        return Project.objects.where(Right.VIEW_ALLOCATION, self.user).select_related("owner")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Looked at live, because people and affiliations change."""
        project = self.object
        held = holders_of(project)
        return super().get_context_data(
            title=_("Separation of duties"),
            active_tab="control",
            conflicts=[(RULES[one.rule], one) for one in conflicts_in(project)],
            parts=[(PART_LABELS[part], len(people)) for part, people in held.items()],
            **kwargs,
        )
