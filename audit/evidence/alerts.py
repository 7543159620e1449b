"""Letters to those who keep records when evidence is infected or no longer what it was."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.evidence.models import Document
from egov_outsource import letters
from egov_outsource.accounts.models import User
from egov_outsource.wall.eyes import as_system
from projects.models import AgencyGrant
from projects.rights import Right


def alert(document: Document, reason: str) -> None:
    """Tell the keepers of records and the leader of the owning agency, once this is committed.

    `reason` is `infected` or `broken`. A mail server that does not answer is logged; the entry,
    the banner and the list of work say the same.
    """
    transaction.on_commit(partial(_send, document.pk, reason), robust=True)


def keepers_of(document: Document) -> list[User]:
    """Who holds the right to keep the records of the owning agency today."""
    now = timezone.now()
    grants = AgencyGrant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=now),
        valid_from__lte=now,
        content_object_id=document.project.owner_id,
        permission__codename=Right.KEEP_RECORDS.value,
    )
    people = User.objects.filter(
        pk__in=grants.values("user"), is_active=True, kind=User.Kind.PERSON
    )
    return list(people.order_by("pk"))


def _send(pk: int, reason: str) -> None:
    with as_system():
        _post(pk, reason)


def _post(pk: int, reason: str) -> None:
    document = Document.objects.select_related("project").get(pk=pk)
    facts = {
        "document": document,
        "reason": reason,
        "link": f"{settings.BASE_URL.rstrip('/')}{document.get_absolute_url()}",
    }
    for keeper in keepers_of(document):
        letters.send("evidence/mail/alert", keeper.email, keeper.language, facts)
