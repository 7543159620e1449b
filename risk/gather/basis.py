"""Reads where each project stands."""

from collections.abc import Sequence

import numpy as np

from risk.facts import Basis
from risk.gather.chunk import read_group

STATEMENT = """
    SELECT c.place,
        s.stage,
        greatest(s.stage, (
            SELECT max(substr(g.gate, 2)::int) FROM lifecycle_gatereview g
            WHERE g.project_id = c.project
        )) AS gate,
        p.source = 'native' AS native,
        p.budget,
        p.classification <> 'general' AS sensitive,
        (
            SELECT min(coalesce(k.start_date, (k.signed_at AT TIME ZONE c.zone)::date))
            FROM selection_contract k
            WHERE k.project_id = c.project AND k.status IN ('active', 'terminated')
        ) AS started
    FROM risk_chunk c
    JOIN projects_project p ON p.id = c.project
    CROSS JOIN LATERAL (
        SELECT array_position(
            ARRAY['planning', 'selection', 'supervision', 'acceptance', 'prosecution']::text[],
            p.stage::text
        ) - 1 AS stage
    ) s
"""


def read_basis(projects: Sequence[int]) -> Basis:
    """Stage, gates, source, budget, kind of data and start of the contract."""
    return read_group(Basis, STATEMENT, len(projects), project=np.array(projects, dtype=np.int64))
