"""The design's demo project at month 6, as a case for the draws."""

import json
from pathlib import Path

import numpy as np

from risk.indicators import BY_CODE, CATALOGUE_HASH
from risk.scoring import DEFAULT_MODEL
from risk.snapshot import input_score, matrix_of, restored
from risk.uncertainty import DOUBTS, Case, Doubts
from risk.uncertainty.study import Method, method

FILE = Path(__file__).resolve().parents[1] / "golden_scores.json"
MONTH_6 = "2025-02-28 month 6"


def golden_case() -> Case:
    """42 indicators of which S-21 is missing."""
    entry = json.loads(FILE.read_text(encoding="utf-8"))[MONTH_6]
    inputs = entry["inputs"]
    scores = {code: input_score(BY_CODE[code], value) for code, value in inputs.items()}
    matrix = matrix_of(entry["stage"], scores, entry["missing"])
    values = [inputs.get(one.code) for one in matrix.indicators]
    measured = [
        restored(one, value) if isinstance(value, float | int) else np.nan
        for one, value in zip(matrix.indicators, values, strict=True)
    ]
    return Case(matrix, np.array(measured))


def under(doubts: Doubts = DOUBTS, draws: int = 2_000) -> Method:
    """The method under the model in the code."""
    return method(DEFAULT_MODEL, CATALOGUE_HASH, doubts, draws)
