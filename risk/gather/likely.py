"""Reads how projects of the same stage were scored: what a missing score is likely to be."""

from collections.abc import Mapping

import numpy as np
from django.db import connection

from risk.catalogue import State
from risk.columns import Floats
from risk.uncertainty.reference import LEAST
from risk.uncertainty.tail import METHOD

GRID = np.linspace(0.0, 1.0, 101)
SAMPLED = 2_000  # as many as there are draws tell a distribution well enough
SCORED = """
    SELECT r.states, r.scores FROM risk_riskresult r
    WHERE r.model_id = %s AND r.stage = %s
    ORDER BY hashint8(r.project_id) LIMIT %s
"""


def read_likely(model: int, codes: list[str], stage: str) -> Mapping[str, Floats]:
    """Scores at 101 even probabilities by indicator, for those that at least 20 projects of the
    stage have under the model."""
    with connection.cursor() as cursor:
        cursor.execute(SCORED, [model, stage, SAMPLED])
        rows = cursor.fetchall()
    if len(rows) < LEAST:
        return {}
    states = np.array([row[0] for row in rows], dtype=np.int8)
    scores = np.array([row[1] for row in rows], dtype=np.float64)
    found = {}
    for place, code in enumerate(codes):
        known = scores[states[:, place] == State.OK, place]
        if len(known) >= LEAST:
            found[code] = np.quantile(known, GRID, method=METHOD)
    return found
