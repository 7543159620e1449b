"""Reads where each project stands."""

import numpy as np

from risk.facts import Basis
from risk.gather.chunk import Chunk, Part

STANDING = Part(
    """
    SELECT p.id AS project, p.source = 'native' AS native, p.budget,
        p.classification <> 'general' AS sensitive,
        array_position(
            ARRAY['planning', 'selection', 'supervision', 'acceptance', 'prosecution']::text[],
            p.stage::text
        ) - 1 AS stage
    FROM (SELECT p.*, p.id AS project_id FROM projects_project p) p
    JOIN risk_chunk c ON c.project = p.project_id
    """,
    "stage native budget sensitive",
)
GATES = Part(
    """
    SELECT g.project_id AS project, max(substr(g.gate, 2)::int) AS gate
    FROM lifecycle_gatereview g
    JOIN risk_chunk c ON c.project = g.project_id
    GROUP BY g.project_id
    """,
    "gate",
)
CONTRACTS = Part(
    """
    SELECT k.project_id AS project,
        min(coalesce(k.start_date, (k.signed_at AT TIME ZONE c.zone)::date)) AS started
    FROM selection_contract k
    JOIN risk_chunk c ON c.project = k.project_id
    WHERE k.status IN ('active', 'terminated')
    GROUP BY k.project_id
    """,
    "started",
)


def read_basis(chunk: Chunk) -> Basis:
    """Stage, gates, source, budget, kind of data and start of the contract."""
    known = chunk.facts(Basis, STANDING, GATES, CONTRACTS)
    known["gate"] = np.maximum(known["gate"], known["stage"])
    return Basis.blank(len(chunk), project=chunk.projects, **known)
