"""Statements that a connection keeps: whatever goes wrong, the request after it is answered."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction

from egov_outsource import prepared
from egov_outsource.prepared import planned_once
from egov_outsource.wall import eyes

NUMBERS = "SELECT * FROM scratch WHERE number > %s"


@pytest.fixture(autouse=True)
def _own_connection(db: None) -> Iterator[None]:
    """One without a transaction around it, as a request has; its tables go with it."""
    usual = connections["default"]
    connections["default"] = connections.create_connection("default")
    try:
        with eyes.as_owner():
            run("CREATE TEMPORARY TABLE scratch (number) AS VALUES (1), (2)")
            yield
    finally:
        connections["default"].close()
        connections["default"] = usual


def run(sql: str, params: Any = None) -> list[Any]:
    """What the database answers to `sql` as it stands."""
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def asked(sql: str = NUMBERS, params: Any = (1,)) -> list[Any]:
    """What it answers by a plan that it keeps."""
    with planned_once():
        return run(sql, params)


def plans() -> int:
    """How many the connection keeps."""
    return int(run("SELECT count(*) FROM pg_prepared_statements")[0][0])


def test_a_statement_is_prepared_once_for_each_role() -> None:
    assert asked() == asked() == [(2,)]
    assert asked(params=(0,)) == [(1,), (2,)]
    assert plans() == 1
    run("GRANT SELECT ON scratch TO egov_system")
    with eyes.exactly(eyes.Eyes(eyes.SYSTEM)):
        assert asked() == asked() == [(2,)]
    assert plans() == 2


def test_what_was_prepared_in_a_transaction_is_kept_when_that_is_rolled_back() -> None:
    with transaction.atomic():
        with transaction.atomic():
            assert asked() == [(2,)]
            transaction.set_rollback(True)
        assert asked() == [(2,)]
        transaction.set_rollback(True)
    assert asked() == [(2,)]
    assert plans() == 1


def test_what_could_not_be_prepared_is_not_remembered() -> None:
    later = "SELECT number FROM later WHERE number > %s"
    for _attempt in range(2):
        with pytest.raises(DatabaseError, match="does not exist"):
            asked(later)
    with transaction.atomic():
        with pytest.raises(DatabaseError, match="does not exist"):
            asked(later)
        with pytest.raises(DatabaseError, match="aborted"):
            asked()
        transaction.set_rollback(True)
    run("CREATE TEMPORARY TABLE later (number) AS VALUES (1), (2)")
    assert asked(later) == asked() == [(2,)]


def test_a_connection_opened_anew_prepares_anew() -> None:
    asked()
    connections["default"].close()
    run("CREATE TEMPORARY TABLE scratch (number) AS VALUES (5)")
    assert asked() == [(5,)]
    assert plans() == 1


@pytest.mark.parametrize(
    ("event", "then"),
    [
        ("ALTER TABLE scratch ADD COLUMN name text", [(2, None)]),
        ("ALTER TABLE scratch ALTER COLUMN number TYPE numeric", [(2,)]),
        ("DEALLOCATE ALL", [(2,)]),
        ("DISCARD PLANS", [(2,)]),
    ],
)
def test_a_migration_meanwhile_is_not_noticed(event: str, then: list[Any]) -> None:
    asked()
    run(event)
    assert asked() == then
    assert asked() == then


def test_within_a_transaction_a_migration_meanwhile_costs_that_one_only() -> None:
    asked()
    run("ALTER TABLE scratch ADD COLUMN name text")
    with pytest.raises(DatabaseError, match="result type"), transaction.atomic():
        asked()
    with transaction.atomic():
        assert asked() == [(2, None)]


def test_a_connection_keeps_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "MOST", 3)
    for number in range(8):
        assert asked(f"SELECT number + {number} FROM scratch WHERE number > %s")  # noqa: S608 - a number of our own
        assert asked() == [(2,)]
        assert plans() <= 3


def test_percent_signs_and_statements_without_values_are_kept_as_they_are() -> None:
    assert asked("SELECT number FROM scratch WHERE number %% 2 = %s", (0,)) == [(2,)]
    assert asked("SELECT count(*) FROM scratch WHERE 'a%' LIKE 'a%'", None) == [(2,)]
    assert plans() == 2


def test_behind_a_pooler_nothing_is_prepared(settings: Any) -> None:
    settings.DATABASE_PREPARES = False
    assert asked() == [(2,)]
    assert not plans()
