"""Inclusion is not completeness: what a superuser of the database changes is found by night."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from audit.log.models import Alarm, Entry, Reconciliation
from audit.log.record import record
from audit.log.tasks import reconcile, sequence
from tests.build.projects import Cast


@pytest.fixture
def signed(cast: Cast) -> Cast:
    with transaction.atomic():
        for _ in range(3):
            record("project:changed", cast.project, actor=cast.officer, data={"a": 1, "b": ["x"]})
    sequence()
    return cast


def test_an_untouched_log_is_complete(signed: Cast) -> None:
    assert reconcile() == 0
    found = Reconciliation.objects.get()
    assert found.faults == []
    assert found.entries == found.leaves == Entry.objects.count()
    known = {row["type"]: row for row in found.objects_known}
    assert known["projects.project"]["objects"] == 1
    assert known["projects.project"]["without_entry"] == 0
    assert not Alarm.objects.exists()


@pytest.mark.parametrize(
    ("statements", "kind"),
    [
        (["UPDATE audit_entry SET subject_name = 'x' WHERE id = {id}"], "columns"),
        (["UPDATE audit_entry SET data = '{{}}' WHERE id = {id}"], "columns"),
        (["UPDATE audit_entry SET at = at - interval '1 day' WHERE id = {id}"], "columns"),
        (["UPDATE audit_entry SET leaf = leaf || ' ' WHERE id = {id}"], "leaf"),
        (["UPDATE audit_leaf SET hash = sha256('x') WHERE entry_id = {id}"], "head"),
        (["DELETE FROM audit_leaf WHERE entry_id = {id}"], "unnumbered"),
        (
            [
                "DELETE FROM audit_leaf WHERE entry_id = {id}",
                "DELETE FROM audit_disclosure WHERE entry_id = {id}",
                "DELETE FROM audit_entry WHERE id = {id}",
            ],
            "sequence",
        ),
        (["DELETE FROM audit_disclosure WHERE entry_id = {id}"], "undisclosed"),
        (["UPDATE audit_disclosure SET value = '\"X\"' WHERE entry_id = {id}"], "disclosed"),
    ],
)
def test_what_a_superuser_changes_is_found(signed: Cast, statements: list[str], kind: str) -> None:
    entry = Entry.objects.about(signed.project).order_by("id")[1]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("audit_entry", "audit_leaf", "audit_disclosure"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement.format(id=entry.pk))
        for table in ("audit_entry", "audit_leaf", "audit_disclosure"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert reconcile() >= 1
    assert kind in {fault["kind"] for fault in Reconciliation.objects.get().faults}
    assert Alarm.objects.get().kind == Alarm.Kind.COMPLETENESS


def test_changed_tiles_are_found_and_the_alarm_ends_when_they_are_right(signed: Cast) -> None:
    (path,) = Path(settings.LOG_ROOT, "tile/0/000.p").iterdir()
    good = path.read_bytes()
    path.write_bytes(bytes(len(good)))
    assert reconcile() == 1
    assert Reconciliation.objects.first().faults[0]["kind"] == "tiles"
    path.write_bytes(good)
    sequence()
    path = Path(settings.LOG_ROOT, "tile/0/000.p")
    assert reconcile() == 0
    assert Alarm.objects.get().ended_at
