"""Scoring: from indicator scores to one number per project that can be taken apart again.

Pure functions on columns; the nightly run over all projects and the score of a single one are
the same code, and the same input gives the same bits.
"""

from risk.scoring.matrix import Matrix
from risk.scoring.model import DEFAULT_MODEL, STAGES, Model
from risk.scoring.score import Scores, score

__all__ = ["DEFAULT_MODEL", "STAGES", "Matrix", "Model", "Scores", "score"]
