"""Nouns of the risk engine."""

from risk.models.alert import RiskAlert
from risk.models.dirty import DirtyProject
from risk.models.entry import RiskEntry
from risk.models.entry_acceptance import RiskAcceptance
from risk.models.entry_review import RiskReview
from risk.models.forecast import CostForecast
from risk.models.freeze import Freeze
from risk.models.measure import RiskMeasure
from risk.models.model import RiskModel
from risk.models.model_replay import ModelReplay, ReplayedResult
from risk.models.model_version import DimensionJudgement, ModelVersion
from risk.models.override import RiskOverride
from risk.models.result import RiskPoint, RiskResult
from risk.models.run import RecomputeChunk, RecomputeRun
from risk.models.score_answer import ScoreAnswer
from risk.models.score_notice import ScoreNotice
from risk.models.standing import AgencyStanding
from risk.models.uncertainty import RiskUncertainty
from risk.models.veto_clearance import VetoClearance

__all__ = [
    "AgencyStanding",
    "CostForecast",
    "DimensionJudgement",
    "DirtyProject",
    "Freeze",
    "ModelReplay",
    "ModelVersion",
    "RecomputeChunk",
    "RecomputeRun",
    "ReplayedResult",
    "RiskAcceptance",
    "RiskAlert",
    "RiskEntry",
    "RiskMeasure",
    "RiskModel",
    "RiskOverride",
    "RiskPoint",
    "RiskResult",
    "RiskReview",
    "RiskUncertainty",
    "ScoreAnswer",
    "ScoreNotice",
    "VetoClearance",
]
