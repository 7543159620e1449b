"""Notes which results are out of date: shown as such until the next one, never computed here."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from risk.catalogue import State
from risk.modelling.in_force import model_on

# a nightly run renews every result: one night may be missed
OLDEST = timedelta(days=2)
# a change is computed in seconds; what waits so long is stuck
LONGEST_WAIT = timedelta(hours=1)

# the first that holds; a result that says so already keeps since when
MARK = """
    UPDATE risk_riskresult r
    SET stale_because = found.because,
        stale_since = CASE
            WHEN found.because = '' THEN NULL ELSE coalesce(r.stale_since, %(now)s) END
    FROM (
        SELECT r.project_id, CASE
            WHEN d.since < %(waiting_since)s THEN 'change'
            WHEN r.as_of < %(oldest)s THEN 'day'
            WHEN r.model_id <> %(model)s THEN 'model'
            WHEN (SELECT count(*) FILTER (WHERE state = %(stale)s)
                       > count(*) FILTER (WHERE state = %(ok)s)
                  FROM unnest(r.states) AS state) THEN 'facts'
            ELSE '' END AS because
        FROM risk_riskresult r LEFT JOIN risk_dirtyproject d ON d.project_id = r.project_id
    ) found
    WHERE found.project_id = r.project_id AND r.stale_because <> found.because
"""


def mark_stale_results(now: datetime) -> int:
    """Bring every result's mark up to date; returns how many results are out of date."""
    today = timezone.localdate(now)
    facts: dict[str, datetime | date | int] = {
        "now": now,
        "oldest": today - OLDEST,
        "waiting_since": now - LONGEST_WAIT,
        "model": model_on(today).pk,
        "stale": State.STALE,
        "ok": State.OK,
    }
    with connection.cursor() as cursor:
        cursor.execute(MARK, facts)
        cursor.execute("SELECT count(*) FROM risk_riskresult WHERE stale_because <> ''")
        return int(cursor.fetchone()[0])
