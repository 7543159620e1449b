"""Noting alerts: one statement for a whole chunk, before its results replace the older ones.

A rise compares points of the same model with the same indicators due, as the trend does, and is
not noted again before the score has risen as much beyond the last such alert. A band that another
model brings is no alert, nor is a first band below elevated. Vetoes count at once, and what the
floor of a newly opened one lifts is no rise besides.
"""

from datetime import date, datetime
from typing import Any

from risk.scoring.vetoes import VETOES

RISE = 8.0
DAYS = 30
NOTE = """
    WITH changed AS (
        SELECT n.project_id, n.score, n.band, n.vetoes, n.states,
            cur.score AS old_score, cur.band AS old_band, coalesce(cur.vetoes, 0) AS old_vetoes,
            cur.model_id AS old_model, cur.states AS old_states, cur.as_of AS old_as_of
        FROM risk_incoming n LEFT JOIN risk_riskresult cur ON cur.project_id = n.project_id
        WHERE n.project_id = ANY (%(changed)s)
            AND CASE WHEN cur.project_id IS NULL THEN n.vetoes <> 0
            ELSE cur.as_of <= %(as_of)s AND cur.event_seq <= n.event_seq
                AND (cur.band, cur.vetoes, cur.score)
                    IS DISTINCT FROM (n.band, n.vetoes, n.score) END
    ), found AS (
        SELECT project_id, 'band' AS kind, band::text AS about, old_score AS score_before
        FROM changed
        WHERE old_band <> band AND old_model = %(model)s AND (old_band >= 0 OR band >= 2)
        UNION ALL
        SELECT c.project_id,
            CASE WHEN c.vetoes >> (v.place - 1)::int & 1 = 1 THEN 'opened' ELSE 'cleared' END,
            v.code, c.old_score
        FROM changed c JOIN unnest(%(vetoes)s::text[]) WITH ORDINALITY AS v (code, place)
            ON (c.vetoes # c.old_vetoes) >> (v.place - 1)::int & 1 = 1
        UNION ALL
        SELECT c.project_id, 'rise', '', low.score
        FROM changed c CROSS JOIN LATERAL (
            SELECT min(p.score) AS score FROM (
                SELECT h.as_of, h.model_id, h.states, h.score FROM risk_riskpoint h
                WHERE h.project_id = c.project_id AND h.as_of < %(as_of)s
                UNION ALL SELECT c.old_as_of, c.old_model, c.old_states, c.old_score
            ) p
            WHERE p.model_id = %(model)s AND p.score <> 'NaN'
                AND p.as_of >= coalesce((
                    SELECT max(w.as_of) FROM risk_riskpoint w
                    WHERE w.project_id = c.project_id AND w.as_of <= %(as_of)s - %(days)s
                ), '-infinity')
                AND p.as_of >= coalesce((
                    SELECT max(a.as_of) FROM risk_riskalert a
                    WHERE a.project_id = c.project_id AND a.kind = 'rise'
                ), '-infinity')
                AND NOT EXISTS (
                    SELECT FROM unnest(p.states, c.states) AS s (was, is_now)
                    WHERE (s.was IN (1, 2)) <> (s.is_now IN (1, 2))
                )
        ) low
        WHERE c.score <> 'NaN' AND c.score > c.old_score AND c.score >= low.score + %(rise)s
            AND c.vetoes & ~c.old_vetoes = 0
    )
    INSERT INTO risk_riskalert (
        project_id, kind, about, as_of, noted_at, score_before, score_after, band_before,
        band_after, note
    )
    SELECT f.project_id, f.kind, f.about, %(as_of)s, %(now)s, coalesce(f.score_before, 'NaN'),
        c.score, coalesce(c.old_band, -1), c.band, ''
    FROM found f JOIN changed c USING (project_id)
    ON CONFLICT (project_id, kind, as_of, about) DO NOTHING
"""


def parameters(model: int, as_of: date, now: datetime, changed: list[int]) -> dict[str, Any]:
    """What the statement is given; `changed` are the projects that differ from their result."""
    return {
        "model": model,
        "as_of": as_of,
        "now": now,
        "days": DAYS,
        "rise": RISE,
        "changed": changed,
        "vetoes": [veto.code for veto in VETOES],
    }
