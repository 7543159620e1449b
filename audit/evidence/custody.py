"""The chain of custody of a document: everything that was done with it, read from the log."""

from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from audit.evidence.models import Disposal, Document, Hold
from audit.log.models import REFUSED, Entry
from audit.log.sentences import sentence
from egov_outsource import access

# what befell the file itself: those who handed it in may know it without seeing the trail
OF_THE_FILE = (
    "document:received",
    "document:scanned",
    "document:scan_failed",
    "document:integrity_failed",
    "document:integrity_restored",
)


def chain_of(document: Document, user: access.Viewer) -> list[Entry]:
    """The entries that `user` may see, the oldest first: about it, its holds and its disposal.

    Entries of other subjects that carry its digest, such as a submission, belong to it too.
    """
    found = Q(subject_type="evidence.document", subject_id=document.pk)
    for model in (Hold, Disposal):
        keys = model._default_manager.filter(document=document).values_list("pk", flat=True)
        found |= Q(subject_type=model._meta.label_lower, subject_id__in=list(keys))
    in_project = Entry.objects.filter(project_id=document.project_id)
    if document.sha256:
        carrying = in_project.annotate(text=Cast("data", TextField())).filter(
            text__contains=document.sha256
        )
        others = carrying.exclude(subject_type__startswith="evidence.").values("pk")
        found |= Q(pk__in=others)
    entries = in_project.filter(found).exclude(event=REFUSED)
    seen = Q(pk__in=Entry.objects.visible_to(user).filter(project_id=document.project_id))
    if document.organisation_id in access.scope_of(user).organisations:
        seen |= Q(event__in=OF_THE_FILE)
    return list(entries.filter(seen).order_by("pk").prefetch_related("disclosures"))


def link_of(entry: Entry) -> dict[str, Any]:
    """An entry as a link of the chain."""
    return {
        "entry": entry,
        "number": entry.subject_seq,
        "at": entry.at,
        "event": entry.event,
        "actor": entry.actor_name,
        "organisation": entry.organisation_name,
        "what": sentence(entry),
        "sha256": str(entry.data.get("sha256") or ""),
        "uid": str(entry.uid),
    }
