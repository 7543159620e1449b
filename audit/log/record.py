"""The one writer of the log: an entry in the same transaction as the change it describes."""

import functools
import hashlib
import json
import secrets
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, ParamSpec, TypeVar, cast

import rfc8785
from django.db import connection, models, transaction

from audit.log.context import request_id, task_name
from audit.log.models import REFUSED, Entry
from audit.log.plain import plain
from audit.log.wake import wake_after_commit
from egov_outsource.access import acted_for, scope_of
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Refusal
from egov_outsource.wall.eyes import acting

SALT_BYTES = 16
# writing an entry is part of every business transaction: as few messages as can be
CLOCK_AND_NUMBER = """
    SELECT pg_advisory_xact_lock(hashtextextended(%s, %s));
    SELECT clock_timestamp(), coalesce(max(subject_seq), 0) + 1 FROM audit_entry
    WHERE subject_type = %s AND subject_id = %s
"""
DISCLOSE = "INSERT INTO audit_disclosure (entry_id, name, value, salt) VALUES "
QUEUE = "; INSERT INTO audit_pending (entry_id) VALUES (%s)"
P = ParamSpec("P")
R = TypeVar("R")


def _by_the_actor(function: Callable[P, R]) -> Callable[P, R]:
    """Entries are appended by whoever acts, also where no action stands around it."""

    @functools.wraps(function)
    def recorded(*args: P.args, **kwargs: P.kwargs) -> R:
        with acting(cast("User", kwargs["actor"])):
            return function(*args, **kwargs)

    return recorded


@_by_the_actor
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
) -> Entry:
    """Write the entry of one action: the last write of its transaction.

    `event` is `subject:verb_past`. `project` defaults to the subject's own, `organisation` to the
    actor's only one. `data` is public within the trail; `personal` fields enter the
    leaf only as SHA-256 over salt and canonical `[name, value]`. A sealed entry, or one about a
    subject that says `is_sealed` of itself, names no project: only its actor sees it.

    Raises:
        TransactionManagementError: outside a transaction.

    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("record() belongs into the transaction")
    if project is None:
        is_project = subject._meta.label_lower == "projects.project"
        project = subject if is_project else getattr(subject, "project", None)
    subject_type = subject._meta.label_lower
    at, number = _clock_and_number(subject_type, subject.pk)
    shown_in = None if is_sealed or getattr(subject, "is_sealed", False) else project
    if organisation is None:
        organisation = _acting_organisation(actor, project)
    hidden = {"actor.name": _actor_name(actor), **plain(personal or {})}
    facts = dict(data or {})
    if absence := acted_for(actor):  # who stands in is named beside whose right it is
        facts["acting_for"], facts["delegation"] = absence.delegator_id, absence.pk
        hidden["acting_for.name"] = str(absence.delegator)
    if isinstance(subject, User):  # a person's name is personal wherever it stands
        hidden["subject.name"] = str(subject)
    salts = {name: secrets.token_bytes(SALT_BYTES) for name in hidden}
    entry = Entry(
        uid=uuid.uuid4(),
        at=at,
        event=event,
        actor_id=actor.pk,
        actor_kind=actor.kind,
        organisation_id=organisation.pk if organisation else None,
        organisation_name=organisation.name if organisation else "",
        subject_type=subject_type,
        subject_id=subject.pk,
        subject_name=f"#{subject.pk}" if isinstance(subject, User) else str(subject)[:500],
        subject_seq=number,
        project_id=shown_in.pk if shown_in else None,
        owner_id=shown_in.owner_id if shown_in else None,
        stage=project.stage if project else "",
        point=point,
        request_id=request_id.get(),
        data=plain(facts),
    )
    entry.leaf = leaf_bytes(entry, _commitments(hidden, salts))
    entry.save(force_insert=True)
    _disclose_and_queue(entry, hidden, salts)
    wake_after_commit()
    return entry


def record_refusal(refusal: Refusal, subject: models.Model, *, actor: User, attempt: str) -> Entry:
    """Write down a refused attempt, in a transaction of its own."""
    with transaction.atomic():
        return record(
            REFUSED,
            subject,
            actor=actor,
            data={"attempt": attempt, "rule": refusal.code, "sentence": str(refusal.message)},
            is_sealed=refusal.is_sealed,
        )


def leaf_bytes(entry: Entry, commitments: Mapping[str, str]) -> bytes:
    """The canonical bytes (RFC 8785) of everything that the entry asserts."""
    return rfc8785.dumps(
        {
            "schema": entry.schema,
            "uid": str(entry.uid),
            "at": entry.at.isoformat(),
            "event": entry.event,
            "actor": {"id": entry.actor_id, "kind": entry.actor_kind},
            "on_behalf_of": {"id": entry.organisation_id, "name": entry.organisation_name},
            "subject": {
                "type": entry.subject_type,
                "id": entry.subject_id,
                "name": entry.subject_name,
                "seq": entry.subject_seq,
            },
            "project": entry.project_id,
            "owner": entry.owner_id,
            "stage": entry.stage,
            "point": entry.point,
            "request": entry.request_id,
            "data": entry.data,
            "commitments": dict(commitments),
        }
    )


def commitment(salt: bytes, name: str, value: Any) -> str:
    """SHA-256 over the salt and the canonical form of one personal field, in hex."""
    return hashlib.sha256(salt + rfc8785.dumps([name, value])).hexdigest()


def _commitments(hidden: Mapping[str, Any], salts: Mapping[str, bytes]) -> dict[str, str]:
    return {name: commitment(salts[name], name, value) for name, value in hidden.items()}


def _clock_and_number(subject_type: str, subject_id: int) -> tuple[datetime, int]:
    """The database's clock and the subject's next number, safe under concurrency.

    Two statements in one message: the second sees what was committed while the first waited.
    """
    with connection.cursor() as cursor:
        cursor.execute(CLOCK_AND_NUMBER, [subject_type, subject_id] * 2)
        at, number = cursor.fetchone()
    return at, number


def _disclose_and_queue(
    entry: Entry, hidden: Mapping[str, Any], salts: Mapping[str, bytes]
) -> None:
    """Keep the personal fields beside the entry and have it numbered, in one message."""
    facts: list[Any] = []
    for name, value in hidden.items():
        facts += [entry.pk, name, json.dumps(value), salts[name]]
    rows = ", ".join(["(%s, %s, %s, %s)"] * len(hidden))
    with connection.cursor() as cursor:
        cursor.execute(DISCLOSE + rows + QUEUE, [*facts, entry.pk])


def _actor_name(actor: User) -> str:
    task = task_name.get()
    return f"{task} ({actor})" if task else str(actor)


def _acting_organisation(actor: User, project: Any) -> Organisation | None:
    scope = scope_of(actor)
    owner = getattr(project, "owner_id", None)
    if owner in scope.organisations:
        return Organisation.objects.get(pk=owner)
    if len(scope.organisations) == 1:
        return Organisation.objects.get(pk=next(iter(scope.organisations)))
    held = {
        organisation
        for grants in scope.projects.values()
        for held_project, (organisation, _kind) in grants.items()
        if project is not None and held_project == project.pk
    }
    return Organisation.objects.get(pk=min(held)) if held else None
