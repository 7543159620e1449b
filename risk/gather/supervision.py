# ruff: noqa: S608 - put together from texts of this folder
"""Reads what supervision left behind."""

from typing import Any

import numpy as np

from projects.rights import DECISION_POINTS
from risk.columns import Column, Counts, Lists
from risk.facts import SupervisionFacts
from risk.gather.chunk import Chunk, Part, rows

REPORTS = """
    SELECT r.project_id AS project, r.as_of, r.pv, r.verified_at IS NOT NULL AS verified,
        r.as_of > c.as_of - 180 AS recent
    FROM supervision_statusreport r JOIN risk_chunk c ON c.project = r.project_id
    WHERE r.superseded_at IS NULL AND r.as_of <= c.as_of
"""
EARNED = Part(
    """
    WITH reports AS (
        SELECT r.project_id, r.as_of, bool_and(r.verified_at IS NOT NULL) AS verified
        FROM supervision_statusreport r JOIN risk_chunk c ON c.project = r.project_id
        WHERE r.superseded_at IS NULL AND r.as_of <= c.as_of
        GROUP BY r.project_id, r.as_of
    ), days AS (
        SELECT project_id, max(as_of) AS latest, max(as_of) FILTER (WHERE verified) AS accepted
        FROM reports GROUP BY project_id
    )
    SELECT r.project_id AS project, days.latest AS reported,
        sum(r.bac) FILTER (WHERE r.as_of = days.latest) AS planned_total,
        sum(r.ev) FILTER (WHERE r.as_of = days.latest) AS earned,
        sum(r.ac) FILTER (WHERE r.as_of = days.latest) AS spent,
        sum(coalesce(r.verified_ev, r.ev)) FILTER (WHERE r.as_of = days.accepted)
            AS earned_accepted
    FROM supervision_statusreport r
    JOIN risk_chunk c ON c.project = r.project_id
    JOIN days ON days.project_id = r.project_id AND r.as_of IN (days.latest, days.accepted)
    WHERE r.superseded_at IS NULL
    GROUP BY r.project_id, days.latest
    """,
    "reported planned_total earned spent earned_accepted",
)
MILESTONES = Part(
    """
    SELECT m.project_id AS project, sum(m.weight) AS milestones_due, max(m.met_on) AS stones_on,
        sum(m.weight) FILTER (
            WHERE m.met_on > m.due + 7 OR (m.met_on IS NULL AND m.status <> 'met')
        ) AS milestones_late
    FROM supervision_milestone m JOIN risk_chunk c ON c.project = m.project_id
    WHERE m.due + 7 < c.as_of AND m.status <> 'descoped'
    GROUP BY m.project_id
    """,
    "milestones_due milestones_late stones_on",
)
FINDINGS = Part(
    """
    SELECT f.project_id AS project, sum(v.severity) AS severity_raised,
        (max(greatest(f.raised_at, f.responded_at, f.closed_at))
            AT TIME ZONE c.zone)::date AS found_on,
        sum(v.severity) FILTER (WHERE f.status <> 'closed' AND f.due < c.as_of)
            AS severity_overdue
    FROM supervision_finding f JOIN risk_chunk c ON c.project = f.project_id
    CROSS JOIN LATERAL (
        SELECT CASE f.severity WHEN 'critical' THEN 5 WHEN 'major' THEN 3 ELSE 1 END
    ) v (severity)
    GROUP BY f.project_id
    """,
    "severity_raised severity_overdue found_on",
)
CHANGES = Part(
    """
    SELECT r.project_id AS project,
        (max(greatest(r.proposed_at, r.decided_at)) AT TIME ZONE c.zone)::date AS changed_on,
        sum(abs(r.value)) FILTER (
            WHERE r.status IN ('proposed', 'assessed', 'approved')
        ) AS change_value,
        sum(r.value) FILTER (WHERE r.status = 'approved') AS change_approved,
        count(r.implemented_on) AS changes_done,
        count(*) FILTER (
            WHERE r.implemented_on IS NOT NULL AND (
                r.status <> 'approved'
                OR r.implemented_on < (r.decided_at AT TIME ZONE c.zone)::date
            )
        ) AS changes_bypassed
    FROM supervision_changerequest r JOIN risk_chunk c ON c.project = r.project_id
    GROUP BY r.project_id
    """,
    "change_value change_approved changes_done changes_bypassed changed_on",
)
MONEY = Part(
    """
    SELECT y.project_id AS project, sum(y.amount) AS paid, max(y.paid_on) AS paid_on,
        sum(y.amount) FILTER (WHERE y.certified_at IS NULL) AS paid_uncertified
    FROM supervision_payment y JOIN risk_chunk c ON c.project = y.project_id
    WHERE y.status = 'paid'
    GROUP BY y.project_id
    """,
    "paid paid_uncertified paid_on",
)
SUPERVISORS = Part(
    """
    SELECT e.project_id AS project, count(*) AS supervisors,
        count(*) FILTER (WHERE NOT e.is_independent) AS supervisors_silent,
        count(*) FILTER (WHERE EXISTS (
            SELECT FROM projects_engagement b
            WHERE b.project_id = e.project_id AND b.capacity = 'contractor'
                AND b.ended_at IS NULL AND (
                    b.organisation_id = e.organisation_id OR EXISTS (
                        SELECT FROM contractors_affiliation f
                        WHERE (f.organisation_id, f.other_id) IN (
                            (e.organisation_id, b.organisation_id),
                            (b.organisation_id, e.organisation_id)
                        ) AND (f.until IS NULL OR f.until >= c.as_of)
                    )
                )
        )) AS supervisors_tied,
        (max(e.valid_from) AT TIME ZONE c.zone)::date AS appointed_on
    FROM projects_engagement e JOIN risk_chunk c ON c.project = e.project_id
    WHERE e.capacity = 'supervision' AND e.ended_at IS NULL
    GROUP BY e.project_id
    """,
    "supervisors supervisors_silent supervisors_tied appointed_on",
)
POINTS = rows((code, point.weight) for code, point in DECISION_POINTS.items())
DECISIONS = Part(
    f"""
    SELECT d.project_id AS project, count(*) AS decisions, sum(points.weight) AS decisions_weight,
        sum(points.weight) FILTER (WHERE NOT d.is_as_declared) AS decisions_outside,
        (max(d.decided_at) AT TIME ZONE c.zone)::date AS decided_on
    FROM projects_decision d
    JOIN risk_chunk c ON c.project = d.project_id
    JOIN (VALUES {POINTS}) points (code, weight) ON points.code = d.point
    WHERE d.decided_at > c.as_of - interval '180 days'
    GROUP BY d.project_id
    """,
    "decisions decisions_weight decisions_outside decided_on",
)
PARTS = (EARNED, MILESTONES, FINDINGS, CHANGES, MONEY, SUPERVISORS, DECISIONS)


