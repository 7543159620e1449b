# ruff: noqa: S608 - put together from texts of this file, and numbers
"""Reads who holds the decision points, and how far that is from the ideal.

A project begins with every right at its ideal, one row for each holder of each point. Where all
open rows of a project are these and no other, which the database counts in passing, there is
nothing to measure; only the rows of the others are read.
"""

from collections import defaultdict
from typing import Any

import numpy as np

from projects.rights import DECISION_POINTS, Holder
from projects.sharing import MOST_WEIGHTY, TOLERANCE, TOTAL_WEIGHT
from risk.columns import Column, Counts, Floats
from risk.gather.chunk import Chunk

CODES = list(DECISION_POINTS)
HOLDERS = [holder.value for holder in Holder]
POINTS = DECISION_POINTS.values()
RESERVED = np.array([point.is_reserved for point in POINTS])
WEIGHT = np.array([point.weight for point in POINTS], dtype=np.float64)
IDEAL = np.array([point.ideal for point in POINTS])
ESSENTIAL = RESERVED & (WEIGHT == MOST_WEIGHTY)
GOVERNMENT, CONTRACTOR = (
    HOLDERS.index(holder.value) for holder in (Holder.GOVERNMENT, Holder.CONTRACTOR)
)

IDEAL_ROWS = int((IDEAL > 0).sum())


def is_ideal() -> str:
    """The condition that an open row is as it should be, points alike together."""
    alike: dict[tuple[str, float], list[str]] = defaultdict(list)
    for point in POINTS:
        for holder, share in zip(HOLDERS, point.ideal, strict=True):
            if share:
                alike[holder, share].append(point.code)
    cases = " ".join(
        f"WHEN a.holder = '{holder}' AND a.share = {share} "
        f"THEN a.point = ANY ('{{{','.join(codes)}}}')"
        for (holder, share), codes in sorted(alike.items(), key=lambda one: -len(one[1]))
    )
    return f"CASE {cases} ELSE FALSE END"


DECLARED = f"""
    SELECT a.project_id AS project, count(*) AS number,
        count(*) FILTER (WHERE {is_ideal()}) AS ideal,
        (max(a.valid_from) AT TIME ZONE c.zone)::date AS rights_on
    FROM projects_allocation a JOIN risk_chunk c ON c.project = a.project_id
    WHERE a.valid_to IS NULL
    GROUP BY a.project_id
"""
HELD = """
    SELECT a.project_id AS project, a.point, a.holder, a.share
    FROM projects_allocation a
    WHERE a.valid_to IS NULL AND a.project_id = ANY ('{%s}')
"""


def read_rights(chunk: Chunk) -> dict[str, Any]:
    """Weight lost by misallocation, and points lost, of projects that declare any."""
    kinds = {"number": "count", "ideal": "count", "rights_on": "day"}
    declared = chunk.columns(DECLARED, kinds)
    declares = declared["number"] > 0
    others = np.flatnonzero(
        declares & ((declared["number"] != IDEAL_ROWS) | (declared["ideal"] != IDEAL_ROWS))
    )
    misallocated = np.where(declares, lost(IDEAL[np.newaxis])[0], 0.0)
    captured = np.zeros(len(chunk), dtype=np.int64)
    if len(others):
        held = held_in(chunk, others)
        misallocated[others] = lost(held)
        captured[others] = ((held[:, :, CONTRACTOR] >= 1) & ESSENTIAL).sum(axis=1)
    return {
        "rights_weight": np.where(declares, float(TOTAL_WEIGHT), 0.0),
        "rights_misallocated": misallocated,
        "reserved_lost": captured,
        "rights_on": declared["rights_on"],
    }


def held_in(chunk: Chunk, chosen: Counts) -> Floats:
    """Shares [project, point, holder] of the projects at these places."""
    ids = ",".join(map(str, chunk.projects[chosen].tolist()))
    places, read = chunk.rows(HELD % ids, {"point": "pair", "holder": "letter", "share": "number"})
    row = np.zeros(len(chunk), dtype=np.int64)
    row[chosen] = np.arange(len(chosen))
    held = np.zeros((len(chosen), len(CODES), len(HOLDERS)))
    points, holders = place_in(CODES, read["point"]), place_in(HOLDERS, read["holder"])
    known = points >= 0
    held[row[places[known]], points[known], holders[known]] = read["share"][known]
    return held


def lost(held: Floats) -> Floats:
    """The weight that is lost of each project, as `projects.sharing` counts it; of what
    was not declared nobody holds anything."""
    distance = np.abs(held - IDEAL).sum(axis=2) / 2 - float(TOLERANCE)
    parts = np.where(RESERVED, 1 - held[:, :, GOVERNMENT], np.maximum(distance, 0.0))
    return np.asarray(parts @ WEIGHT)


def place_in(names: list[str], column: Column) -> Counts:
    """The place of each name among `names`, -1 for a stranger."""
    order = np.argsort(names)
    among = np.array(names, dtype=column.dtype)[order]
    found = np.minimum(np.searchsorted(among, column), len(names) - 1)
    return np.where(among[found] == column, order[found], -1)
