# ruff: noqa: S608 - put together from texts of this file
"""Reads what planning left behind."""

from typing import Any

import numpy as np
from django.db import connection

from risk.columns import Column, Counts
from risk.facts import PlanningFacts
from risk.gather.chunk import Chunk, Part, as_kind

NOBODY = 0
ITEMS = f"""
    SELECT i.project_id AS project, coalesce(i.author_organisation_id, {NOBODY}) AS author,
        count(*) FILTER (WHERE i.status <> 'not_applicable') AS required,
        count(*) FILTER (WHERE i.status = 'approved') AS approved,
        (max(i.changed_at) AT TIME ZONE c.zone)::date AS latest
    FROM planning_planitem i JOIN risk_chunk c ON c.project = i.project_id
    GROUP BY i.project_id, i.author_organisation_id
"""
# as bpchar, a text of blanks is like an empty one, and no trimmed copy is made
REQUIREMENTS = Part(
    """
    SELECT r.project_id AS project,
        count(*) FILTER (WHERE r.withdrawn_at IS NULL) AS requirements,
        count(*) FILTER (
            WHERE r.withdrawn_at IS NULL
                AND (r.criterion::bpchar = '' OR r.test_method::bpchar = '')
        ) AS unverifiable,
        (max(r.changed_at) FILTER (WHERE r.withdrawn_at IS NULL)
            AT TIME ZONE c.zone)::date AS requirements_on,
        sum(coalesce(r.baselined_size, 1)) FILTER (WHERE r.baselined_at IS NOT NULL)
            AS baseline_size,
        sum(CASE
            WHEN r.baselined_at IS NULL THEN coalesce(r.size, 1)
            WHEN r.withdrawn_at IS NOT NULL THEN coalesce(r.baselined_size, 1)
            ELSE abs(coalesce(r.size, 1) - coalesce(r.baselined_size, 1))
        END) FILTER (
            WHERE r.baselined_at IS NOT NULL OR r.withdrawn_at IS NULL
        ) AS baseline_moved,
        (min(r.baselined_at) AT TIME ZONE c.zone)::date AS baseline_on
    FROM planning_requirement r JOIN risk_chunk c ON c.project = r.project_id
    GROUP BY r.project_id
    """,
    "requirements unverifiable requirements_on baseline_size baseline_moved baseline_on",
)
AIMS = Part(
    """
    SELECT o.project_id AS project, count(*) AS objectives,
        count(*) FILTER (
            WHERE o.baseline IS NULL OR o.target IS NULL
                OR o.method::bpchar = '' OR o.owner::bpchar = ''
        ) AS objectives_incomplete
    FROM planning_objective o JOIN risk_chunk c ON c.project = o.project_id
    WHERE o.withdrawn_at IS NULL
    GROUP BY o.project_id
    """,
    "objectives objectives_incomplete",
)
REFERENCE = Part(
    """
    SELECT p.project_id AS project, p.reference_cost AS reference_median
    FROM (SELECT id AS project_id, reference_cost FROM projects_project) p
    JOIN risk_chunk c ON c.project = p.project_id
    WHERE p.reference_cost IS NOT NULL
    """,
    "reference_median",
)
TEXTS = """
    SELECT r.project_id AS project, r.author_organisation_id AS author, count(*) AS number
    FROM planning_requirement r JOIN risk_chunk c ON c.project = r.project_id
    WHERE r.author_organisation_id IS NOT NULL AND r.withdrawn_at IS NULL
    GROUP BY r.project_id, r.author_organisation_id
"""
FAR = 2**20  # more days than there will be: an author and a day in one number
BIDDERS = f"""
    SELECT a.key
    FROM unnest(%s::bigint[]) AS w (key)
    CROSS JOIN LATERAL (
        SELECT w.key, w.key / {FAR} AS author, DATE '1970-01-01' + (w.key %% {FAR})::int AS day
    ) a
    JOIN accounts_organisation o ON o.id = a.author
    LEFT JOIN contractors_affiliation f
        ON a.author IN (f.organisation_id, f.other_id)
        AND (f.since IS NULL OR f.since <= a.day) AND (f.until IS NULL OR f.until >= a.day)
    LEFT JOIN accounts_organisation tied
        ON tied.id IN (f.organisation_id, f.other_id) AND tied.id <> a.author
    GROUP BY a.key
    HAVING bool_or(o.kind = 'contractor' OR tied.kind = 'contractor')
"""


def read_planning(chunk: Chunk) -> PlanningFacts:
    """Plan items, requirements, authors, reference class and objectives."""
    known = chunk.facts(PlanningFacts, REQUIREMENTS, AIMS, REFERENCE)
    kinds = {"author": "count", "required": "count", "approved": "count", "latest": "day"}
    places, items = chunk.rows(ITEMS, kinds)
    changed = np.full(len(chunk), np.nan)
    np.fmax.at(changed, places, items["latest"])
    return PlanningFacts.blank(
        len(chunk),
        items_required=counted(chunk, places, items["required"]),
        items_approved=counted(chunk, places, items["approved"]),
        items_on=as_kind(changed, "day"),
        **authorship(chunk, places, items),
        **known,
    )


def authorship(chunk: Chunk, places: Counts, items: dict[str, Column]) -> dict[str, Any]:
    """How many texts have a known author, and how many of these one who is registered or bids."""
    wrote, texts = chunk.rows(TEXTS, {"author": "count", "number": "count"})
    places = np.concatenate([places, wrote])
    authors = np.concatenate([items["author"], texts["author"]]).astype(np.int64)
    keys = authors * FAR + chunk.as_of[places].astype(np.int64)
    numbers = np.concatenate([items["required"], texts["number"]]) * (authors != NOBODY)
    with connection.cursor() as cursor:
        cursor.execute(BIDDERS, [np.unique(keys).tolist()])
        suspected: Counts = np.array([row[0] for row in cursor.fetchall()], dtype=np.int64)
    return {
        "authored": np.bincount(places, numbers, len(chunk)),
        "authored_by_bidders": np.bincount(places, numbers * np.isin(keys, suspected), len(chunk)),
    }


def counted(chunk: Chunk, places: Counts, numbers: Column) -> Counts:
    """The sum of numbers of each project."""
    return np.bincount(places, numbers, len(chunk)).astype(np.int64)
