"""Reads which vetoes of the chunk were cleared by determination."""

from django.db import connection

from risk.vetoes.clearing import Cleared

CLEARED = """
    SELECT c.place, v.veto, v.signature
    FROM risk_chunk c
    JOIN risk_vetoclearance v ON v.project_id = c.project
        AND (v.cleared_at AT TIME ZONE c.zone)::date <= c.as_of
    ORDER BY c.place, v.id
"""


def read_cleared() -> list[Cleared]:
    """The clearances of the chunk up to its day; there are few."""
    with connection.cursor() as cursor:
        cursor.execute(CLEARED)
        return [Cleared(*row) for row in cursor.fetchall()]
