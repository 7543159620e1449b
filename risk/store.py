"""Storing outcomes: one binary COPY for a whole chunk, then two set-based upserts that never let
an older result replace a newer one."""

import io
import time
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from django.utils import timezone

from risk.alerts.noting import NOTE
from risk.alerts.noting import parameters as noting
from risk.columns import Codes, Column, Counts, Floats
from risk.digests import input_digests
from risk.models import RiskModel
from risk.outcomes import Outcomes

FLOAT8, INT2 = 701, 21  # type numbers of PostgreSQL
SIGNATURE = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
END = b"\xff\xff"
BUFFER = 1 << 20  # a chunk is a few megabytes

# Nothing waits for the disk: a result that a crash takes is computed again, for what says that it
# is there (a mark removed, a chunk done) is committed later, and the disk keeps that order.
UNHURRIED = "SET LOCAL synchronous_commit = off"
INCOMING = """
    CREATE TEMPORARY TABLE IF NOT EXISTS risk_incoming (
        project_id bigint NOT NULL, stage smallint NOT NULL, inputs float8[] NOT NULL,
        states smallint[] NOT NULL, scores float8[] NOT NULL, contributions float8[] NOT NULL,
        dimensions float8[] NOT NULL, aggregate float8 NOT NULL, guard float8 NOT NULL,
        score float8 NOT NULL, lo float8 NOT NULL, hi float8 NOT NULL, coverage float8 NOT NULL,
        confidence float8 NOT NULL, band smallint NOT NULL, vetoes bigint NOT NULL,
        event_seq bigint NOT NULL, ages smallint[] NOT NULL, frozen smallint NOT NULL,
        input_digest bytea NOT NULL
    ) ON COMMIT DELETE ROWS
"""

VALUES = """
    project_id, model_id, as_of, stage, inputs, states, scores, contributions, dimensions,
    aggregate, guard, score, lo, hi, coverage, confidence, band, vetoes, event_seq, ages, frozen,
    computed_at, input_digest, seconds, batch
"""
CHOSEN = """
    SELECT n.project_id, %(model)s, %(as_of)s,
        (ARRAY['planning', 'selection', 'supervision', 'acceptance', 'prosecution'])[n.stage + 1],
        n.inputs, n.states, n.scores, n.contributions, n.dimensions, n.aggregate, n.guard,
        n.score, n.lo, n.hi, n.coverage, n.confidence, n.band, n.vetoes, n.event_seq,
        n.ages, n.frozen, clock_timestamp(), n.input_digest, %(seconds)s, %(batch)s
    FROM risk_incoming n
"""
REPLACED = """
    DO UPDATE SET model_id = excluded.model_id, as_of = excluded.as_of, stage = excluded.stage,
        inputs = excluded.inputs, states = excluded.states, scores = excluded.scores,
        contributions = excluded.contributions, dimensions = excluded.dimensions,
        aggregate = excluded.aggregate, guard = excluded.guard, score = excluded.score,
        lo = excluded.lo, hi = excluded.hi, coverage = excluded.coverage,
        confidence = excluded.confidence, band = excluded.band, vetoes = excluded.vetoes,
        event_seq = excluded.event_seq, ages = excluded.ages, frozen = excluded.frozen,
        computed_at = excluded.computed_at, input_digest = excluded.input_digest,
        seconds = excluded.seconds, batch = excluded.batch
"""
# what is new, or differs from the newest result; most of a night's projects do not (the digest
# stands for inputs, states and vetoes)
CHANGED = """
    SELECT n.project_id
    FROM risk_incoming n
    LEFT JOIN risk_riskresult cur ON cur.project_id = n.project_id
        AND cur.project_id BETWEEN %(first)s AND %(last)s
    WHERE cur.project_id IS NULL OR (
        cur.as_of <= %(as_of)s AND cur.event_seq <= n.event_seq AND (
            cur.model_id, cur.input_digest, cur.band, cur.score, cur.frozen
        ) IS DISTINCT FROM (
            %(model)s, n.input_digest, n.band, n.score, n.frozen
        )
    )
"""
HISTORY = f"""
    INSERT INTO risk_riskpoint AS old ({VALUES}) {CHOSEN}
    WHERE n.project_id = ANY (%(changed)s::bigint[])
    ON CONFLICT (project_id, as_of) {REPLACED} WHERE old.event_seq <= excluded.event_seq
"""
CURRENT = f"""
    INSERT INTO risk_riskresult AS old ({VALUES}) {CHOSEN}
    ON CONFLICT (project_id) {REPLACED}, stale_since = NULL, stale_because = ''
    WHERE old.event_seq <= excluded.event_seq AND old.as_of <= excluded.as_of
"""


