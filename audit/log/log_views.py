"""Pages of the log as a whole: its state, proofs to take away, erasure."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from audit.log.actions.erase_personal import check_may_erase, erase_personal
from audit.log.forms import ErasureForm
from audit.log.models import (
    Alarm,
    Checkpoint,
    Entry,
    KeyChange,
    Leaf,
    LogKey,
    Pending,
    Reconciliation,
    Tree,
)
from audit.log.outside import seen_from_outside
from audit.log.proving import is_late, lag, proof_of
from egov_outsource.access import scope_of
from egov_outsource.pages import ActionView, SignedInMixin, visible_or_404
from projects.rights import Right

FAULTS = {
    "unnumbered": _("entries that neither have a number nor wait for one"),
    "gap": _("numbers of the log that are missing"),
    "leaf": _("entries whose bytes do not match their leaf"),
    "columns": _("entries that say something else than their bytes"),
    "sequence": _("things with a hole in the numbers of their entries"),
    "undisclosed": _("personal fields that are gone without an erasure"),
    "disclosed": _("personal fields that do not match the proof"),
    "head": _("leaves that do not lead to the signed head"),
    "tiles": _("tiles that do not lead to the signed head"),
}


class LogView(SignedInMixin, TemplateView):
    """How large the log is, what was signed last, what waits, and how to check it."""

    template_name = "audit/log.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts and heads are for everybody; objects only for those who see a trail."""
        found = Reconciliation.objects.first()
        sees_objects = bool(scope_of(self.user).agencies.get(Right.VIEW_TRAIL))
        last = Leaf.objects.order_by("-index").first()
        return super().get_context_data(
            title=_("Audit log"),
            size=last.index + 1 if last else 0,
            waiting=Pending.objects.count(),
            lag=int(lag().total_seconds()),
            is_late=is_late(),
            heads=[head for tree in Tree if (head := _head_of(tree))],
            keys=LogKey.objects.all(),
            changes=KeyChange.objects.filter(state__in=KeyChange.OPEN).select_related(
                "proposed_by", "decided_by"
            ),
            alarms=Alarm.objects.filter(ended_at=None),
            ended=Alarm.objects.exclude(ended_at=None)[:5],
            reconciliation=found,
            faults=[(FAULTS.get(one["kind"], one["kind"]), one) for one in found.faults]
            if found
            else [],
            objects=found.objects_known if found and sees_objects else [],
            seen=seen_from_outside(),
            base_url=settings.BASE_URL.rstrip("/"),
            **kwargs,
        )


class ProofView(SignedInMixin, View):
    """The proof of an entry as a file that stands alone."""

    def get(self, request: HttpRequest, uid: str) -> HttpResponse:
        """A C2SP `.tlog-proof` under the newest signed head."""
        entry = visible_or_404(Entry, self.user, uid=uid)
        proof = proof_of(entry)
        if proof is None:
            raise Http404
        answer = HttpResponse(bytes(proof), content_type="text/plain; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{entry.uid}.tlog-proof"'
        return answer


class LeafView(SignedInMixin, View):
    """The exact bytes of an entry, over which its proof is."""

    def get(self, request: HttpRequest, uid: str) -> HttpResponse:
        """Canonical JSON, as stored."""
        entry = visible_or_404(Entry, self.user, uid=uid)
        answer = HttpResponse(bytes(entry.leaf), content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="{entry.uid}.json"'
        return answer


class EraseView(ActionView):
    """The records officer erases personal fields of an entry."""

    model = Entry
    form_class = ErasureForm
    action = staticmethod(erase_personal)
    title = _("Erase personal fields")
    lead = _("Value and salt are deleted for good. The entry, its bytes and its proof stay.")
    submit_label = _("Erase")
    success_message = _("Erased. The proof of the entry is still valid.")
    warning = _("This cannot be undone.")

    def get_subject(self) -> Entry:
        """The entry, among what the person may see."""
        entry: Entry = visible_or_404(Entry, self.user, uid=self.kwargs["uid"])
        return entry

    def check(self, subject: Entry) -> None:
        """Only who may erase sees the form."""
        check_may_erase(subject, self.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What can be chosen."""
        return super().get_form_kwargs() | {"entry": self.subject}

    def get_outcome_url(self, outcome: Any) -> str:
        """Back to the entry."""
        return reverse("audit:entry", args=[self.subject.uid])


def _head_of(tree: Tree) -> dict[str, Any] | None:
    head = Checkpoint.objects.last_of(tree)
    if head is None:
        return None
    return {"head": head, "root": bytes(head.root).hex(), "tree": tree.label}
