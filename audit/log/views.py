"""Pages of the trail of a project."""

import json
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, TemplateView, View

from audit.log.actions.erase_personal import check_may_erase
from audit.log.actions.export_trail import export_trail
from audit.log.forms import TrailFilterForm, narrowed
from audit.log.keyset import page_of
from audit.log.models import Checkpoint, Disclosure, Entry
from audit.log.proving import place_of
from audit.log.record import commitment
from audit.log.sentences import sentence
from audit.log.words import acted, changes, facts
from egov_outsource.access import may
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotAllowed
from egov_outsource.export import csv_response
from egov_outsource.pages import SignedInMixin, visible_or_404
from projects.rights import Right

Project: Any = apps.get_model("projects", "Project")


class TrailView(SignedInMixin, TemplateView):
    """What happened in a project: everything for those who see trails, else one's own deeds."""

    template_name = "audit/trail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of what the address asks for."""
        project = visible_or_404(Project, self.user, pk=self.kwargs["pk"])
        rows = Entry.objects.visible_to(self.user).filter(project_id=project.pk)
        form = TrailFilterForm(self.request.GET or None, rows=rows)
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
        page = page_of(
            narrowed(rows, asked).prefetch_related("disclosures"),
            self.request.GET.get("cursor", ""),
        )
        return super().get_context_data(
            project=project,
            active_tab="trail",
            title=_("Trail"),
            filter_form=form,
            is_filtered=any(asked.values()),
            clear_url=self.request.path,
            cursor=page,
            entries=[described(entry) for entry in page.rows],
            may_export=may(self.user, Right.VIEW_TRAIL, project),
            **kwargs,
        )


class TrailExportView(SignedInMixin, View):
    """The filtered trail as CSV; taking it away is itself an entry."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Stream it."""
        project = visible_or_404(Project, self.user, pk=pk)
        entries = export_trail(project, actor=self.user, asked=request.GET.dict())
        form = TrailFilterForm(request.GET or None, rows=entries)
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
        rows = narrowed(entries, asked).prefetch_related("disclosures")
        header = [_("When"), _("Who"), _("For"), _("Event"), _("What"), _("Subject type")]
        header += [_("Subject"), _("Number"), _("Stage"), _("Decision point"), _("Facts")]
        header += [_("Request id"), _("Log entry id"), _("Leaf hash")]
        return csv_response("trail.csv", header, map(_cells, rows.iterator(chunk_size=500)))


class EntryView(SignedInMixin, DetailView):
    """One entry with everything that its proof needs."""

    template_name = "audit/entry.html"
    slug_field = slug_url_kwarg = "uid"
    context_object_name = "entry"

    def get_queryset(self) -> QuerySet[Entry]:
        """What the reader may see."""
        return Entry.objects.visible_to(self.user).prefetch_related("disclosures", "erasures")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, differences, and the bytes."""
        entry = self.object
        project = None
        if entry.project_id is not None:
            project = visible_or_404(Project, self.user, pk=entry.project_id)
        promised = json.loads(bytes(entry.leaf))["commitments"]
        index = place_of(entry)
        head = Checkpoint.objects.last_of()
        return super().get_context_data(
            project=project,
            active_tab="trail",
            title=_("Entry of the audit log"),
            described=described(entry),
            personal=personal_fields(entry, promised),
            may_erase=_may_erase(entry, self.user),
            leaf=bytes(entry.leaf).decode(),
            index=index,
            is_signed=index is not None and head is not None and index < head.size,
            head=head,
            **kwargs,
        )


def personal_fields(entry: Entry, promised: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each field that the leaf promises: disclosed and matching, erased, or gone."""
    there = {item.name: item for item in entry.disclosures.all()}
    erased = {item.name: item for item in entry.erasures.all()}
    return [
        {
            "name": name,
            "disclosed": there.get(name),
            "matches": name in there and commitment_of(there[name]) == digest,
            "erased": erased.get(name),
        }
        for name, digest in sorted(promised.items())
    ]


def described(entry: Entry) -> dict[str, Any]:
    """An entry as pages show it."""
    return {
        "entry": entry,
        "at": entry.at,
        "actor": acted(entry),
        "title": sentence(entry),
        "changes": changes(entry),
        "facts": facts(entry),
        "url": entry.get_absolute_url(),
    }


def commitment_of(disclosure: Disclosure) -> str:
    """What the leaf must hold for the disclosed value."""
    return commitment(bytes(disclosure.salt), disclosure.name, disclosure.value)


def _may_erase(entry: Entry, user: User) -> bool:
    try:
        check_may_erase(entry, user)
    except NotAllowed:
        return False
    return entry.actor_id != user.pk


def _cells(entry: Entry) -> list[Any]:
    return [
        entry.at.isoformat(),
        entry.actor_name,
        entry.organisation_name,
        entry.event,
        sentence(entry),
        entry.subject_type,
        entry.subject_name,
        entry.subject_seq,
        entry.stage,
        entry.point,
        json.dumps(entry.data, ensure_ascii=False, sort_keys=True),
        entry.request_id,
        entry.uid,
        entry.leaf_hash,
    ]
