# ruff: noqa: S608 - names of our own tables
"""The second wall by raw SQL: whoever asks meets only what they hold, whatever the query says."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from psycopg2.extensions import cursor as plain_cursor

from egov_outsource.wall import eyes, outside
from egov_outsource.wall.guard import refuse_strong_role
from egov_outsource.wall.particular import every_policy, undecided
from tests.build import selection
from tests.build.planning import objective
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db
ALL_TABLES = """
    SELECT c.relname, c.relrowsecurity FROM pg_class c
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
"""
PLANS = """EXPLAIN (FORMAT JSON, VERBOSE) SELECT * FROM {table}"""


@contextmanager
def seen_by(person: Any, role: str = eyes.READER) -> Iterator[Any]:
    """A cursor with the eyes of `person`, whether the wall is switched on or not."""
    with transaction.atomic(), connection.cursor() as cursor:
        with eyes.as_owner():
            cursor.execute(eyes.Eyes(role, person.pk or 0).preamble())
            yield cursor
        transaction.set_rollback(True)


def count(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")
    return int(cursor.fetchone()[0])


def test_every_table_stands_behind_the_wall_or_is_an_exception_with_a_reason() -> None:
    excepted = {*outside.OTHERS} | {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in outside.APPS or model._meta.label in outside.TABLES
    }
    with eyes.as_owner(), connection.cursor() as cursor:
        cursor.execute(ALL_TABLES)
        tables = dict(cursor.fetchall())
    assert undecided() == []
    assert {name for name, is_walled in tables.items() if not is_walled} == excepted
    assert all([*outside.APPS.values(), *outside.TABLES.values(), *outside.OTHERS.values()])


def test_everything_with_a_project_is_behind_the_wall() -> None:
    walled = {policy.table for policy in every_policy()}
    project = apps.get_model("projects", "Project")
    pointing = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.column == "project_id" or field.related_model is project
    }
    assert pointing <= walled


def test_strangers_meet_nothing_of_a_project_its_people_meet_it(cast: Cast) -> None:
    goal = objective(cast)
    tables = ("projects_project", "planning_objective", "projects_allocation", "audit_entry")
    for table in tables:
        with seen_by(cast.officer) as cursor:
            assert count(cursor, table) > 0, table
    for name in ("other_officer", "rival_manager", "expired_auditor", "outsider", "anonymous"):
        with seen_by(getattr(cast, name)) as cursor:
            for table in tables:
                cursor.execute(
                    f"SELECT count(*) FROM {table} WHERE "
                    f"{'id' if table == 'projects_project' else 'project_id'} = %s",
                    [goal.project_id],
                )
                assert cursor.fetchone()[0] == 0, (name, table)


def test_a_superuser_of_the_platform_is_bound_like_anybody(cast: Cast) -> None:
    with seen_by(cast.operator) as cursor:
        assert count(cursor, "projects_project") == 0


def test_a_sealed_bid_is_its_bidders_until_the_opening(cast: Cast) -> None:
    """INV-7 and INV-8 of the database itself."""
    tender = selection.published_tender(cast)
    selection.bid_of(cast, tender)
    for name, expected in (("bid_manager", 1), ("officer", 0), ("leader", 0), ("rival_bidder", 0)):
        with seen_by(getattr(cast, name)) as cursor:
            assert count(cursor, "selection_bid") == expected, name
            cursor.execute("SELECT count(*) FROM projects_engagement WHERE capacity = 'bidder'")
            assert cursor.fetchone()[0] == expected, name


def test_opened_bids_are_the_agencys_and_still_not_a_rivals(cast: Cast) -> None:
    """INV-8."""
    selection.evaluated_tender(cast)
    for name, expected in (
        ("officer", 2),
        ("bid_manager", 1),
        ("rival_bidder", 1),
        ("outsider", 0),
    ):
        with seen_by(getattr(cast, name)) as cursor:
            assert count(cursor, "selection_bid") == expected, name


def test_a_published_tender_is_everybodys_an_unpublished_one_is_not(cast: Cast) -> None:
    draft = selection.drafted_tender(cast)
    with seen_by(cast.anonymous) as cursor:
        assert count(cursor, "selection_tender") == 0
    type(draft)._default_manager.filter(pk=draft.pk).update(published_at=timezone.now())
    with seen_by(cast.anonymous) as cursor:
        assert count(cursor, "selection_tender") == 1


def refused(cursor: Any, statement: str, *values: Any) -> str:
    """What the database says to `statement`."""
    with pytest.raises(DatabaseError) as said, transaction.atomic():
        cursor.execute(statement, values)
    return str(said.value)


def test_without_a_viewer_there_is_an_error_and_not_an_empty_answer(cast: Cast) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        with eyes.as_owner():
            cursor.execute(f"SET LOCAL ROLE {eyes.READER}; SET LOCAL egov.viewer = ''")
            said = refused(cursor, "SELECT * FROM projects_project")
            assert "invalid input syntax for type" in said
            cursor.execute(f"SET LOCAL ROLE {eyes.APPLICATION_ROLE}")
            assert "permission denied" in refused(cursor, "SELECT * FROM projects_project")
            assert "permission denied" in refused(cursor, "SELECT * FROM accounts_user")
        transaction.set_rollback(True)


def test_the_role_that_signs_in_can_do_nothing_by_itself() -> None:
    facts = connection.get_connection_params()
    facts |= {"user": eyes.APPLICATION_ROLE, "cursor_factory": plain_cursor}
    signed_in = psycopg2.connect(**facts)
    try:
        with signed_in.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("SELECT * FROM projects_project")
    finally:
        signed_in.close()


def test_a_process_does_not_start_with_a_role_that_steps_over_the_wall() -> None:
    class Strong:
        connection = connection.connection

        @staticmethod
        def close() -> None:
            """It stays the test's."""

    with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL"):
        refuse_strong_role(Strong)


