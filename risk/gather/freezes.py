# ruff: noqa: S608 - put together from texts of this folder
"""Reads which gates of a chunk are passed, and what they froze."""

from dataclasses import dataclass

import numpy as np

from risk.columns import Counts, Days, Flags
from risk.freezing.standing import FREEZING, Frozen
from risk.gather.chunk import Chunk, as_kind

WANTED = ", ".join(
    f"('{gate}', ARRAY[{', '.join(repr(one.code) for one in indicators)}]::varchar[])"
    for gate, indicators in FREEZING.items()
)
PASSED = f"""
    SELECT g.project_id AS project, substr(g.gate, 2)::int AS gate, g.id AS review,
        (coalesce(g.reviewed_at, g.submitted_at) AT TIME ZONE c.zone)::date AS day,
        f.codes IS NOT DISTINCT FROM wanted.codes AS is_kept
    FROM lifecycle_gatereview g
    JOIN risk_chunk c ON c.project = g.project_id
    JOIN (VALUES {WANTED}) wanted (gate, codes) ON wanted.gate = g.gate
    LEFT JOIN (
        SELECT f.review_id, f.codes
        FROM risk_freeze f JOIN risk_chunk c ON c.project = f.project_id
    ) f ON f.review_id = g.id
    WHERE g.status = 'passed'
        AND (coalesce(g.reviewed_at, g.submitted_at) AT TIME ZONE c.zone)::date <= c.as_of
    ORDER BY g.project_id, g.gate
"""
KEPT = """
    SELECT f.project_id AS project, {columns}
    FROM risk_freeze f
    JOIN risk_chunk c ON c.project = f.project_id
    WHERE f.gate = '{gate}' AND f.frozen_on <= c.as_of
    ORDER BY f.project_id
"""


@dataclass(frozen=True, slots=True)
class Passages:
    """Gates that are passed, one place per passage: whose, which, when, and whether its values
    are kept already."""

    places: Counts
    gates: Counts
    reviews: Counts
    days: Days
    kept: Flags


def read_passages(chunk: Chunk) -> Passages:
    """The passed gates of the chunk that freeze anything."""
    kinds = {"gate": "count", "review": "count", "day": "day", "is_kept": "flag"}
    places, read = chunk.rows(PASSED, kinds)
    return Passages(
        places=places,
        gates=read["gate"].astype(np.int64),
        reviews=read["review"].astype(np.int64),
        days=as_kind(read["day"], "day"),
        kept=read["is_kept"].astype(bool),
    )


def read_frozen(chunk: Chunk, gate: str) -> Frozen:
    """What this gate froze for the projects of the chunk."""
    count = len(FREEZING[gate])
    parts = {"inputs": "number", "states": "count", "ages": "number"}
    names = [(f"{part}{k}", kind) for part, kind in parts.items() for k in range(count)]
    columns = ", ".join(f"f.{part}[{k + 1}] AS {part}{k}" for part in parts for k in range(count))
    statement = KEPT.format(columns=columns, gate=gate)
    places, read = chunk.rows(statement, dict(names))
    table = {part: np.stack([read[f"{part}{k}"] for k in range(count)], axis=1) for part in parts}
    return Frozen(
        gate=gate,
        places=places,
        x=table["inputs"],
        states=table["states"].astype(np.int8),
        ages=np.where(table["ages"] < 0, np.nan, table["ages"]),
    )
