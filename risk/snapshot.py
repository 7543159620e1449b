"""A snapshot: measured inputs of one project on one day, written down, that can be scored again.

`{"stage": …, "inputs": {code: number or "=score"}, "missing": [code …], "vetoes": [code …]}`
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from risk.catalogue import DIMENSIONS, Indicator, State
from risk.indicators import BY_CODE
from risk.scoring import DEFAULT_MODEL, Matrix, Model, Scores, score
from risk.scoring.matrix import in_order
from risk.scoring.model import STAGE_NAMES, STAGES
from risk.scoring.vetoes import FLOORS, floor_of

DECIMALS = 4
ROUNDING = 0.5 * 10**-DECIMALS
SHOWN = 60  # characters of a wrong value in a message


class UnreadableSnapshot(ValueError):  # noqa: N818 - an answer, like a refusal
    """The snapshot cannot be scored; the message says what to correct."""


def score_snapshot(snapshot: Mapping[str, Any], model: Model = DEFAULT_MODEL) -> dict[str, Any]:
    """Score one snapshot: bounds, coverage, dimensions, facets, contributions, four decimals."""
    stage, inputs, missing, vetoes = read(snapshot)
    given = {code: input_score(BY_CODE[code], value) for code, value in inputs.items()}
    matrix = matrix_of(stage, given, missing, floor_of(vetoes))
    result = score(matrix, model)
    return {
        "stage": snapshot["stage"],
        "R_agg": rounded(result.aggregate[0]),
        "R_guard": rounded(result.guard[0]),
        "R": rounded(result.score[0]),
        "lo": rounded(result.lo[0]),
        "hi": rounded(result.hi[0]),
        "coverage": rounded(result.coverage[0]),
        **parts_of(result),
        "contrib": by_code(matrix, result.contributions, result.filled),
        "scores": {code: rounded(value) for code, value in given.items()}
        | by_code(matrix, result.filled, np.where(matrix.absent, result.filled, np.nan)),
        "inputs": dict(inputs),
        "vetoes": list(vetoes),
        "missing": list(missing),
    }


def matrix_of(
    stage: str, scores: Mapping[str, float], missing: list[str], floor: float = 0.0
) -> Matrix:
    """A matrix of one project from scores by code; what is missing is due without a value."""
    order = in_order([BY_CODE[code] for code in [*scores, *missing]])
    column = np.array([[scores.get(one.code, np.nan)] for one in order]).reshape(len(order), 1)
    return Matrix(
        indicators=order,
        scores=column,
        states=np.where(np.isnan(column), State.MISSING, State.OK).astype(np.int8),
        freshness=np.ones_like(column),
        stages=np.array([STAGES.index(STAGE_NAMES[stage])], dtype=np.int8),
        floors=np.array([floor]),
        previous_bands=np.array([-1], dtype=np.int8),
        previous_scores=np.array([np.nan]),
    )


def read(
    snapshot: Mapping[str, Any],
) -> tuple[str, dict[str, float | str], list[str], list[str]]:
    """The four parts of a snapshot, or UnreadableSnapshot."""
    if not isinstance(snapshot, Mapping):
        raise UnreadableSnapshot("a snapshot is an object with stage and inputs")
    stage = snapshot.get("stage")
    if not isinstance(stage, str) or stage not in STAGE_NAMES:
        raise UnreadableSnapshot(f"stage must be one of {', '.join(STAGE_NAMES)}, not {stage!a}")
    inputs = snapshot.get("inputs", {})
    if not isinstance(inputs, dict):
        raise UnreadableSnapshot("inputs must be an object of code and value")
    missing, vetoes = codes(snapshot, "missing"), codes(snapshot, "vetoes")
    unknown = sorted({*inputs, *missing} - set(BY_CODE)) + sorted(set(vetoes) - set(FLOORS))
    if unknown:
        shown = ", ".join(ascii(one)[1:-1] for one in unknown)
        raise UnreadableSnapshot(f"not in the catalogue: {shown}")
    both = sorted(set(inputs) & set(missing))
    if both:
        raise UnreadableSnapshot(f"given and missing at once: {', '.join(both)}")
    return str(stage), inputs, missing, vetoes


def codes(snapshot: Mapping[str, Any], name: str) -> list[str]:
    """A list of codes, each once."""
    given = snapshot.get(name, [])
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise UnreadableSnapshot(f"{name} must be a list of codes")
    return list(dict.fromkeys(given))


def input_score(indicator: Indicator, value: float | str) -> float:
    """The score of an input: "=50" is a score already, a number is x and goes through the map."""
    try:
        if isinstance(value, str) and value.startswith("="):
            given = float(value[1:])
            if not 0 <= given <= 100:  # noqa: PLR2004 - the scale of every score
                raise UnreadableSnapshot(f"{indicator.code}: a score lies between 0 and 100")
            return given
        x = number(value)
    except (TypeError, ValueError, OverflowError) as problem:
        if isinstance(problem, UnreadableSnapshot):
            raise
        message = f'{indicator.code}: expected a number or "=score", not {ascii(value)[:SHOWN]}'
        raise UnreadableSnapshot(message) from problem
    if not np.isfinite(x):
        raise UnreadableSnapshot(f"{indicator.code}: expected a finite number, not {value!r}")
    return float(indicator.mapping.scores(np.array([restored(indicator, x)]))[0])


def number(value: float | str) -> float:
    """A number of JSON, or one written as text; what is true or false is none."""
    if isinstance(value, bool):
        raise TypeError(value)
    return float(value)


def restored(indicator: Indicator, x: float) -> float:
    """Snapshots are written with four decimals: a share of a known number of units, such as
    2/34 written 0.0588, becomes the exact fraction again."""
    if indicator.share_of is None:
        return round(x, 6)
    exact = float(Fraction(x).limit_denominator(indicator.share_of))
    return exact if abs(exact - x) <= ROUNDING else round(x, 6)


def rounded(value: float) -> float | None:
    """Four decimals; nothing where there is no score."""
    return None if np.isnan(value) else round(float(value), DECIMALS) + 0.0


def parts_of(result: Scores) -> dict[str, Any]:
    """Dimension scores, facet scores and dimension weights as far as there are any."""
    dimensions, omega = {}, {}
    facets: dict[str, dict[str, float | None]] = {}
    for place, dimension in enumerate(DIMENSIONS):
        if np.isnan(result.parts.dimensions[place, 0]):
            continue
        dimensions[dimension.value] = rounded(result.parts.dimensions[place, 0])
        omega[dimension.value] = rounded(result.parts.omega[place, 0])
    for facet, column in result.parts.facets.items():
        if not np.isnan(column[0]):
            facets.setdefault(facet.dimension.value, {})[facet.key] = rounded(column[0])
    return {"D": dimensions, "F": facets, "omega": omega}


def by_code(matrix: Matrix, rows: Any, known: Any) -> dict[str, float | None]:
    """Rows of the one project by code, where `known` is not NaN."""
    return {
        one.code: rounded(rows[place, 0])
        for place, one in enumerate(matrix.indicators)
        if not np.isnan(known[place, 0])
    }
