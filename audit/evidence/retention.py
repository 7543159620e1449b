"""How long evidence is kept at least, and what stands against removing its content."""

from datetime import date
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence import storage
from audit.evidence.catalogue import retention_years
from audit.evidence.models import Document, Hold
from egov_outsource.errors import NotReady
from egov_outsource.wall.eyes import as_system
from projects.models import Project

_RUNNING = frozenset({Project.Status.ACTIVE, Project.Status.SUSPENDED})


def least_date(project: Any, kind: str, received: date | None = None) -> date:
    """The day until which a document is kept: years from reception or the planned end."""
    start: date = max(filter(None, [received or timezone.now().date(), project.end_date]))
    year = start.year + retention_years(kind)
    try:
        return start.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


def kept_until(document: Document) -> date:
    """As it stands now: never earlier than promised at reception."""
    received = document.uploaded_at.date()
    now = least_date(document.project, document.kind, received)
    return max(document.retained_until or now, now)


def open_holds(document: Document) -> QuerySet[Hold]:
    """The holds that a document is under: its own and those of the whole project."""
    here: QuerySet[Hold] = Hold.objects.filter(
        Q(document=document) | Q(document__isnull=True),
        project_id=document.project_id,
        released_at__isnull=True,
    )
    return here


def require_disposable(document: Document) -> None:
    """Refuse to remove what must be kept.

    Raises:
        NotReady: no content here, a running project, retention not over, or under a hold.

    """
    if not document.is_stored:
        raise NotReady("DISPOSAL-NOTHING", _("There is no content here that could be removed."))
    if document.project.status in _RUNNING:
        raise NotReady(
            "DISPOSAL-RUNNING",
            _("The project is still running; its evidence is kept."),
            helper=_("After the project is closed or cancelled, the retention period decides."),
        )
    until = kept_until(document)
    if timezone.now().date() <= until:
        raise NotReady(
            "DISPOSAL-RETENTION",
            _("This document is kept at least until %(day)s.") % {"day": until.isoformat()},
        )
    hold = open_holds(document).first()
    if hold is not None:
        raise NotReady(
            "DISPOSAL-HOLD",
            _("It is under a legal hold: %(reason)s") % {"reason": hold.reason},
            helper=_("Release the hold first, if its reason is gone."),
        )


def hold_still(sha256: str, *, alone: bool = False) -> None:
    """Until the transaction ends nobody removes these bytes; `alone`: nobody takes them in."""
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [sha256])


def remove_content_soon(sha256: str) -> None:
    """Remove the bytes once the disposal is committed, unless another document names them."""
    transaction.on_commit(partial(_remove_content, sha256))


def _remove_content(sha256: str) -> None:
    with as_system(), transaction.atomic():  # other projects may name the same bytes
        hold_still(sha256, alone=True)
        if not Document.objects.filter(sha256=sha256, disposed_at__isnull=True).exists():
            storage.store().remove(sha256)
