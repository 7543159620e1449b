# ruff: noqa: S608 - put together from texts of this folder
"""Reads what supervision left behind."""

from typing import Any

import numpy as np

from projects.rights import DECISION_POINTS
from risk.columns import Column, Counts, Flags, Floats, Lists
from risk.facts import SupervisionFacts
from risk.gather.chunk import Chunk, Part, as_kind, rows
from risk.gather.currencies import AGREED, INHERITED, comparable, joined

REPORTS = f"""
    SELECT r.project_id AS project, r.as_of, r.pv, r.bac, r.ev, r.ac,
        hashtext({INHERITED}) AS currency,
        r.verified_at IS NOT NULL AS verified,
        CASE WHEN {comparable(INHERITED)} THEN coalesce(r.verified_ev, r.ev) END AS accepted,
        r.as_of > c.as_of - 180 AS recent
    FROM supervision_statusreport r JOIN risk_chunk c ON c.project = r.project_id
    {joined("r", by_contract=True)}
    WHERE r.superseded_at IS NULL AND r.as_of <= c.as_of
"""
MEASURES = ("pv", "bac", "ev", "ac")
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
    f"""
    SELECT r.project_id AS project,
        (max(greatest(r.proposed_at, r.decided_at)) AT TIME ZONE c.zone)::date AS changed_on,
        sum(abs(r.value)) FILTER (
            WHERE r.status IN ('proposed', 'assessed', 'approved') AND {comparable(INHERITED)}
        ) AS change_value,
        sum(r.value) FILTER (
            WHERE r.status = 'approved' AND {comparable(INHERITED)}
        ) AS change_approved,
        count(r.implemented_on) AS changes_done,
        count(*) FILTER (
            WHERE r.implemented_on IS NOT NULL AND (
                r.status <> 'approved' OR r.decided_at IS NULL
                OR r.implemented_on < (r.decided_at AT TIME ZONE c.zone)::date
            )
        ) AS changes_bypassed
    FROM supervision_changerequest r JOIN risk_chunk c ON c.project = r.project_id
    {joined("r", by_contract=True)}
    GROUP BY r.project_id
    """,
    "change_value change_approved changes_done changes_bypassed changed_on",
)
MONEY = Part(
    f"""
    SELECT y.project_id AS project, max(y.paid_on) AS paid_on,
        -- what another currency than the contracts' says cannot be held against their value
        sum(y.amount) FILTER (WHERE {comparable("y.currency")}) AS paid,
        sum(y.amount) FILTER (WHERE y.certified_at IS NULL) AS paid_uncertified
    FROM supervision_payment y JOIN risk_chunk c ON c.project = y.project_id
    {AGREED.format(row="y")}
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
                AND b.ended_at IS NULL
                AND (b.valid_from AT TIME ZONE c.zone)::date <= c.as_of
                AND (b.valid_to AT TIME ZONE c.zone)::date > c.as_of AND (
                    b.organisation_id = e.organisation_id OR EXISTS (
                        SELECT FROM contractors_affiliation f
                        WHERE (f.organisation_id, f.other_id) IN (
                            (e.organisation_id, b.organisation_id),
                            (b.organisation_id, e.organisation_id)
                        ) AND (f.since IS NULL OR f.since <= c.as_of)
                            AND (f.until IS NULL OR f.until >= c.as_of)
                    )
                )
        )) AS supervisors_tied,
        (max(e.valid_from) AT TIME ZONE c.zone)::date AS appointed_on
    FROM projects_engagement e JOIN risk_chunk c ON c.project = e.project_id
    WHERE e.capacity = 'supervision' AND e.ended_at IS NULL
        AND (e.valid_from AT TIME ZONE c.zone)::date <= c.as_of
        AND (e.valid_to AT TIME ZONE c.zone)::date > c.as_of
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
    WHERE (d.decided_at AT TIME ZONE c.zone)::date >= c.as_of - 180
    GROUP BY d.project_id
    """,
    "decisions decisions_weight decisions_outside decided_on",
)
PARTS = (MILESTONES, FINDINGS, CHANGES, MONEY, SUPERVISORS, DECISIONS)


def read_supervision(chunk: Chunk) -> SupervisionFacts:
    """Reports, milestones, findings, changes, payments and logged decisions."""
    known = chunk.facts(SupervisionFacts, *PARTS)
    return SupervisionFacts.blank(
        len(chunk), **known, advance_open=np.zeros(len(chunk)), **progress(chunk)
    )


def progress(chunk: Chunk) -> dict[str, Any]:
    """What the reports say by status date, all contracts of a project together: no amounts
    where they are in several currencies."""
    flags = ("verified", "recent")
    amounts = (*MEASURES, "accepted")
    kinds = {"as_of": "day", **dict.fromkeys(("currency", *amounts), "number")}
    places, read = chunk.rows(REPORTS, kinds | dict.fromkeys(flags, "flag"))
    mixed = in_several(places, read["currency"], len(chunk))[places]
    read |= {name: np.where(mixed, np.nan, read[name]) for name in MEASURES}
    order = np.lexsort((read["as_of"], places))
    days, starts = grouped(places[order], read["as_of"][order])
    of = places[order][starts]
    sums = {name: summed(read[name][order], starts) for name in amounts}
    verified, recent = (np.minimum.reduceat(read[name][order], starts) > 0 for name in flags)
    latest = last_of(of)
    accepted = np.flatnonzero(verified)[last_of(of[verified])]
    lengths = np.bincount(of, minlength=len(chunk))
    return {
        "planned_curve": Lists(sums["pv"], np.concatenate([[0], np.cumsum(lengths)])),
        "periods": lengths,
        "measurements": np.bincount(of[recent], minlength=len(chunk)),
        "measurements_unverified": np.bincount(of[recent & ~verified], minlength=len(chunk)),
        "reported": as_kind(spread(chunk, of[latest], days[latest]), "day"),
        "planned_total": spread(chunk, of[latest], sums["bac"][latest]),
        "earned": spread(chunk, of[latest], sums["ev"][latest]),
        "spent": spread(chunk, of[latest], sums["ac"][latest]),
        "earned_accepted": spread(chunk, of[accepted], sums["accepted"][accepted]),
    }


def in_several(places: Counts, currencies: Column, projects: int) -> Flags:
    """For each project whether its reports are in several currencies."""
    least, most = np.full(projects, np.inf), np.full(projects, -np.inf)
    np.minimum.at(least, places, currencies)
    np.maximum.at(most, places, currencies)
    return least < most


def grouped(places: Counts, days: Column) -> tuple[Column, Counts]:
    """The days of ordered rows, one for each project and day, and where each of these begins."""
    new = np.ones(len(places), dtype=bool)
    new[1:] = (places[1:] != places[:-1]) | (days[1:] != days[:-1])
    return days[new], np.flatnonzero(new)


def last_of(places: Counts) -> Counts:
    """Where in ordered rows the last of each project is."""
    return np.flatnonzero(np.append(places[1:] != places[:-1], True)[: len(places)])


def spread(chunk: Chunk, places: Counts, values: Column) -> Floats:
    """A column with these values at these places, unknown elsewhere."""
    column = np.full(len(chunk), np.nan)
    column[places] = values
    return column


def summed(money: Column, starts: Counts) -> Floats:
    """Sums of amounts from each start to the next, counted in hundredths: exact, as in the
    database."""
    return np.asarray(np.add.reduceat(np.rint(money * 100), starts) / 100)
