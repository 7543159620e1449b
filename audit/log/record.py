"""The one writer of the log: an entry in the same transaction as the change it describes."""

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection, models, transaction

from audit.log.canonical import canonical
from audit.log.context import request_id, task_name
from audit.log.models import REFUSED
from audit.log.plain import plain
from egov_outsource.access import acted_for, scope_of
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.database.base import send_with_next
from egov_outsource.errors import Refusal
from egov_outsource.wall.eyes import acting

SALT_BYTES = 16
SCHEMA = 1
# it travels with the end of the transaction: an entry is part of every one
APPEND = "SELECT audit_append(%s, %s, %s, %s, %s, %s::bytea[])"


def record(
    event: str,
    subject: models.Model,
    *,
    actor: User,
    project: Any = None,
    organisation: Organisation | None = None,
    point: str = "",
    data: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    is_sealed: bool = False,
) -> None:
    """Write the entry of one action, the last write of its transaction.

    `event` is `subject:verb_past`. `project` defaults to the subject's own, `organisation` to the
    actor's only one. `data` is public within the trail; `personal` fields enter the
    leaf only as SHA-256 over salt and canonical `[name, value]`. A sealed entry, or one about a
    subject that says `is_sealed` of itself, names no project: only its actor sees it.

    Raises:
        TransactionManagementError: outside a transaction.

    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("record() belongs into the transaction")
    with acting(actor):  # also where no action stands around it
        kind = subject._meta.label_lower
        if project is None:
            project = subject if kind == "projects.project" else getattr(subject, "project", None)
        shown_in = None if is_sealed or getattr(subject, "is_sealed", False) else project
        party, party_name = _acting_for(actor, project, organisation)
        hidden = {"actor.name": _actor_name(actor)} | (plain(personal) if personal else {})
        facts = dict(data) if data else {}
        if absence := acted_for(actor):  # who stands in is named beside whose right it is
            facts["acting_for"], facts["delegation"] = absence.delegator_id, absence.pk
            hidden["acting_for.name"] = str(absence.delegator)
        name = str(subject)[:500]
        if isinstance(subject, User):  # a person's name is personal wherever it stands
            hidden["subject.name"], name = str(subject), f"#{subject.pk}"
        told = {
            "schema": SCHEMA,
            "uid": str(uuid.uuid4()),
            "event": event,
            "actor": {"id": actor.pk, "kind": str(actor.kind)},
            "on_behalf_of": {"id": party, "name": party_name},
            "subject": {"type": kind, "id": subject.pk, "name": name},
            "project": shown_in.pk if shown_in else None,
            "owner": shown_in.owner_id if shown_in else None,
            "stage": str(project.stage) if project else "",
            "point": point,
            "request": request_id.get(),
            "data": plain(facts) if facts else {},
        }
        _append(told, hidden)


def record_refusal(refusal: Refusal, subject: models.Model, *, actor: User, attempt: str) -> None:
    """Write down a refused attempt, in a transaction of its own."""
    with transaction.atomic():
        record(
            REFUSED,
            subject,
            actor=actor,
            data={"attempt": attempt, "rule": refusal.code, "sentence": str(refusal.message)},
            is_sealed=refusal.is_sealed,
        )


def commitment(salt: bytes, name: str, value: Any) -> str:
    """SHA-256 over the salt and the canonical form of one personal field, in hex."""
    return hashlib.sha256(salt + canonical([name, value])).hexdigest()


def _append(told: dict[str, Any], hidden: Mapping[str, Any]) -> None:
    """Store an entry with its personal fields and have it numbered.

    The database's clock and the subject's next number belong into the leaf: the message carries
    the canonical bytes around two blanks, which are words that nobody can know before.
    """
    random = secrets.token_bytes(SALT_BYTES * (len(hidden) + 1))
    blank, rest = random[:SALT_BYTES].hex(), range(SALT_BYTES, len(random), SALT_BYTES)
    salts = [random[place : place + SALT_BYTES] for place in rest]
    named = zip(salts, hidden.items(), strict=True)
    told["at"] = told["subject"]["seq"] = blank
    told["commitments"] = {name: commitment(salt, name, value) for salt, (name, value) in named}
    pieces = canonical(told).decode().split(f'"{blank}"')
    facts = [canonical(value).decode() for value in hidden.values()]
    subject = told["subject"]
    send_with_next(APPEND, [subject["type"], subject["id"], pieces, list(hidden), facts, salts])


def _actor_name(actor: User) -> str:
    task = task_name.get()
    return f"{task} ({actor})" if task else str(actor)


def _acting_for(
    actor: User, project: Any, organisation: Organisation | None
) -> tuple[int | None, str]:
    """Key and name of the organisation that somebody acts for, if it is known which."""
    if organisation is None:
        scope = scope_of(actor)
        owner = getattr(project, "owner_id", None)
        if owner in scope.organisations:
            return owner, scope.name_of(owner)
        if len(scope.organisations) == 1:
            only = next(iter(scope.organisations))
            return only, scope.name_of(only)
        held = {
            party
            for grants in scope.projects.values()
            for held_project, (party, _kind) in grants.items()
            if project is not None and held_project == project.pk
        }
        organisation = Organisation.objects.get(pk=min(held)) if held else None
    return (organisation.pk, organisation.name) if organisation else (None, "")
