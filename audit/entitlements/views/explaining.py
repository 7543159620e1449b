"""Why can somebody see or do a thing, and who can see it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from audit.entitlements.actions.explain_access import explain_access
from audit.entitlements.actions.list_viewers import list_viewers
from audit.entitlements.forms import ExplainForm, ThingForm
from audit.entitlements.things import thing_named
from egov_outsource.errors import Hidden
from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin
from projects.models import Project
from projects.rights import right_of

PAGE_SIZE = 25


class AboutProject(SignedInMixin):
    """Something asked about a project that the person sees, or about a thing in it."""

    kwargs: dict[str, Any]

    @property
    def project(self) -> Project:
        """The project of the address."""
        rows = Project.objects.visible_to(self.user).select_related("owner")
        found: Project = get_object_or_404(rows, pk=self.kwargs["pk"])
        return found

    def thing(self, project: Project, name: str) -> Any:
        """The thing of the address; none where it asks about the project itself."""
        if not name:
            return None
        try:
            return thing_named(name, project, self.user)
        except Hidden as hidden:
            raise Http404 from hidden


class ExplainView(AboutProject, TemplateView):
    """A person, a right, a thing: the decision, its rule, and the way of the grant."""

    template_name = "entitlements/explain.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question, and the answer once it is put."""
        project, asked = self.project, self.request.GET
        form = ExplainForm(asked if "person" in asked else None, project=project, user=self.user)
        answer = None
        if form.is_bound and form.is_valid():
            said = form.cleaned_data
            answer = explain_access(
                project,
                actor=self.user,
                person=said["person"],
                right=right_of(said["right"]) if said["right"] else None,
                thing=self.thing(project, said["thing"]),
            )
        return super().get_context_data(
            project=project,
            active_tab="",
            title=_("Explain access"),
            filter_form=form,
            answer=answer,
            # a choice among rows: forms give their fields by name, as any kind of field
            asks_of_others=form.fields["person"].queryset.count() > 1,  # type: ignore[attr-defined]
            **kwargs,
        )


class ViewersView(AboutProject, TemplateView):
    """Who can see the project, or a thing in it, as far as the reader may know them."""

    template_name = "entitlements/viewers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of them."""
        project, name = self.project, self.request.GET.get("thing", "")
        form = ThingForm(self.request.GET or None, project=project, user=self.user)
        thing = self.thing(project, name)
        viewers = list_viewers(project, actor=self.user, thing=thing)
        return super().get_context_data(
            project=project,
            active_tab="",
            title=_("Who can see this"),
            filter_form=form,
            thing=thing,
            thing_name=name,
            page_obj=Paginator(viewers, PAGE_SIZE).get_page(self.request.GET.get("page")),
            **kwargs,
        )


class ViewersExportView(AboutProject, View):
    """The same list as CSV."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """All of them; taking it away is an entry of its own."""
        project = self.project
        thing = self.thing(project, request.GET.get("thing", ""))
        viewers = list_viewers(project, actor=self.user, thing=thing, is_export=True)
        header = [_("Person"), _("For"), _("Right"), _("By"), _("From"), _("Until")]
        rows = (
            [v.person, v.organisation.label, v.right.label, v.basis, _iso(v.since), _iso(v.until)]
            for v in viewers
        )
        return csv_response("who-can-see.csv", header, rows)


def _iso(moment: Any) -> str:
    return moment.isoformat() if moment else ""
