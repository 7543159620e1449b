"""Statements that a connection parses and plans once, not at every request.

What is asked by every request in the same few words costs more to plan than to answer. The
database plans it for no particular values (`plan_cache_mode` in `env.database`), so only
statements whose one plan is good for everybody belong here.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection

from egov_outsource.wall import eyes

# those that each connection to the database knows by name
_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


@contextmanager
def planned_once() -> Iterator[None]:
    """Within, each statement is prepared when a connection first meets it."""
    if not settings.DATABASE_PREPARES:
        yield
        return
    with connection.execute_wrapper(_by_name):
        yield


def _by_name(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's
    """Run the prepared statement of this text; behind the wall each role has a plan of its own."""
    known = _known.setdefault(context["connection"].connection, set())
    seen = eyes.current()
    digest = hashlib.blake2s(sql.encode(), digest_size=12).hexdigest()
    name = f"plan_{digest}_{seen.role if seen else ''}"
    if name not in known:
        execute(f"PREPARE {name} AS {_numbered(sql)}", None, many, context)
        known.add(name)
    given = f"({', '.join(['%s'] * len(params))})" if params else ""
    return execute(f"EXECUTE {name}{given}", params, many, context)


def _numbered(sql: str) -> str:
    """`sql` with the database's places for values instead of the driver's."""
    first, *others = sql.replace("%%", "%").split("%s")
    places = count(1)
    return first + "".join(f"${next(places)}{other}" for other in others)