def test_who_looks_cannot_write(cast: Cast) -> None:
    with seen_by(cast.officer) as cursor:
        for table in ("projects_project", "planning_objective", "projects_projectgrant"):
            assert "permission denied" in refused(cursor, f"DELETE FROM {table}")


def test_an_action_writes_within_the_reach_of_its_actor_only(cast: Cast) -> None:
    goal = objective(cast)
    change = "UPDATE planning_objective SET title = title WHERE id = %s"
    with seen_by(cast.officer, eyes.ACTOR) as cursor:
        cursor.execute(change, [goal.pk])
    for name in ("other_officer", "rival_manager", "expired_auditor", "operator"):
        with seen_by(getattr(cast, name), eyes.ACTOR) as cursor:
            assert "row-level security" in refused(cursor, change, goal.pk), name


def test_what_is_reserved_is_closed_to_everybody_else_also_within_reach(cast: Cast) -> None:
    """INV-5: the database itself refuses what no action should ask."""
    for name in ("project_manager", "supervisor", "auditor"):
        with seen_by(getattr(cast, name), eyes.ACTOR) as cursor:
            for statement in (
                "UPDATE projects_project SET title = 'Ours' WHERE id = %s",
                "UPDATE projects_allocation SET valid_to = now() WHERE project_id = %s",
            ):
                assert "row-level security" in refused(cursor, statement, cast.project.pk), name


def test_nobody_acts_on_grants_and_nobody_rewrites_the_log(cast: Cast) -> None:
    with seen_by(cast.leader, eyes.ACTOR) as cursor:
        for statement in (
            "UPDATE projects_agencygrant SET valid_to = NULL",
            "UPDATE audit_entry SET event = 'x'",
            "DELETE FROM audit_entry",
            "DELETE FROM audit_disclosure",
            "DELETE FROM audit_pending",
            "TRUNCATE projects_project CASCADE",
        ):
            assert "permission denied" in refused(cursor, statement), statement
    with seen_by(cast.leader, eyes.SYSTEM) as cursor:
        for statement in (
            "UPDATE audit_entry SET event = 'x'",
            "DELETE FROM audit_entry",
            "DELETE FROM audit_disclosure",
            "TRUNCATE audit_entry CASCADE",
            "TRUNCATE projects_project CASCADE",
        ):
            refusal = refused(cursor, statement)
            assert "permission denied" in refusal or "must be owner" in refusal, statement


APPEND = "SELECT audit_append('x.y', 7, %s, '{}', '{}', '{}')"


def pieces(actor: int, *, last: str = "", **subject: Any) -> list[str]:
    """The bytes of an entry around its time and its number; `last` is what is said twice."""
    rest = {
        "uid": str(uuid.uuid4()),
        "event": "test:happened",
        "actor": {"kind": "person", "id": actor},
        "on_behalf_of": {"name": ""},
        "stage": "",
        "point": "",
        "request": "",
        "data": {},
        "schema": 1,
    }
    about = json.dumps({"type": "x.y", "id": 7, "name": ""} | subject)
    return [
        '{"at":',
        f',"subject":{about[:-1]},"seq":',
        "}," + json.dumps(rest)[1:-1] + last + "}",
    ]


