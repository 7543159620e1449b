"""Nouns of the risk engine."""

from risk.models.dirty import DirtyProject
from risk.models.forecast import CostForecast
from risk.models.freeze import Freeze
from risk.models.model import RiskModel
from risk.models.model_version import DimensionJudgement, ModelVersion
from risk.models.result import RiskPoint, RiskResult
from risk.models.run import RecomputeChunk, RecomputeRun
from risk.models.uncertainty import RiskUncertainty

__all__ = [
    "CostForecast",
    "DimensionJudgement",
    "DirtyProject",
    "Freeze",
    "ModelVersion",
    "RecomputeChunk",
    "RecomputeRun",
    "RiskModel",
    "RiskPoint",
    "RiskResult",
    "RiskUncertainty",
]
