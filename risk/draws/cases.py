"""Stored results as cases for the draws."""

import math
from collections.abc import Mapping

import numpy as np

from risk.catalogue import State
from risk.columns import Floats
from risk.indicators import BY_CODE, CATALOGUE_HASH
from risk.models import RiskResult
from risk.scoring import STAGES, Matrix
from risk.scoring.vetoes import floor_of
from risk.uncertainty import Case


def is_current(result: RiskResult) -> bool:
    """Whether anything was due, and the code still has the definitions of that day."""
    is_due = not math.isnan(result.aggregate)
    return is_due and result.model.catalogue_hash == CATALOGUE_HASH


def case_of(result: RiskResult, likely: Mapping[str, Floats] | None = None) -> Case:
    """The case of a result that is current."""
    states = np.array(result.states, dtype=np.int8)[:, np.newaxis]
    scores = np.array(result.scores, dtype=np.float64)[:, np.newaxis]
    matrix = Matrix(
        indicators=tuple(BY_CODE[code] for code in result.codes),
        scores=np.where(states == State.OK, scores, np.nan),
        states=states,
        freshness=np.ones_like(scores),
        stages=np.array([STAGES.index(result.stage)], dtype=np.int8),
        floors=np.array([floor_of(veto.code for veto in result.open_vetoes)]),
        previous_bands=np.array([-1], dtype=np.int8),
        previous_scores=np.array([np.nan]),
    )
    return Case(matrix, np.array(result.inputs, dtype=np.float64), likely or {})
