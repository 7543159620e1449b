"""Pages of a project's documents."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import DetailView, TemplateView, View

from audit.evidence.actions.receive_document import receive_document
from audit.evidence.forms import DocumentFilterForm, HandInForm, NewVersionForm
from audit.evidence.models import Disposal, Document
from audit.evidence.receipts import entry_of, receipt, receipt_text
from audit.evidence.retention import kept_until, open_holds
from audit.evidence.search import in_trouble, narrowed
from audit.evidence.sending import as_download
from egov_outsource.access import may
from egov_outsource.errors import Refusal
from egov_outsource.export import csv_response
from egov_outsource.pages import ActionView, SignedInMixin, visible_or_404
from projects.rights import Right, Stage

Project: Any = apps.get_model("projects", "Project")
PAGE_SIZE = 25
RELATED = ("organisation", "uploaded_by", "project__owner")


class DocumentsView(SignedInMixin, TemplateView):
    """The documents of a project that the reader may see."""

    template_name = "evidence/documents.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of what the address asks for."""
        project = visible_or_404(Project, self.user, pk=self.kwargs["pk"])
        form, rows = asked_for(self.request, self.user, project)
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            project=project,
            active_tab="documents",
            title=_("Documents"),
            filter_form=form,
            is_filtered=any(self.request.GET.get(name) for name in form.fields),
            clear_url=self.request.path,
            page_obj=page,
            stages=dict(stage_labels()),
            may_upload=may(self.user, Right.UPLOAD_EVIDENCE, project),
            sees_records=may(self.user, Right.VIEW_EVIDENCE, project),
            troubled=in_trouble(
                Document.objects.visible_to(self.user).filter(project=project)
            ).count(),
            **kwargs,
        )


class DocumentsExportView(SignedInMixin, View):
    """The filtered list with every digest as CSV."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Stream it."""
        project = visible_or_404(Project, self.user, pk=pk)
        _form, rows = asked_for(request, self.user, project)
        header: list[Any] = [
            _("Title"),
            _("Version"),
            _("Document type"),
            _("Stage"),
            _("File name"),
        ]
        header += [_("Size in bytes"), "SHA-256", _("Handed in for"), _("Received"), _("Address")]
        cells = map(_cells, rows.iterator(chunk_size=500))
        return csv_response("documents.csv", header, cells)


class DocumentView(SignedInMixin, DetailView):
    """One document: facts, versions, receipt."""

    template_name = "evidence/document.html"
    context_object_name = "document"

    def get_queryset(self) -> QuerySet[Document]:
        """What the reader may see."""
        return Document.objects.visible_to(self.user).select_related(*RELATED)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts in words."""
        document = self.object
        versions = document.versions
        decision = may(self.user, Right.UPLOAD_EVIDENCE, document.project)
        is_own = decision.organisation_id == document.organisation_id
        return super().get_context_data(
            project=document.project,
            active_tab="documents",
            title=document.title,
            facts=facts_of(document),
            versions=versions,
            is_newest=versions[0] == document,
            entry=entry_of(document),
            holds=open_holds(document),
            kept_until=kept_until(document) if document.sha256 else None,
            disposal=document.disposals.filter(state=Disposal.State.PROPOSED).first(),
            may_keep=may(self.user, Right.KEEP_RECORDS, document.project),
            may_replace=decision and is_own and document.is_stored and versions[0] == document,
            **kwargs,
        )


class DownloadView(SignedInMixin, View):
    """The content, as an attachment."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send it to those who may see the document, the whole or a range."""
        document = visible_or_404(Document, self.user, pk=pk)
        return as_download(document, actor=self.user, asked=request.headers.get("Range", ""))


class ReceiptView(SignedInMixin, View):
    """The receipt as text, or as JSON with `?format=json`."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A file to keep."""
        document = visible_or_404(Document, self.user, pk=pk)
        is_json = request.GET.get("format") == "json"
        response: HttpResponse = (
            JsonResponse(receipt(document), json_dumps_params={"ensure_ascii": False, "indent": 2})
            if is_json
            else HttpResponse(receipt_text(document), content_type="text/plain; charset=utf-8")
        )
        name = f"receipt-{document.pk}.{'json' if is_json else 'txt'}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response


