"""Pages of bundles: ask for one, see how far it is, take it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView, View

from audit.bundles.actions.request_bundle import request_bundle
from audit.bundles.forms import RangeForm, RequestForm
from audit.bundles.models import Bundle
from audit.bundles.sending import as_download
from audit.log.models import LogKey, Tree
from egov_outsource.errors import Refusal
from egov_outsource.pages import ActionView, SignedInMixin, visible_or_404
from egov_outsource.templatetags.display import iso
from projects.models import Project

PAGE_SIZE = 25


class BundlesView(SignedInMixin, ListView):
    """The bundles that the reader asked for."""

    template_name = "bundles/list.html"
    context_object_name = "bundles"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> QuerySet[Bundle]:
        """One's own."""
        rows: QuerySet[Bundle] = Bundle.objects.visible_to(self.user).select_related("project")
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Below the log that they are taken from."""
        return super().get_context_data(
            breadcrumbs=[(_("Audit log"), reverse("audit:log")), (_("Evidence bundles"), "")],
            **kwargs,
        )


class RangeView(ActionView):
    """Ask for what happened in a project in a span of time."""

    model = Project
    form_class = RangeForm
    action = staticmethod(request_bundle)
    title = gettext_lazy("Evidence bundle of a span of time")
    lead = gettext_lazy(
        "Entries of the audit log, their proofs and the files, to be checked without the platform."
    )
    submit_label = gettext_lazy("Build the bundle")

    def get_subject(self) -> None:
        """It is chosen in the form."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Projects whose trail the person sees."""
        return super().get_form_kwargs() | {"user": self.user}

    def perform(self, form: Any) -> Bundle:
        """Of the chosen project."""
        facts = dict(form.cleaned_data)
        project = facts.pop("project")
        return request_bundle(project, actor=self.user, kind=Bundle.Kind.RANGE, **facts)

    def get_cancel_url(self) -> str:
        """Back to the list."""
        return reverse("bundles:list")

    def get_breadcrumbs(self) -> list[tuple[str | Promise, str]]:
        """The log, its bundles, this page."""
        log = (gettext_lazy("Audit log"), reverse("audit:log"))
        return [log, (gettext_lazy("Evidence bundles"), reverse("bundles:list")), (self.title, "")]

    def get_outcome_url(self, outcome: Any) -> str:
        """To the bundle."""
        return str(outcome.get_absolute_url())


class RequestView(SignedInMixin, View):
    """What the buttons on pages of cases send."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Ask, and go to the page that shows how far it is."""
        project: Project = visible_or_404(Project, self.user, pk=pk)
        form = RequestForm(request.POST)
        if not form.is_valid():
            return HttpResponse(status=400)
        try:
            bundle = request_bundle(project, actor=self.user, **form.cleaned_data)
        except Refusal as refusal:
            if refusal.code != "BUNDLE-OPEN":
                raise
            messages.warning(request, str(refusal.message))
            return HttpResponseRedirect(reverse("bundles:list"))
        return HttpResponseRedirect(bundle.get_absolute_url())


class BundleView(SignedInMixin, DetailView):
    """One bundle: how far it is, how to check it, where to get it."""

    template_name = "bundles/detail.html"
    context_object_name = "bundle"

    def get_queryset(self) -> QuerySet[Bundle]:
        """One's own."""
        rows: QuerySet[Bundle] = Bundle.objects.visible_to(self.user).select_related("project")
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts and the bar."""
        bundle = self.object
        keys = list(LogKey.objects.filter(tree=Tree.SHA256))
        return super().get_context_data(
            title=_("Evidence bundle %(number)d") % {"number": bundle.pk},
            facts=facts_of(bundle),
            progress=progress_of(bundle),
            origin=keys[0].origin if keys else "",
            keys=keys,
            breadcrumbs=[
                (_("Evidence bundles"), reverse("bundles:list")),
                (bundle.case_name, ""),
            ],
            **kwargs,
        )


class ProgressView(SignedInMixin, View):
    """The bar alone, asked for while the bundle is being built."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The bar; once all is over the whole page is asked for again."""
        bundle: Bundle = visible_or_404(Bundle, self.user, pk=pk)
        response = render(request, "components/progress.html", {"progress": progress_of(bundle)})
        if not bundle.is_open:
            response["HX-Refresh"] = "true"
        return response


class DownloadView(SignedInMixin, View):
    """The file."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """As an attachment; recorded."""
        return as_download(visible_or_404(Bundle, self.user, pk=pk), actor=self.user)


def progress_of(bundle: Bundle) -> dict[str, Any]:
    """The bundle as the component `progress` shows it."""
    return {
        "id": bundle.pk,
        "label": bundle.case_name,
        "done": bundle.done,
        "total": bundle.total,
        "state": bundle.state,
        "message": bundle.get_state_display(),
        "url": reverse("bundles:progress", args=[bundle.pk]),
    }


def facts_of(bundle: Bundle) -> list[tuple[Any, Any]]:
    """What is known of it."""
    facts: list[tuple[Any, Any]] = [
        (_("Case"), f"{bundle.get_kind_display()}: {bundle.case_name}"),
        (_("Project"), f"{bundle.project.reference}: {bundle.project.label}"),
        (_("Asked for"), iso(bundle.requested_at)),
    ]
    if bundle.sha256:
        counts = bundle.counts
        facts += [
            *([(_("Objects"), counts["objects"])] if "objects" in counts else []),
            (_("Entries"), counts.get("entries", 0)),
            (_("Entries under seal, not shown"), counts.get("withheld", 0)),
            (_("Files"), counts.get("files", 0)),
            (_("Files that are not in it"), counts.get("missing", 0)),
            (_("Size"), filesizeformat(bundle.size)),
            ("SHA-256", bundle.sha256),
            (_("Kept until"), iso(bundle.expires_at)),
        ]
    return facts
