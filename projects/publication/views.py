"""Pages of imports: the list, handing in a file, following it, its problems."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView, View

from egov_outsource import access
from egov_outsource.errors import NotAllowed
from egov_outsource.export import csv_response
from egov_outsource.pages import ActionView, SignedInMixin, visible_or_404
from egov_outsource.templatetags.display import iso, thousands
from projects.models import Agency, Project
from projects.publication.actions.start_import import start_import
from projects.publication.forms import ImportForm
from projects.publication.models import ImportRun
from projects.publication.permission import importing_agencies
from projects.publication.tasks import enqueue

PROBLEMS_A_PAGE = 100
PROJECTS_SHOWN = 25
COUNTS = (
    ("files", _("Files read")),
    ("files_refused", _("of these refused")),
    ("releases", _("Releases read")),
    ("releases_new", _("of these new")),
    ("processes", _("Processes")),
    ("created", _("Projects created")),
    ("updated", _("Projects updated")),
    ("unchanged", _("Processes without change")),
    ("older", _("Older than what is known")),
    ("refused", _("Processes refused")),
    ("organisations_created", _("Organisations entered")),
)


class ImportListView(SignedInMixin, ListView):
    """All imports that the reader may see, newest first."""

    template_name = "publication/import_list.html"
    paginate_by = 25

    def get_queryset(self) -> Any:
        """Only government imports; for everybody else there is nothing here."""
        if not access.scope_of(self.user).is_government:
            raise Http404
        return ImportRun.objects.visible_to(self.user).select_related("owner", "started_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also whether the reader may import."""
        return super().get_context_data(
            title=_("Imports"), may_import=bool(importing_agencies(self.user)), **kwargs
        )


class ImportNewView(ActionView):
    """Handing in a file."""

    model = Agency
    action = start_import
    form_class = ImportForm
    title = _("Import open contracting data")
    lead = _(
        "Buyers become agencies, suppliers and tenderers contractors, processes projects. What is"
        " broken is listed with its place and reason; everything else is imported."
    )
    submit_label = _("Import")
    template_name = "publication/import_new.html"

    def get_subject(self) -> Agency:
        """The first agency for which the person may import; the form may name another."""
        self.agencies = importing_agencies(self.user)
        if self.agencies:
            return self.agencies[0]
        if not access.scope_of(self.user).is_government:
            raise Http404
        raise NotAllowed(
            "RIGHT-IMPORT_DATA",
            _("You do not hold the right to import open contracting data."),
            helper=_("Initiating officers of your agency hold it."),
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """The agencies to choose from."""
        return {**super().get_form_kwargs(), "agencies": self.agencies}

    def perform(self, form: Any) -> ImportRun:
        """Keep the file and put the import into the queue."""
        file = form.cleaned_data["file"]
        owner = form.cleaned_data["owner"]
        run = start_import(owner, actor=self.user, name=file.name, file=file)
        enqueue(run)
        return run

    def get_cancel_url(self) -> str:
        """Back to the list."""
        return reverse("publication:imports")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """No single project is concerned."""
        crumbs = [(_("Imports"), reverse("publication:imports")), (self.title, "")]
        limit = settings.IMPORT_MAX_BYTES >> 20
        return super().get_context_data(breadcrumbs=crumbs, limit_mb=limit, project=None, **kwargs)


class ImportDetailView(SignedInMixin, View):
    """One import: how far it is, what it did, what was wrong."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        run = visible_or_404(ImportRun, self.user, pk=pk)
        pages = Paginator(run.complaints, PROBLEMS_A_PAGE)
        projects = Project.objects.visible_to(self.user).filter(importedprocess__run=run)
        context = {
            "run": run,
            "title": run.name,
            "breadcrumbs": [(_("Imports"), reverse("publication:imports")), (run.name, "")],
            "progress": progress_of(run),
            "outcome": outcome_of(run),
            "page_obj": pages.get_page(request.GET.get("page")),
            "projects": projects.select_related("owner").order_by("pk")[:PROJECTS_SHOWN],
        }
        return render(request, "publication/import_detail.html", context)


class ImportProgressView(SignedInMixin, View):
    """The bar alone, asked for every two seconds while the import runs."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The bar; once all is over the whole page is asked for again."""
        run = visible_or_404(ImportRun, self.user, pk=pk)
        response = render(request, "components/progress.html", {"progress": progress_of(run)})
        if run.is_over:
            response["HX-Refresh"] = "true"
        return response


class ImportProblemsView(SignedInMixin, View):
    """The problems as a table for other programs."""

    def get(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """CSV in UTF-8 with mark, so that spreadsheets understand it."""
        run = visible_or_404(ImportRun, self.user, pk=pk)
        header = [_("Severity"), _("File"), _("Place"), "ocid", _("Code"), _("Problem")]
        cells = (
            (row.severity, row.path, row.pointer, row.ocid, row.code, row.message, row.count)
            for row in run.complaints
        )
        return csv_response(f"import-{run.pk}-problems.csv", [*header, _("Times")], cells)


def outcome_of(run: ImportRun) -> list[tuple[Any, Any]]:
    """What the run was and did, as labels and values."""
    facts: list[tuple[Any, Any]] = [
        (_("Imported for"), run.owner.label),
        (_("Started by"), run.started_by),
        (_("Given"), iso(run.created_at)),
    ]
    facts += [(label, thousands(run.counts[key])) for key, label in COUNTS if key in run.counts]
    return [*facts, ("SHA-256", run.digest)] if run.digest else facts


def progress_of(run: ImportRun) -> dict[str, Any]:
    """The run as the component `progress` shows it."""
    states = {ImportRun.Status.WAITING: "waiting", ImportRun.Status.RUNNING: "running"}
    return {
        "id": run.pk,
        "label": run.name,
        "done": run.done,
        "total": run.total,
        "state": states.get(ImportRun.Status(run.status), run.status),
        "message": run.get_phase_display() if not run.is_over else run.get_status_display(),
        "url": reverse("publication:progress", args=[run.pk]),
    }