def read_supervision(chunk: Chunk) -> SupervisionFacts:
    """Reports, milestones, findings, changes, payments and logged decisions."""
    known = chunk.facts(SupervisionFacts, *PARTS)
    return SupervisionFacts.blank(
        len(chunk), **known, advance_open=np.zeros(len(chunk)), **progress(chunk)
    )


def progress(chunk: Chunk) -> dict[str, Any]:
    """Planned value by status date, all contracts together, and how many of them are verified."""
    kinds = {"as_of": "day", "pv": "number", "verified": "flag", "recent": "flag"}
    places, read = chunk.rows(REPORTS, kinds)
    order = np.lexsort((read["as_of"], places))
    places, read = places[order], {name: column[order] for name, column in read.items()}
    starts = first_of(places, read["as_of"])
    of, recent = places[starts], read["recent"][starts] > 0
    lengths = np.bincount(of, minlength=len(chunk))
    doubtful = recent & (np.minimum.reduceat(read["verified"], starts) == 0 if len(of) else recent)
    return {
        "planned_curve": Lists(
            summed(read["pv"], starts),
            np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        ),
        "periods": lengths,
        "measurements": np.bincount(of, recent, len(chunk)).astype(np.int64),
        "measurements_unverified": np.bincount(of, doubtful, len(chunk)).astype(np.int64),
    }


def first_of(places: Counts, days: Column) -> Counts:
    """Where in ordered rows each project and day begins."""
    if not len(places):
        return np.zeros(0, dtype=np.int64)
    new = (places[1:] != places[:-1]) | (days[1:] != days[:-1])
    return np.concatenate([[0], np.flatnonzero(new) + 1])


def summed(money: Column, starts: Counts) -> Column:
    """Sums of amounts from each start to the next, counted in hundredths: exact, as in the
    database."""
    return np.add.reduceat(np.rint(money * 100), starts) / 100 if len(starts) else np.zeros(0)
