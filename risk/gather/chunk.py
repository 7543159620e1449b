"""A chunk of projects in a temporary table, and statements over it read straight into columns.

Rows travel as PostgreSQL's binary COPY: every value a double, unknown as NaN, so that a whole
chunk becomes NumPy columns without a Python object per value.
"""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias, TypeVar

import numpy as np
from django.conf import settings
from django.db import connection
from psycopg2 import sql

from risk.columns import Column, Lists
from risk.facts.groups import UNKNOWN, Group, columns_of

G = TypeVar("G", bound=Group)

HEADER, TRAILER = 19, 2  # of a binary COPY stream

TABLE = """
    CREATE TEMPORARY TABLE IF NOT EXISTS risk_chunk (
        place integer PRIMARY KEY, project bigint NOT NULL, as_of date NOT NULL,
        zone text NOT NULL
    ) ON COMMIT DELETE ROWS
"""
# A chunk is small beside its tables: a merge would read them from their beginning, so that the last
# chunk costs many times the first, and what is read lies in memory already.
PLANNING = """
    SET LOCAL enable_mergejoin = off; SET LOCAL random_page_cost = 1.1; SET LOCAL work_mem = '32MB'
"""
FILL = """
    INSERT INTO risk_chunk
    SELECT row_number - 1, project, coalesce(day, %s), %s
    FROM unnest(%s::bigint[], %s::date[]) WITH ORDINALITY AS chosen (project, day, row_number)
"""
AS_DOUBLE = {
    "day": "coalesce(({0} - DATE '1970-01-01')::float8, 'NaN')",
    "moment": "coalesce(extract(epoch FROM {0})::float8, 'NaN')",
    "flag": "coalesce({0}::int::float8, 0)",
    "count": "coalesce({0}::float8, 0)",
    "sum": "coalesce({0}::float8, 0)",
    "code": "coalesce({0}::float8, -1)",
    "number": "coalesce({0}::float8, 'NaN')",
}


def load_chunk(projects: Sequence[int], as_of: date | Sequence[date]) -> None:
    """Make these projects the chunk that all statements of this transaction speak about, all as
    of one day or each as of its own."""
    one, each = (as_of, None) if isinstance(as_of, date) else (None, list(as_of))
    with connection.cursor() as cursor:
        cursor.execute(PLANNING)
        cursor.execute(TABLE)
        cursor.execute("DELETE FROM risk_chunk")
        cursor.execute(FILL, [one, settings.TIME_ZONE, list(projects), each])
        cursor.execute("ANALYZE risk_chunk")


Statement: TypeAlias = str | sql.Composable


def doubles(statement: Statement, columns: Sequence[tuple[str, str]]) -> dict[str, Column]:
    """Columns (name, kind) of a statement as doubles."""
    wanted = sql.SQL(", ").join(
        sql.SQL(AS_DOUBLE[kind]).format(sql.Identifier(name)) for name, kind in columns
    )
    body = sql.SQL(statement) if isinstance(statement, str) else statement
    copy = sql.SQL("COPY (SELECT {} FROM ({}) AS facts) TO STDOUT (FORMAT binary)").format(
        wanted, body
    )
    stream = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(copy, stream)
    row = np.dtype(
        [("fields", ">i2")]
        + [
            field
            for name, _kind in columns
            for field in ((f"length of {name}", ">i4"), (name, ">f8"))
        ]
    )
    rows = np.frombuffer(stream.getbuffer()[HEADER:-TRAILER], dtype=row)
    return {name: rows[name].astype(np.float64) for name, _kind in columns}


def read_group(group: type[G], statement: Statement, projects: int, **known: Column | Lists) -> G:
    """A group of facts from a statement with one row per project and a column `place`."""
    about = {name: one.kind for name, one in columns_of(group).items() if name not in known}
    read = doubles(statement, [("place", "count"), *about.items()])
    place = read.pop("place").astype(np.int64)
    made: dict[str, Any] = dict(known)
    for name, kind in about.items():
        dtype, unknown = UNKNOWN[kind]
        column = np.full(projects, unknown, dtype=dtype)
        column[place] = as_kind(read[name], kind)
        made[name] = column
    return group.blank(projects, **made)


def as_kind(values: Column, kind: str) -> Column:
    """Doubles as what they stand for."""
    dtype, unknown = UNKNOWN[kind]
    if kind not in {"day", "moment"}:
        return values.astype(dtype)
    there = ~np.isnan(values)
    whole = np.where(there, np.floor(np.where(there, values, 0.0)), 0.0).astype(np.int64)
    return np.where(there, whole.astype(dtype), unknown)


def read_lists(statement: Statement, projects: int) -> Lists:
    """Lists from a statement with columns place and value, ordered within a project."""
    read = doubles(statement, [("place", "count"), ("value", "number")])
    place = read["place"].astype(np.int64)
    lengths = np.bincount(place, minlength=projects)
    order = np.argsort(place, kind="stable")
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Lists(read["value"][order], starts)
