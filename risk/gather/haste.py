"""Reads how soon after they first opened a thing people decided about it."""

from datetime import date

from django.conf import settings
from django.db import connection

from projects.exercising import HASTE, LEAST_DECISIONS, PERIOD

HASTY = """
    SELECT count(*), count(*) FILTER (WHERE decided_at - opened_at < make_interval(secs => %s))
    FROM projects_decision
    WHERE project_id = %s AND opened_at IS NOT NULL
        AND (decided_at AT TIME ZONE %s)::date BETWEEN %s AND %s
"""


def read_haste(project: int, as_of: date) -> float | None:
    """The share of the decisions of 180 days that came less than two minutes after the first
    opening; None for fewer than ten of which the opening is known."""
    period = (as_of - PERIOD, as_of)
    with connection.cursor() as cursor:
        cursor.execute(HASTY, [HASTE.total_seconds(), project, settings.TIME_ZONE, *period])
        known, hasty = cursor.fetchone()
    return hasty / known if known >= LEAST_DECISIONS else None
