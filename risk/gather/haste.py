"""Reads how soon after they first opened a thing people decided about it."""

from datetime import date

from django.db import connection

LEAST = 10
QUICK = """
    SELECT count(*), count(*) FILTER (WHERE decided_at - opened_at <= interval '2 minutes')
    FROM projects_decision
    WHERE project_id = %s AND opened_at IS NOT NULL
        AND decided_at::date <= %s AND decided_at > %s::date - interval '180 days'
"""


def read_haste(project: int, as_of: date) -> float | None:
    """The share of the decisions of 180 days that came within two minutes of the first opening;
    None for fewer than ten of which the opening is known."""
    with connection.cursor() as cursor:
        cursor.execute(QUICK, [project, as_of, as_of])
        known, quick = cursor.fetchone()
    return quick / known if known >= LEAST else None
