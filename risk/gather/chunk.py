"""A chunk of projects, and statements over it read straight into columns.

Rows travel as PostgreSQL's binary COPY: every value a double, unknown as NaN, so that a whole
chunk becomes NumPy columns without a Python object per value. A statement has a column `project`
and joins whatever it reads with the chunk by the words `JOIN risk_chunk c ON c.project =
x.project_id`, which give it the day of each project (`c.as_of`); `c.zone` is the time zone.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from django.conf import settings
from django.db import connection

from risk.columns import Column, Counts, Days
from risk.facts.groups import UNKNOWN, Group, columns_of
from risk.gather.occupied import empty_tables, sources

HEADER, TRAILER = 19, 2  # of a binary COPY stream

TABLE = """
    CREATE TEMPORARY TABLE IF NOT EXISTS risk_chunk (
        project bigint PRIMARY KEY, as_of date NOT NULL
    ) ON COMMIT DELETE ROWS
"""
# A chunk is small beside its tables: a merge would read them from their beginning, so that the last
# chunk costs many times the first, and what is read lies in memory already.
PLANNING = """
    SET LOCAL enable_mergejoin = off; SET LOCAL random_page_cost = 1.1; SET LOCAL work_mem = '32MB'
"""
# Of a range nearly all is read: page by page, not in the order of an index.
BY_PAGE = "SET LOCAL enable_indexscan = off"
BY_INDEX = "SET LOCAL enable_indexscan = on"
FILL = """
    INSERT INTO risk_chunk
    SELECT project, coalesce(day, %s)
    FROM unnest(%s::bigint[], %s::date[]) AS chosen (project, day)
"""
# how many projects there are from the first of a chunk to its last, if not too many
BETWEEN = """
    SELECT count(*) FROM (
        SELECT FROM projects_project WHERE id BETWEEN %s AND %s LIMIT %s
    ) AS these
