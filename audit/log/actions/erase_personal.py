"""Erase personal fields from the log without touching what proves it."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.models import Disclosure, Entry, Erasure
from audit.log.record import record
from egov_outsource.accounts.models import Membership, User
from egov_outsource.errors import Hidden, Invalid, NotAllowed
from egov_outsource.wall.eyes import erasing

LARGEST = 1000


@action
def erase_personal(
    entry: Entry, *, actor: User, names: Sequence[str], reason: str, everywhere: bool = False
) -> list[Erasure]:
    """The records officer of the owning organisation erases personal fields of an entry.

    `everywhere` takes the same fields of every entry of the same person in that organisation's
    projects, at most a thousand at a time. Value and salt go; leaf and proof stay. Nobody erases
    their own name, from whichever account (SOD-1). Recorded as `personal:erased` with
    the entries concerned.
    """
    _one_at_a_time(entry)
    if not Entry.objects.visible_to(actor).filter(pk=entry.pk).exists():
        raise Hidden("HIDDEN", _("There is no such entry."))
    check_may_erase(entry, actor)
    if User.objects.same_people([entry.actor_id]).filter(pk=actor.pk).exists():
        raise NotAllowed("SOD-1", _("Nobody erases their own name from the log."))
    if not reason.strip() or not names:
        raise Invalid("ERASURE", _("Say which fields are erased, and why."))
    entries = Entry.objects.filter(pk=entry.pk)
    if everywhere:
        entries = Entry.objects.filter(owner_id=entry.owner_id, actor_id=entry.actor_id)
    found = list(
        Disclosure.objects.filter(entry__in=entries, name__in=names)
        .select_related("entry")
        .order_by("pk")[:LARGEST]
    )
    if not found:
        raise Invalid("ERASURE", _("These fields are not there, or erased already."))
    now = timezone.now()
    erasures = Erasure.objects.bulk_create(
        Erasure(entry=item.entry, name=item.name, reason=reason, erased_at=now) for item in found
    )
    with erasing():
        Disclosure.objects.filter(pk__in=[item.pk for item in found]).delete()
    record(
        "personal:erased",
        entry,
        actor=actor,
        project=_project_of(entry),
        data={
            "fields": sorted({item.name for item in found}),
            "entries": sorted({str(item.entry.uid) for item in found}),
            "number": len(found),
            "reason": reason,
        },
    )
    return erasures


def check_may_erase(entry: Entry, actor: User) -> None:
    """Refuse who does not answer for data protection where the entry belongs.

    Raises:
        NotAllowed: to everybody but the records officers of the owning organisation.

    """
    offices = Membership.objects.in_force().of(actor).filter(role=Membership.Role.RECORDS)
    if not offices.filter(organisation_id=entry.owner_id or 0).exists():
        raise NotAllowed(
            "DATA-PROTECTION",
            _("Personal fields are erased by the records officer of the owning organisation."),
            helper=_("Ask the records officer."),
        )


def _one_at_a_time(entry: Entry) -> None:
    """Erasures of one organisation follow each other; nobody may lock entries themselves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('erasure', %s))", [entry.owner_id or 0]
        )


def _project_of(entry: Entry) -> Any:
    return apps.get_model("projects", "Project").objects.filter(pk=entry.project_id or 0).first()
