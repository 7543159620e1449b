"""Nouns of the risk engine."""

from risk.models.dirty import DirtyProject
from risk.models.model import RiskModel
from risk.models.model_version import DimensionJudgement, ModelVersion
from risk.models.result import RiskPoint, RiskResult
from risk.models.run import RecomputeChunk, RecomputeRun

__all__ = [
    "DimensionJudgement",
    "DirtyProject",
    "ModelVersion",
    "RecomputeChunk",
    "RecomputeRun",
    "RiskModel",
    "RiskPoint",
    "RiskResult",
]