"""
STRANGERS = 1.2  # so many times its projects may lie within the range of a chunk
JOIN = re.compile(r"JOIN risk_chunk c ON c\.project = (\w+)\.project_id\b")
COPY = "COPY (SELECT {wanted} FROM ({statement}) AS facts) TO STDOUT (FORMAT binary)"
AS_DOUBLE = {
    "day": "coalesce(({0} - DATE '1970-01-01')::float8, 'NaN')",
    "moment": "coalesce(extract(epoch FROM {0})::float8, 'NaN')",
    "flag": "coalesce({0}::int::float8, 0)",
    "count": "coalesce({0}::float8, 0)",
    "sum": "coalesce({0}::float8, 0)",
    "code": "coalesce({0}::float8, -1)",
    "number": "coalesce({0}::float8, 'NaN')",
}

# what is short text travels as it is, so many bytes in every row
AS_TEXT = {"pair": ("{0}", "S2"), "letter": ('{0}::"char"', "S1")}

Kinds: TypeAlias = Mapping[str, str]
Columns: TypeAlias = tuple[tuple[str, str], ...]


class Part(NamedTuple):
    """A statement with at most one row a project, and the facts that it gives, by name."""

    statement: str
    facts: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """The projects that all statements of this transaction speak about, each at its place, and
    the day as of which each is looked at.

    `joined` is what stands for joining a table with the chunk: its range of ids where the chunk
    is nearly all that lies in it, so that a table is read as it lies and not by one descent of an
    index a project; nothing where the chunk is a table. Strangers in the range are left out when
    rows find their places. `empty` are tables without a row of the range.
    """

    projects: Counts
    as_of: Days
    joined: str = ""
    empty: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.projects)

    def rows(self, statement: str, kinds: Kinds) -> tuple[Counts, dict[str, Column]]:
        """Rows of a statement: the place of each, and its columns as doubles."""
        wanted = (("project", "count"), *kinds.items())
        if self.is_empty(statement):
            read = {name: np.zeros(0, dtype=layout(wanted)[1][name]) for name, _kind in wanted}
        else:
            read = doubles(self.bounded(statement), wanted)
        projects = read.pop("project").astype(np.int64)
        order = np.argsort(self.projects, kind="stable")
        found = np.searchsorted(self.projects, projects, sorter=order)
        places = order[np.minimum(found, len(order) - 1)]
        ours = self.projects[places] == projects
        if ours.all():
            return places, read
        return places[ours], {name: column[ours] for name, column in read.items()}

    def columns(self, statement: str, kinds: Kinds) -> dict[str, Column]:
        """Columns with one value a project, unknown where the statement has no row for it."""
        places, read = self.rows(statement, kinds)
        made: dict[str, Any] = {}
        for name, kind in kinds.items():
            dtype, unknown = UNKNOWN[kind]
            made[name] = np.full(len(self), unknown, dtype=dtype)
            made[name][places] = as_kind(read[name], kind)
        return made

    def facts(self, group: type[Group], *parts: Part) -> dict[str, Any]:
        """The facts of a group that these parts give."""
        about = columns_of(group)
        made: dict[str, Any] = {}
        for part in parts:
            kinds = {name: about[name].kind for name in part.facts.split()}
            made |= self.columns(part.statement, kinds)
        return made

    def is_empty(self, statement: str) -> bool:
        """Whether a statement can have no rows, as no table that it reads has any."""
        tables = sources(statement)
        return bool(tables) and tables <= self.empty

    def bounded(self, statement: str) -> str:
        """The statement about this chunk."""
        body = statement.replace("c.zone", f"'{settings.TIME_ZONE}'")
        return JOIN.sub(self.joined, body) if self.joined else body


def load_chunk(projects: Sequence[int], as_of: date | Sequence[date]) -> Chunk:
    """Make these projects the chunk, all as of one day or each as of its own."""
    ids = np.array(projects, dtype=np.int64)
    days = np.broadcast_to(np.array(as_of, dtype="datetime64[D]"), len(ids))
    with connection.cursor() as cursor:
        cursor.execute(PLANNING)
        if isinstance(as_of, date) and lie_together(ids):
            first, last = int(ids.min()), int(ids.max())
            empty = empty_tables(first, last)
            cursor.execute(BY_PAGE)
            # a VALUES of one row is folded into the statement as constants
            joined = (
                f"JOIN (VALUES (DATE '{as_of}')) c (as_of) "
                rf"ON \1.project_id BETWEEN {first} AND {last}"
            )
            return Chunk(ids, days, joined, empty)
        one, each = (as_of, None) if isinstance(as_of, date) else (None, list(as_of))
        cursor.execute(BY_INDEX)
        cursor.execute(TABLE)
        cursor.execute("DELETE FROM risk_chunk")
        cursor.execute(FILL, [one, ids.tolist(), each])
        cursor.execute("ANALYZE risk_chunk")
    return Chunk(ids, days)


def lie_together(projects: Counts) -> bool:
    """Whether there are hardly any others between the first and the last of these projects."""
    if not len(projects):
        return False
    most = int(len(projects) * STRANGERS)
    with connection.cursor() as cursor:
        cursor.execute(BETWEEN, [int(projects.min()), int(projects.max()), most + 1])
        return bool(cursor.fetchone()[0] <= most)


def doubles(statement: str, columns: Columns) -> dict[str, Column]:
    """Columns (name, kind) of a statement as doubles, or as short texts."""
    wanted, row = layout(columns)
    stream = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(COPY.format(wanted=wanted, statement=statement), stream)
    rows = np.frombuffer(stream.getbuffer()[HEADER:-TRAILER], dtype=row)
    for name, kind in columns:
        if kind in AS_TEXT and (rows[f"length of {name}"] != row[name].itemsize).any():
            raise ValueError(f"{name} has values of another length than {row[name].itemsize}")
    return {name: rows[name].astype(row[name].newbyteorder("=")) for name, _kind in columns}


@cache
def layout(columns: Columns) -> tuple[str, np.dtype[np.void]]:
    """How columns are asked for, and how a row of them travels."""
    wanted, fields = [], [("fields", ">i2")]
    for name, kind in columns:
        expression, dtype = (AS_DOUBLE[kind], ">f8") if kind in AS_DOUBLE else AS_TEXT[kind]
        wanted.append(expression.format(f'"{name}"'))
        fields += [(f"length of {name}", ">i4"), (name, dtype)]
    return ", ".join(wanted), np.dtype(fields)


def rows(values: Iterable[Iterable[str | float]]) -> str:
    """Rows for VALUES, of numbers, flags and codes."""
    return ", ".join(
        "(" + ", ".join(f"'{one}'" if isinstance(one, str) else str(one) for one in row) + ")"
        for row in values
    )


def as_kind(values: Column, kind: str) -> Column:
    """Doubles as what they stand for."""
    dtype, unknown = UNKNOWN[kind]
    if kind not in {"day", "moment"}:
        return values.astype(dtype)
    there = ~np.isnan(values)
    whole = np.where(there, np.floor(np.where(there, values, 0.0)), 0.0).astype(np.int64)
    return np.where(there, whole.astype(dtype), unknown)
