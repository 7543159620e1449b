"""Statements that a connection parses and plans once, not at every request.

What is asked by every request in the same few words costs more to plan than to answer. The
database plans it for no particular values (`plan_cache_mode` in `env.database`), so only
statements whose one plan is good for everybody belong here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import DatabaseError, connection
from psycopg2 import errorcodes

from egov_outsource.wall import eyes

# a connection never keeps more; texts that differ each time do not belong here
MOST = 200
# a table has changed since, or somebody emptied the connection
OUTDATED = (errorcodes.FEATURE_NOT_SUPPORTED, errorcodes.INVALID_SQL_STATEMENT_NAME)


@dataclass
class _Kept:
    """What one connection knows by name: the call of each text and role, and how many it made.

    A name is given once, also to what failed: prepared statements outlive a rollback.
    """

    calls: dict[tuple[str, str], str] = field(default_factory=dict)
    made: int = 0


_kept: WeakKeyDictionary[Any, _Kept] = WeakKeyDictionary()


@contextmanager
def planned_once() -> Iterator[None]:
    """Within, each statement is prepared when a connection first meets it."""
    if not settings.DATABASE_PREPARES:
        yield
        return
    with connection.execute_wrapper(_by_name):
        yield


def _by_name(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's
    """Run the prepared statement of this text; behind the wall each role has a plan of its own.

    One that is outdated is forgotten and, unless the transaction is lost with it, made anew.
    """
    kept = _kept.setdefault(context["connection"].connection, _Kept())
    seen = eyes.current()
    key = (sql, seen.role if seen else "")
    if is_new := key not in kept.calls:
        if kept.made >= MOST:
            execute("DEALLOCATE ALL", None, many, context)
            kept.calls.clear()
            kept.made = 0
        kept.made += 1
        name = f"plan_{kept.made}"
        execute(f"PREPARE {name} AS {_numbered(sql)}", None, many, context)
        given = f"({', '.join(['%s'] * len(params))})" if params else ""
        kept.calls[key] = f"EXECUTE {name}{given}"
    try:
        return execute(kept.calls[key], params, many, context)
    except DatabaseError as error:
        if getattr(error.__cause__, "pgcode", None) not in OUTDATED:
            raise
        del kept.calls[key]
        if is_new or context["connection"].in_atomic_block:
            raise
    return _by_name(execute, sql, params, many, context)


def _numbered(sql: str) -> str:
    """`sql` with the database's places for values instead of the driver's."""
    first, *others = sql.replace("%%", "%").split("%s")
    places = count(1)
    return first + "".join(f"${next(places)}{other}" for other in others)