def test_entries_are_written_by_who_acts_with_the_databases_clock_and_number(cast: Cast) -> None:
    """INV-11: who only looks cannot write one; whoever does chooses neither time nor number."""
    ours = "SELECT at, subject_seq, leaf FROM audit_entry WHERE id = %s"
    for role in (eyes.READER, eyes.ERASER):
        with seen_by(cast.officer, role) as cursor:
            refusal = refused(cursor, APPEND, pieces(cast.officer.pk))
            assert "permission denied for function" in refusal, role
    for role in (eyes.ACTOR, eyes.SYSTEM):
        with seen_by(cast.officer, role) as cursor:
            for expected in (1, 2):
                cursor.execute(APPEND, [pieces(cast.officer.pk)])
                (key,) = cursor.fetchone()
                with seen_by(cast.officer, eyes.SYSTEM) as reading:
                    reading.execute(ours, [key])
                    moment, number, told = reading.fetchone()
                assert number == expected
                assert abs(moment - timezone.now()) < timedelta(minutes=1)
                assert json.loads(bytes(told))["at"] == moment.isoformat()


def test_an_entry_cannot_name_another_time_number_subject_or_actor_than_its_own(
    cast: Cast,
) -> None:
    """INV-11: what the caller writes into the bytes is compared with what the database knows."""
    actor = cast.officer.pk
    with seen_by(cast.officer, eyes.ACTOR) as cursor:
        for forged in (
            pieces(actor, last=',"at":"2020-01-01T00:00:00+00:00"'),
            pieces(actor, last=',"subject":{"type":"x.y","id":7,"seq":99}'),
            pieces(actor, last=',"subject":{}'),
            pieces(actor, id=8),
            pieces(actor, type="x.z"),
        ):
            assert "another time, subject or number" in refused(cursor, APPEND, forged), forged
        for other in (cast.leader.pk, None):
            refusal = refused(cursor, APPEND, pieces(other))
            assert "another actor than the one who asks" in refusal
        cursor.execute("CREATE TEMPORARY TABLE audit_entry (LIKE public.audit_entry)")
        cursor.execute(APPEND, [pieces(actor)])
        cursor.execute("SELECT count(*) FROM pg_temp.audit_entry")
        assert cursor.fetchone() == (0,)


def test_entries_are_appended_by_the_function_alone(cast: Cast) -> None:
    """INV-11: no role of the platform adds a row of its own to the log, whatever it says."""
    copies = {
        "audit_entry": "SELECT * FROM audit_entry LIMIT 1",
        "audit_disclosure": "SELECT * FROM audit_disclosure LIMIT 1",
        "audit_pending": "SELECT max(id) FROM audit_entry",
    }
    for role in (eyes.READER, eyes.ACTOR, eyes.SYSTEM, eyes.ERASER):
        with seen_by(cast.officer, role) as cursor:
            for table, rows in copies.items():
                assert "permission denied" in refused(cursor, f"INSERT INTO {table} {rows}"), role


def test_the_log_is_owned_by_a_role_that_cannot_sign_in() -> None:
    with eyes.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT rolname, rolcanlogin, rolsuper FROM pg_tables"
            r" JOIN pg_roles ON rolname = tableowner WHERE tablename LIKE 'audit\_%'"
        )
        assert cursor.fetchall() == [("egov_audit", False, False)]
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR rolinherit FROM pg_roles WHERE rolname = %s",
            [eyes.APPLICATION_ROLE],
        )
        assert cursor.fetchone() == (False,)


def test_no_policy_calls_a_function_for_every_row(cast: Cast) -> None:
    """The viewer and the clock are read once a statement, as its initial plans."""
    for policy in every_policy():
        with seen_by(cast.officer) as cursor:
            cursor.execute(PLANS.format(table=policy.table))
            plan = cursor.fetchone()[0][0]["Plan"]
        for node in nodes(plan):
            conditions = [str(node.get(key, "")) for key in ("Filter", "Index Cond", "Join Filter")]
            assert not any("current_setting" in text for text in conditions), policy.table


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A plan and all that is below it."""
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def test_a_plan_that_a_connection_keeps_shows_each_reader_their_own(cast: Cast) -> None:
    """Pages are prepared statements: viewers follow each other on one plan made for nobody."""
    with seen_by(cast.officer) as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute("PREPARE kept_plan AS SELECT count(*) FROM projects_project")
        for person, seen in ((cast.officer, 1), (cast.outsider, 0), (cast.officer, 1)):
            cursor.execute(eyes.Eyes(eyes.READER, person.pk).preamble())
            cursor.execute("EXECUTE kept_plan")
            assert cursor.fetchone()[0] == seen
        cursor.execute("DEALLOCATE kept_plan")
