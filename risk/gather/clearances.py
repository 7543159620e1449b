"""Reads which vetoes of the chunk were cleared by determination."""

from django.db import connection

from risk.gather.chunk import Chunk
from risk.vetoes.clearing import Cleared

CLEARED = """
    SELECT v.project_id, v.veto, v.signature
    FROM risk_vetoclearance v
    JOIN risk_chunk c ON c.project = v.project_id
        AND (v.cleared_at AT TIME ZONE c.zone)::date <= c.as_of
    ORDER BY v.project_id, v.id
"""


def read_cleared(chunk: Chunk) -> list[Cleared]:
    """The clearances of the chunk up to its day; there are few."""
    if chunk.is_empty(CLEARED):
        return []
    with connection.cursor() as cursor:
        cursor.execute(chunk.bounded(CLEARED))
        rows = cursor.fetchall()
    projects = chunk.projects.tolist() if rows else []
    places = {project: place for place, project in enumerate(projects)}
    return [Cleared(places[row[0]], *row[1:]) for row in rows if row[0] in places]
