"""Pages of those who keep records: custody, holds, retention and disposal."""

from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from audit.evidence import retention
from audit.evidence.actions.decide_disposal import decide_disposal
from audit.evidence.actions.place_hold import place_hold
from audit.evidence.actions.propose_disposal import propose_disposal
from audit.evidence.actions.release_hold import release_hold
from audit.evidence.catalogue import DOCUMENT_KINDS, MEGABYTE, most_bytes, retention_years
from audit.evidence.custody import chain_of, link_of
from audit.evidence.forms import DecideForm, HoldForm, ProposeForm, ReleaseForm
from audit.evidence.models import Disposal, Document, Hold
from audit.evidence.search import in_trouble
from egov_outsource.access import may
from egov_outsource.errors import NotAllowed
from egov_outsource.export import csv_response
from egov_outsource.pages import ActionView, SignedInMixin, refused, visible_or_404
from projects.duties import require_another
from projects.rights import Right

Project: Any = apps.get_model("projects", "Project")
PEOPLE = ("project", "document", "placed_by", "released_by")


class CustodyView(SignedInMixin, TemplateView):
    """Who received, scanned, held, downloaded or submitted a document, from the log."""

    template_name = "evidence/custody.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The chain, the oldest link first."""
        document = visible_or_404(Document, self.user, pk=self.kwargs["pk"])
        return super().get_context_data(
            document=document,
            project=document.project,
            active_tab="documents",
            title=_("Chain of custody"),
            chain=[link_of(entry) for entry in chain_of(document, self.user)],
            sees_all=bool(may(self.user, Right.VIEW_TRAIL, document.project)),
            **kwargs,
        )


class CustodyExportView(SignedInMixin, View):
    """The chain of custody as CSV."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Every link with the id of its entry."""
        document = visible_or_404(Document, self.user, pk=pk)
        names = ("number", "at", "actor", "organisation", "event", "what", "sha256", "uid")
        header: list[Any] = [_("Number"), _("When"), _("Who"), _("For"), _("Event"), _("What")]
        header += ["SHA-256", _("Log entry id")]
        links = map(link_of, chain_of(document, self.user))
        rows = ([link[name] for name in names] for link in links)
        return csv_response(f"custody-{document.pk}.csv", header, rows)


class RecordsView(SignedInMixin, TemplateView):
    """Holds, disposals, files in trouble and how long what is kept, in one project."""

    template_name = "evidence/records.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For those who see evidence."""
        self.project = visible_or_404(Project, self.user, pk=self.kwargs["pk"])
        decision = may(self.user, Right.VIEW_EVIDENCE, self.project)
        if not decision:
            refusal = NotAllowed(decision.code, decision.message, helper=decision.helper)
            return refused(request, refusal)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything of the project; none of it is long."""
        project, user = self.project, self.user
        holds = Hold.objects.visible_to(user).in_project(project).select_related(*PEOPLE)
        disposals = Disposal.objects.visible_to(user).in_project(project)
        documents = Document.objects.visible_to(user).filter(project=project)
        return super().get_context_data(
            project=project,
            active_tab="documents",
            title=_("Keeping of records"),
            holds=holds,
            disposals=disposals.select_related("document", "proposed_by", "decided_by"),
            troubled=in_trouble(documents).select_related("organisation", "project"),
            profile=profile(),
            may_keep=may(user, Right.KEEP_RECORDS, project),
            **kwargs,
        )


class PlaceHoldView(ActionView):
    """Hold one document."""

    model = Document
    form_class = HoldForm
    action = staticmethod(place_hold)
    right = Right.KEEP_RECORDS
    title = _("Place a legal hold")
    lead = _("As long as the hold stands, the content cannot be disposed of, whatever its age.")
    submit_label = _("Place the hold")
    success_message = _("The hold is placed.")


class HoldProjectView(PlaceHoldView):
    """Hold everything of a project."""

    model = Project
    lead = _("All evidence of this project is kept as long as the hold stands, also what comes.")

    def get_cancel_url(self) -> str:
        """Back to the records."""
        return reverse("evidence:records", args=[self.subject.pk])


class ReleaseHoldView(ActionView):
    """Release a hold."""

    model = Hold
    form_class = ReleaseForm
    action = staticmethod(release_hold)
    right = Right.KEEP_RECORDS
    title = _("Release a legal hold")
    submit_label = _("Release the hold")
    success_message = _("The hold is released.")


class ProposeDisposalView(ActionView):
    """Propose to remove the content of a document."""

    model = Document
    form_class = ProposeForm
    action = staticmethod(propose_disposal)
    right = Right.KEEP_RECORDS
    title = _("Propose disposal")
    lead = _("Another person decides. The entry, the facts and the digest are kept for ever.")
    submit_label = _("Propose")
    success_message = _("Proposed. Somebody else must decide it.")

    def check(self, subject: Document) -> None:
        """Only what may be disposed of."""
        retention.require_disposable(subject)


class DecideDisposalView(ActionView):
    """Approve or decline a disposal."""

    model = Disposal
    form_class = DecideForm
    action = staticmethod(decide_disposal)
    right = Right.KEEP_RECORDS
    title = _("Decide a disposal")
    submit_label = _("Decide")
    warning = _("When you approve, the content is removed and nobody can bring it back.")

    def check(self, subject: Disposal) -> None:
        """Only for somebody else than who proposed it."""
        require_another(self.user, [subject.proposed_by_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was proposed, by whom, and until when it was to be kept."""
        disposal = self.subject
        kept = retention.kept_until(disposal.document)
        facts = [
            (_("Document"), disposal.document.title),
            (_("Proposed by"), disposal.proposed_by),
            (_("Reason"), disposal.reason),
            (_("Kept at least until"), kept.isoformat()),
            ("SHA-256", disposal.document.sha256),
        ]
        return super().get_context_data(facts=facts, **kwargs)


def profile() -> list[dict[str, Any]]:
    """How long each type of document is kept at least, and how large it may be."""
    return [
        {
            "label": label,
            "years": retention_years(kind),
            "most": most_bytes(kind, in_parts=True) // MEGABYTE,
        }
        for kind, label in DOCUMENT_KINDS.items()
    ]
