"""Puts the wall up, or brings it up to date: roles, views, policies and privileges."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from egov_outsource.wall import eyes
from egov_outsource.wall.particular import every_policy
from egov_outsource.wall.policies import Policy, own_views
from egov_outsource.wall.privileges import AUDIT_OWNER, audit_tables, every_privilege
from egov_outsource.wall.views import VIEWS

POLICIES = r"""
    SELECT tablename, policyname FROM pg_policies
    WHERE schemaname = 'public' AND policyname LIKE 'wall\_%'
"""
# entries are written through it: nobody calls it but those who may add them
APPENDING = """
    SELECT oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname = 'audit_append'
"""
OUR_VIEWS = r"""
    SELECT viewname FROM pg_views WHERE schemaname = 'public' AND viewname LIKE 'wall\_%'
"""


def build(application: str = "", password: str = "") -> None:
    """All of it in one transaction, as the owner of the tables; again, nothing changes.

    `application` is the role that the platform signs in as: it owns nothing, has no right of its
    own and may only enter the roles of the wall.
    """
    with eyes.as_owner(), transaction.atomic(), connection.cursor() as cursor:
        for role in (*eyes.MODES, AUDIT_OWNER):
            _role(cursor, role, "NOLOGIN")
        if application:
            _role(cursor, application, "LOGIN", password)
            for role in eyes.MODES:
                cursor.execute(f"GRANT {role} TO {_quoted(application)}")
            cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {_quoted(application)}")
        _entering(cursor, application)
        _lower(cursor)
        every = (*_views(), *_owners(cursor), *_policies(), *_privileges(), *_functions(cursor))
        for statement in every:
            cursor.execute(statement)


def lower() -> None:
    """Take policies and views away, so that migrations may change what they lean on.

    Tables stay under row-level security: without policies they are closed to everybody.
    """
    with eyes.as_owner(), transaction.atomic(), connection.cursor() as cursor:
        _lower(cursor)


def _lower(cursor: Any) -> None:
    cursor.execute(POLICIES)
    for table, name in cursor.fetchall():
        cursor.execute(f"DROP POLICY {name} ON {_quoted(table)}")
    cursor.execute(OUR_VIEWS)
    for (name,) in cursor.fetchall():
        cursor.execute(f"DROP VIEW IF EXISTS {_quoted(name)} CASCADE")


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _role(cursor: Any, name: str, login: str, password: str = "") -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    if cursor.fetchone():  # an owner who is no superuser may not even repeat what is not changed
        cursor.execute(f"ALTER ROLE {_quoted(name)} {login} NOINHERIT")
    else:
        weak = "NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT"
        cursor.execute(f"CREATE ROLE {_quoted(name)} {login} {weak}")
    if password:
        cursor.execute(f"ALTER ROLE {_quoted(name)} PASSWORD %s", [password])


def _entering(cursor: Any, application: str) -> None:
    """The roles reach the schema; the owner may enter each, and migrate what the audit role owns.

    PostgreSQL 15 makes nobody a member of the roles that they create, later versions without SET.
    """
    roles = ", ".join((*eyes.MODES, AUDIT_OWNER))
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {roles}")
    cursor.execute(f"GRANT CREATE ON SCHEMA public TO {AUDIT_OWNER}")
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if not cursor.fetchone()[0]:
        every = f"{roles}, {_quoted(application)}" if application else roles
        cursor.execute(f"GRANT {every} TO CURRENT_USER")


def _views() -> Iterator[str]:
    for name, select in (*VIEWS.items(), *own_views()):
        yield f"CREATE VIEW {name} AS {select}"
        yield f"GRANT SELECT ON {name} TO {eyes.READER}, {eyes.ACTOR}"


def _owners(cursor: Any) -> Iterator[str]:
    wanted = audit_tables()
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE tablename = ANY(%s) AND tableowner <> %s",
        [wanted, AUDIT_OWNER],
    )
    for (table,) in cursor.fetchall():
        yield f"ALTER TABLE {_quoted(table)} OWNER TO {AUDIT_OWNER}"


def _policies() -> Iterator[str]:
    for policy in every_policy():
        yield f"ALTER TABLE {_quoted(policy.table)} ENABLE ROW LEVEL SECURITY"
        yield from _of(policy)


def _of(policy: Policy) -> Iterator[str]:
    on = f"ON {_quoted(policy.table)}"
    yield f"CREATE POLICY wall_reads {on} FOR SELECT TO {eyes.READER} USING ({policy.reads})"
    yield f"CREATE POLICY wall_platform {on} TO {eyes.SYSTEM}, {eyes.ERASER} USING (true)"
    yield f"CREATE POLICY wall_rules {on} FOR SELECT TO {eyes.ACTOR} USING (true)"
    if policy.writes:
        check = f"WITH CHECK ({policy.writes})"
        yield f"CREATE POLICY wall_adds {on} FOR INSERT TO {eyes.ACTOR} {check}"
        # locks ask the first condition, and rules lock rows that they do not change
        yield f"CREATE POLICY wall_changes {on} FOR UPDATE TO {eyes.ACTOR} USING (true) {check}"
        yield f"CREATE POLICY wall_removes {on} FOR DELETE TO {eyes.ACTOR} USING ({policy.writes})"


def _privileges() -> Iterator[str]:
    modes = ", ".join(eyes.MODES)
    tables = {table for table, _role_name, _what in every_privilege()}
    for table in sorted(tables):
        yield f"REVOKE ALL ON {_quoted(table)} FROM {modes}, PUBLIC"
    for table, role, what in every_privilege():
        yield f"GRANT {what} ON {_quoted(table)} TO {role}"
    writing = f"{eyes.READER}, {eyes.ACTOR}, {eyes.SYSTEM}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {writing}"


def _functions(cursor: Any) -> Iterator[str]:
    """Who acts appends through the function and in no other way: it writes as the tables' owner.

    PostgreSQL lets everybody call a new function; a reader could hold the lock of a subject.
    """
    cursor.execute(APPENDING)
    for (function,) in cursor.fetchall():
        yield f"ALTER FUNCTION {function} OWNER TO {AUDIT_OWNER}"
        yield f"ALTER FUNCTION {function} SECURITY DEFINER"
        yield f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC, {eyes.READER}, {eyes.ERASER}"
        yield f"GRANT EXECUTE ON FUNCTION {function} TO {eyes.ACTOR}, {eyes.SYSTEM}"