def store(
    result: Outcomes, event_seq: Counts, as_of: date, model: RiskModel, *, since: float
) -> None:
    """Write the results of a chunk, computed under `model` since that reading of the monotonic
    clock; inside the transaction that holds the projects' locks."""
    digests = input_digests(model, result)
    projects = result.facts.basis.project
    parameters: dict[str, Any] = {
        "first": int(projects.min()),
        "last": int(projects.max()),
        "model": model.pk,
        "as_of": as_of,
        "seconds": time.monotonic() - since,
        "batch": len(result.facts),
    }
    with connection.cursor() as cursor:
        cursor.execute(UNHURRIED)
        cursor.execute(INCOMING)
        cursor.execute("TRUNCATE risk_incoming")
        stream = io.BytesIO(records(result, event_seq, digests))
        cursor.copy_expert("COPY risk_incoming FROM STDIN (FORMAT binary)", stream, BUFFER)
        cursor.execute("ANALYZE risk_incoming (project_id)")
        cursor.execute(CHANGED, parameters)
        changed = [row[0] for row in cursor.fetchall()]
        if changed:
            parameters["changed"] = array_of(changed)
            cursor.execute(HISTORY, parameters)
            cursor.execute(NOTE, noting(model.pk, as_of, timezone.now(), changed))
        cursor.execute(CURRENT, parameters)


def records(result: Outcomes, event_seq: Counts, digests: Column) -> bytearray:
    """A chunk as PostgreSQL's binary COPY wants them: every row has the same length,
    so the whole chunk is one array."""
    scores = result.scores
    columns: list[Column] = [
        result.facts.basis.project,
        result.facts.basis.stage.astype(np.int16),
        result.inputs.T,
        result.matrix.states.T.astype(np.int16),
        scores.filled.T,
        scores.contributions.T,
        scores.parts.dimensions.T,
        *(
            getattr(scores, name)
            for name in ("aggregate", "guard", "score", "lo", "hi", "coverage", "confidence")
        ),
        scores.band.astype(np.int16),
        result.vetoes,
        event_seq,
        result.ages.T,
        result.frozen,
        digests,
    ]
    fields = [field(column) for column in columns]
    row = np.dtype([("count", ">i2"), *((f"f{place}", one) for place, one in enumerate(fields))])
    size = len(result.facts) * row.itemsize
    stream = bytearray(SIGNATURE + bytes(size) + END)
    rows = np.frombuffer(stream, dtype=row, count=len(result.facts), offset=len(SIGNATURE))
    rows["count"] = len(columns)
    for place, column in enumerate(columns):
        fill(rows[f"f{place}"], column)
    return stream


def field(column: Column) -> np.dtype[np.void]:
    """How one value of a column lies in a binary row: its length, then its bytes, big-endian."""
    item = column.dtype.newbyteorder(">")
    if column.ndim == 1:
        return np.dtype([("length", ">i4"), ("value", item)])
    element = np.dtype([("length", ">i4"), ("value", item)])
    head = [(name, ">i4") for name in ("length", "axes", "nulls", "type", "size", "first")]
    return np.dtype([*head, ("items", element, (column.shape[1],))])


def fill(place: Column, column: Column) -> None:
    """Put a column into its field of every row."""
    if column.ndim == 1:
        place["length"], place["value"] = column.dtype.itemsize, column
        return
    place["length"] = place.dtype.itemsize - 4
    place["axes"], place["nulls"], place["first"] = 1, 0, 1
    place["type"] = FLOAT8 if column.dtype == np.float64 else INT2
    place["size"] = column.shape[1]
    place["items"]["length"], place["items"]["value"] = column.dtype.itemsize, column


PREVIOUS = """
    SELECT DISTINCT ON (p.project_id) p.project_id, p.band, p.score
    FROM risk_riskpoint p
    WHERE p.project_id = ANY (%s::bigint[]) AND p.as_of < %s
    ORDER BY p.project_id, p.as_of DESC
"""
SEEN = """
    SELECT chosen.id, greatest(coalesce(d.seq, 0), coalesce(r.event_seq, 0))
    FROM unnest(%s::bigint[]) AS chosen (id)
    LEFT JOIN risk_dirtyproject d ON d.project_id = chosen.id
    LEFT JOIN risk_riskresult r ON r.project_id = chosen.id AND r.project_id BETWEEN %s AND %s
"""


def previous_outcomes(projects: list[int], as_of: date) -> tuple[Codes, Floats]:
    """Band and score of the last run of an earlier day, -1 and NaN where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(PREVIOUS, [array_of(projects), as_of])
        found = {project: (band, score) for project, band, score in cursor.fetchall()}
    none = (-1, float("nan"))
    pairs = [found.get(project, none) for project in projects]
    return (
        np.array([band for band, _score in pairs], dtype=np.int8),
        np.array([score for _band, score in pairs], dtype=np.float64),
    )


def changes_seen(projects: list[int]) -> Counts:
    """Number of the last change of each project that is visible now."""
    with connection.cursor() as cursor:
        cursor.execute(SEEN, [array_of(projects), min(projects), max(projects)])
        found = dict(cursor.fetchall())
    return np.array([found[project] for project in projects], dtype=np.int64)


def array_of(numbers: list[int]) -> str:
    """An array as the database writes it: thousands of numbers are not adapted one by one."""
    return f"{{{','.join(map(str, numbers))}}}"
