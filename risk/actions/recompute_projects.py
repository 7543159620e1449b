"""Compute the risk of a chunk of projects and store it."""

import time
from datetime import date
from math import isnan
from typing import Any

from django.db import connection, transaction

from egov_outsource.accounts.models import User
from egov_outsource.wall.eyes import as_system
from projects.actions.set_risk_levels import set_risk_levels
from risk.freezing.keeping import frozen_values
from risk.gather import facts_of
from risk.gather.chunk import load_chunk
from risk.gather.clearances import read_cleared
from risk.modelling.in_force import model_on
from risk.models import RiskResult
from risk.outcomes import outcomes
from risk.store import array_of, changes_seen, previous_outcomes, store

NOTED = 100  # so many bands in one transaction: others wait for it a tenth of a second
LOCK_SPACE = 0x5249534B << 32  # advisory locks of this engine: one number per project
LOCK = """
    SELECT id, pg_advisory_xact_lock(%s + id)
    FROM (
        SELECT id FROM projects_project WHERE id = ANY (%s::bigint[]) ORDER BY id
    ) AS in_order
"""
CHANGED_BAND = """
    SELECT r.project_id FROM risk_riskresult r
    JOIN projects_project p ON p.id = r.project_id AND p.id BETWEEN %(first)s AND %(last)s
    WHERE r.project_id = ANY (%(projects)s::bigint[])
        AND r.project_id BETWEEN %(first)s AND %(last)s AND p.risk_level <> r.band + 1
    ORDER BY r.project_id
"""
CLEAN = """
    DELETE FROM risk_dirtyproject WHERE project_id IN (
        SELECT d.project_id FROM risk_dirtyproject d
        JOIN risk_riskresult r ON r.project_id = d.project_id AND r.event_seq >= d.seq
        WHERE d.project_id = ANY (%s::bigint[])
        FOR UPDATE OF d SKIP LOCKED
    )
"""


def recompute_projects(projects: list[int], *, actor: User, as_of: date) -> int:
    """The platform computes these projects as of a day; returns how many there were.

    Idempotent. One writer per project at a time; what a later or better informed run stored is
    never replaced. A changed band is noted on the project and recorded there. The marks of
    changes go last: whoever dies before leaves them for the next.
    """
    with as_system():
        there = compute(projects, as_of)
        note_bands(there, actor=actor)
        with connection.cursor() as cursor:
            cursor.execute(CLEAN, [array_of(there)])
    return len(there)


@transaction.atomic
def compute(projects: list[int], as_of: date) -> list[int]:
    """Store the results of those projects that exist, and return these. What was changed last is
    read before the facts, so that a result never claims to have seen more than it did."""
    there = lock(projects)
    if there:
        since = time.monotonic()
        seen = changes_seen(there)
        chunk = load_chunk(there, as_of)
        facts = facts_of(chunk, as_of)
        frozen = frozen_values(chunk, as_of)
        bands, scores = previous_outcomes(there, as_of)
        model = model_on(as_of)
        found = outcomes(facts, bands, scores, model.as_model(), frozen, read_cleared(chunk))
        store(found, seen, as_of, model, since=since)
    return there


def lock(projects: list[int]) -> list[int]:
    """Wait until no other run writes those of these projects that exist, and return them; always
    in order of their ids."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [LOCK_SPACE, array_of(projects)])
        return [row[0] for row in cursor.fetchall()]


def note_bands(projects: list[int], *, actor: User) -> None:
    """Bring the projects' own band in line with their newest result, `NOTED` at a time."""
    if not projects:
        return
    given: dict[str, Any] = {
        "projects": array_of(projects),
        "first": projects[0],
        "last": projects[-1],
    }
    with connection.cursor() as cursor:
        cursor.execute(CHANGED_BAND, given)
        changed = [row[0] for row in cursor.fetchall()]
    for place in range(0, len(changed), NOTED):
        with transaction.atomic():
            some = lock(changed[place : place + NOTED])
            newest = RiskResult.objects.filter(pk__in=some).values_list("pk", "band", "score")
            found = {
                project: (band + 1, "" if isnan(score) else f"{score:.1f}")
                for project, band, score in newest
            }
            set_risk_levels(found, actor=actor)
