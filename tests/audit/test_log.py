"""The log holds what it promises: written with the change, only growing, without holes."""

import base64
import hashlib
import json
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
import rfc8785
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import Client
from rest_framework.test import APIClient

from audit.log.context import correlated
from audit.log.models import Disclosure, Entry, Pending
from audit.log.record import commitment, record
from egov_outsource.access import remembered_scopes
from egov_outsource.errors import NotAllowed
from projects.actions.change_project import change_project
from tests.build.evidence import document
from tests.build.projects import Cast

Refused = (IntegrityError, InternalError)


def write(cast: Cast, **facts: Any) -> Entry:
    facts.setdefault("data", {"old": {"title": "A"}, "new": {"title": "B"}})
    with transaction.atomic():
        record("project:changed", cast.project, actor=cast.officer, project=cast.project, **facts)
    return Entry.objects.latest("pk")


def asserted(entry: Entry) -> dict[str, Any]:
    """What the leaf must say, by the columns of the entry and by what it discloses."""
    return {
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
        "commitments": {
            item.name: commitment(bytes(item.salt), item.name, item.value)
            for item in entry.disclosures.all()
        },
    }


def test_a_rollback_takes_the_entry_with_it(cast: Cast) -> None:
    before = Entry.objects.count()

    def fail_later() -> None:
        with transaction.atomic():
            record("project:changed", cast.project, actor=cast.officer, project=cast.project)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_later()
    assert Entry.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written(cast: Cast) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record("project:changed", cast.project, actor=cast.officer, project=cast.project)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET event = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry CASCADE",
        "UPDATE audit_disclosure SET value = '1'",
        "TRUNCATE audit_disclosure",
    ],
)
def test_the_database_refuses_to_change_the_past(cast: Cast, statement: str) -> None:
    write(cast)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with (
        pytest.raises(Refused, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_the_entries_about_a_thing_are_numbered_without_holes_by_many_at_once(cast: Cast) -> None:
    failures: list[BaseException] = []
    start = threading.Barrier(8)

    def work() -> None:
        try:
            start.wait()
            for _number in range(5):
                write(cast)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    first = Entry.objects.about(cast.project).count()
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    numbers = Entry.objects.about(cast.project).order_by("subject_seq")
    expected = list(range(1, first + 41))
    assert list(numbers.values_list("subject_seq", flat=True)) == expected
    times = list(numbers.values_list("at", flat=True))
    assert times == sorted(times)


def test_columns_and_disclosures_say_what_the_leaf_says_byte_for_byte(cast: Cast) -> None:
    hostile = {
        "at": '"at":"',
        "quote": "\"}],'$1\\ %s 中文 \U0001f600\u2028",
        "nested": {"é": [1, None]},
    }
    cast.project.title = "%s 'O\"Neill\\ 项目"
    plain = write(cast, personal={"phone": "+86 10"})
    entry = write(cast, data=hostile, personal={"name": hostile["quote"]})
    for one, names in ((plain, {"actor.name", "phone"}), (entry, {"actor.name", "name"})):
        assert rfc8785.dumps(asserted(one)) == bytes(one.leaf)
        assert one.personal.keys() == names
    assert entry.data == hostile
    assert entry.subject_name.endswith("项目")
    assert entry.personal["name"] == hostile["quote"]


def test_a_whole_second_is_written_as_python_writes_it(cast: Cast) -> None:
    """The form of a moment must not depend on who writes it: 1 second in a million has no rest."""
    write(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'audit_append'")
        source = cursor.fetchone()[0]
        written = "replace(" + source.split("replace(")[1].split("|| '+00:00\"'")[0]
        for moment in (
            "2026-11-22T01:02:03",
            "2026-11-22T01:02:03.000001",
            "2026-11-22T01:02:03.1",
        ):
            cursor.execute(f"SELECT {written.replace('moment', '%s::timestamptz')}", [moment + "Z"])
            assert cursor.fetchone()[0] == datetime.fromisoformat(moment).isoformat()


def test_an_entry_travels_in_the_message_of_the_next_statement(
    cast: Cast, django_assert_num_queries: Callable[..., AbstractContextManager[Any]]
) -> None:
    with remembered_scopes(), transaction.atomic():
        record("project:changed", cast.project, actor=cast.officer)
        before = Entry.objects.count()
        with django_assert_num_queries(0):
            record("project:changed", cast.project, actor=cast.officer)
        assert Entry.objects.count() == before + 1


def test_personal_values_are_not_in_the_leaf_and_each_salt_is_fresh(cast: Cast) -> None:
    first, second = (
        write(cast, personal={"phone": "+86 10"}),
        write(cast, personal={"phone": "+86 10"}),
    )
    for entry in (first, second):
        assert b"+86" not in bytes(entry.leaf)
        assert cast.officer.name.encode() not in bytes(entry.leaf)
    salts = {bytes(salt) for salt in Disclosure.objects.values_list("salt", flat=True)}
    assert len(salts) == Disclosure.objects.count()
    assert all(len(salt) >= 16 for salt in salts)


def test_every_entry_waits_to_be_sequenced(cast: Cast) -> None:
    entry = write(cast)
    assert Pending.objects.filter(entry=entry).exists()


def test_a_refused_attempt_is_written_although_the_action_rolled_back(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        change_project(cast.project, actor=cast.auditor, particulars={"title": "Mine"})
    entry = Entry.objects.filter(event="attempt:refused").get()
    cast.project.refresh_from_db()
    assert cast.project.title != "Mine"
    assert entry.data["attempt"] == "change_project"
    assert entry.data["rule"] == "RIGHT-EDIT_PROJECT"
    assert entry.actor_id == cast.auditor.pk
    assert entry.organisation_id == cast.audit_office.pk


def test_an_entry_carries_the_id_of_its_request(client: Client, cast: Cast) -> None:
    with correlated("request-7"):
        assert write(cast).request_id == "request-7"
    api = APIClient()
    api.force_login(cast.officer)
    base = f"/api/v1/projects/{cast.project.pk}/"
    tag = api.get(base)["ETag"]
    sent = {"title": "Renamed"}
    headers = {"HTTP_IF_MATCH": tag, "HTTP_X_REQUEST_ID": "abc-123"}
    answer = api.patch(base, sent, format="json", **headers)
    assert answer["X-Request-ID"] == "abc-123"
    entry = Entry.objects.filter(event="project:changed").first()
    assert entry is not None
    assert entry.request_id == "abc-123"


def test_a_client_can_recompute_what_it_is_shown(cast: Cast) -> None:
    made = document(cast.project, cast.project_manager)
    api = APIClient()
    api.force_authenticate(cast.auditor)
    base = f"/api/v1/projects/{cast.project.pk}/trail/"
    found = api.get(base, {"event": "document:received"}).json()["results"]
    assert [row["subject_id"] for row in found] == [made.pk]
    whole = api.get(f"{base}{found[0]['uid']}/").json()
    leaf = base64.b64decode(whole["leaf"])
    assert hashlib.sha256(b"\x00" + leaf).hexdigest() == whole["leaf_hash"]
    asserted = json.loads(leaf)
    assert asserted["data"]["sha256"] == made.sha256
    for item in whole["disclosures"]:
        salted = bytes.fromhex(item["salt"]) + rfc8785.dumps([item["name"], item["value"]])
        assert hashlib.sha256(salted).hexdigest() == asserted["commitments"][item["name"]]