class HandInView(ActionView):
    """Hand in one or several files; those that cannot be taken are named, the others are kept."""

    model = Project
    form_class = HandInForm
    right = Right.UPLOAD_EVIDENCE
    title = _("Hand in documents")
    lead = _("A file can be replaced by a newer version, but never changed or taken back.")
    submit_label = _("Hand in")

    def get_initial(self) -> dict[str, Any]:
        """The stage in which the project is."""
        return {"stage": self.subject.stage}

    def get_form(self, form_class: Any = None) -> Any:
        """Large files may come in parts."""
        form = super().get_form(form_class)
        form.fields["uploads"].take_parts(self.subject)
        return form

    def get_cancel_url(self) -> str:
        """Back to the list."""
        return reverse("evidence:documents", args=[self.subject.pk])

    def form_valid(self, form: Any) -> HttpResponse:
        """One action a file."""
        files = form.cleaned_data["uploads"]
        several = len(files) > 1
        taken: list[Document] = []
        last: Refusal | None = None
        for file in files:
            try:
                document = receive_document(
                    self.subject,
                    actor=self.user,
                    upload=file,
                    title="" if several else form.cleaned_data["title"],
                    kind=form.cleaned_data["kind"],
                    stage=form.cleaned_data["stage"],
                )
            except Refusal as refusal:
                last = refusal
                form.add_error("uploads", _named(file.name, str(refusal.message)))
            else:
                taken.append(document)
        if taken:
            messages.success(self.request, received_words(taken))
        if last is not None:
            context = self.get_context_data(form=form, refusal=None if several else last)
            return self.render_to_response(context, status=last.status)
        return self.redirect_to(taken)

    def redirect_to(self, taken: list[Document]) -> HttpResponse:
        """To the one document, or to the list."""
        single = len(taken) == 1
        url = taken[0].get_absolute_url() if single else self.get_cancel_url()
        return HttpResponseRedirect(url)


class NewVersionView(ActionView):
    """Hand in the next version of a document."""

    model = Document
    form_class = NewVersionForm
    right = Right.UPLOAD_EVIDENCE
    title = _("Hand in a new version")
    lead = _("The older version stays readable.")
    submit_label = _("Hand in")
    success_message = _("The new version is received. Its receipt is below.")

    def get_form(self, form_class: Any = None) -> Any:
        """A large file may come in parts."""
        form = super().get_form(form_class)
        form.fields["uploads"].take_parts(self.subject.project)
        return form

    def perform(self, form: Any) -> Document:
        """A document that replaces the older."""
        return receive_document(
            self.subject.project,
            actor=self.user,
            upload=form.cleaned_data["uploads"][0],
            replaces=self.subject,
            stage=self.subject.stage,
        )


def asked_for(request: HttpRequest, user: Any, project: Any) -> tuple[DocumentFilterForm, Any]:
    """The filter form and the visible documents of `project` that it asks for."""
    form = DocumentFilterForm(request.GET or None, user=user, project=project)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = Document.objects.visible_to(user).filter(project=project).select_related(*RELATED)
    return form, narrowed(rows, asked)


def _named(name: str, sentence: str) -> str:
    """`sentence`, which says of which file it speaks."""
    return sentence if sentence.startswith(name) else f"{name}: {sentence}"


def _cells(row: Document) -> list[Any]:
    return [
        row.title,
        row.number,
        row.kind_label,
        row.stage,
        row.file_name,
        row.size,
        row.sha256,
        row.organisation.name,
        row.uploaded_at.isoformat(),
        row.url,
    ]


def stage_labels() -> list[tuple[str, Any]]:
    """Code and word of each stage."""
    return [(stage.value, stage.label) for stage in Stage]


def received_words(taken: list[Document]) -> str:
    """What was taken, in a sentence."""
    return ngettext(
        "%(number)s file is received: %(titles)s.",
        "%(number)s files are received: %(titles)s.",
        len(taken),
    ) % {"number": len(taken), "titles": ", ".join(row.title for row in taken)}


def facts_of(document: Document) -> list[tuple[Any, Any]]:
    """Label and value of what is known about a document."""
    facts: list[tuple[Any, Any]] = [
        (_("Document type"), document.kind_label),
        (_("Stage"), dict(stage_labels()).get(document.stage, document.stage)),
        (_("Version"), document.number),
        (_("Handed in for"), document.organisation.label),
        (_("Handed in by"), document.uploaded_by),
        (_("Received"), document.uploaded_at),
    ]
    if document.is_stored:
        facts += [
            (_("File name"), document.file_name),
            (_("Type"), document.media_type),
        ]
    return facts
