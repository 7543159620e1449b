"""Reads which gates of a chunk are passed, and what they froze."""

from dataclasses import dataclass

import numpy as np
from psycopg2 import sql

from risk.columns import Counts, Days, Flags
from risk.freezing.standing import FREEZING, Frozen
from risk.gather.chunk import as_kind, doubles

PASSED = """
    SELECT c.place, substr(g.gate, 2)::int AS gate, g.id AS review,
        (coalesce(g.reviewed_at, g.submitted_at) AT TIME ZONE c.zone)::date AS day,
        f.codes IS NOT DISTINCT FROM wanted.codes AS is_kept
    FROM risk_chunk c
    JOIN lifecycle_gatereview g ON g.project_id = c.project AND g.status = 'passed'
    JOIN (VALUES {wanted}) wanted (gate, codes) ON wanted.gate = g.gate
    LEFT JOIN risk_freeze f ON f.review_id = g.id
    WHERE (coalesce(g.reviewed_at, g.submitted_at) AT TIME ZONE c.zone)::date <= c.as_of
    ORDER BY c.place, g.gate
"""
KEPT = """
    SELECT c.place, {columns}
    FROM risk_chunk c
    JOIN risk_freeze f ON f.project_id = c.project AND f.gate = {gate} AND f.frozen_on <= c.as_of
    ORDER BY c.place
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


def read_passages() -> Passages:
    """The passed gates of the chunk that freeze anything."""
    wanted = sql.SQL(", ").join(
        sql.SQL("({}, {}::varchar[])").format(
            sql.Literal(gate), sql.Literal([one.code for one in indicators])
        )
        for gate, indicators in FREEZING.items()
    )
    kinds = [(name, "count") for name in ("place", "gate", "review")]
    read = doubles(
        sql.SQL(PASSED).format(wanted=wanted), [*kinds, ("day", "day"), ("is_kept", "flag")]
    )
    return Passages(
        places=read["place"].astype(np.int64),
        gates=read["gate"].astype(np.int64),
        reviews=read["review"].astype(np.int64),
        days=as_kind(read["day"], "day"),
        kept=read["is_kept"].astype(bool),
    )


def read_frozen(gate: str) -> Frozen:
    """What this gate froze for the projects of the chunk."""
    count = len(FREEZING[gate])
    parts = {"inputs": "number", "states": "count", "ages": "number"}
    names = [(f"{part}{k}", kind) for part, kind in parts.items() for k in range(count)]
    columns = sql.SQL(", ").join(
        sql.SQL("f.{}[{}] AS {}").format(
            sql.Identifier(part), sql.Literal(k + 1), sql.Identifier(f"{part}{k}")
        )
        for part in parts
        for k in range(count)
    )
    read = doubles(
        sql.SQL(KEPT).format(columns=columns, gate=sql.Literal(gate)), [("place", "count"), *names]
    )
    table = {part: np.stack([read[f"{part}{k}"] for k in range(count)], axis=1) for part in parts}
    return Frozen(
        gate=gate,
        places=read["place"].astype(np.int64),
        x=table["inputs"],
        states=table["states"].astype(np.int8),
        ages=np.where(table["ages"] < 0, np.nan, table["ages"]),
    )
