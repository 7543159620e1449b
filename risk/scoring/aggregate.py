"""Aggregation: facets from indicators (p-mean, or noisy-or for flags), dimensions from facets,
the project from dimensions weighted by AHP times relevance in its stage."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from risk.catalogue import DIMENSIONS, Facet, Indicator
from risk.columns import Codes, Flags, Floats
from risk.scoring.matrix import rows_by_facet
from risk.scoring.model import Model

ROOTS_OF_SQUARES = {1: 0, 2: 1, 4: 2, 8: 3}


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Scores on each level, NaN where nothing entered. Dimensions and omega are [5, N]."""

    facets: dict[Facet, Floats]
    dimensions: Floats
    omega: Floats
    project: Floats


def power(base: Floats, exponent: int) -> Floats:
    """Whole power by repeated multiplication: the same bits for one project as for many."""
    result = base
    for _ in range(exponent - 1):
        result = result * base
    return result


def root(base: Floats, exponent: int) -> Floats:
    """Root by square roots where possible, which IEEE 754 rounds exactly."""
    if exponent not in ROOTS_OF_SQUARES:
        return np.asarray(base ** (1.0 / exponent), dtype=np.float64)
    for _ in range(ROOTS_OF_SQUARES[exponent]):
        base = np.sqrt(base)
    return base


def p_mean(values: Sequence[Floats], weights: Sequence[float | Floats], exponent: int) -> Floats:
    """Weighted power mean over those values that are not NaN, NaN where all are; summed in the
    given order."""
    total = np.zeros_like(values[0])
    weight_sum = np.zeros_like(values[0])
    for value, weight in zip(values, weights, strict=True):
        there = ~np.isnan(value)
        total = total + np.where(there, power(np.where(there, value, 0.0), exponent) * weight, 0.0)
        weight_sum = weight_sum + np.where(there, weight, 0.0)
    known = weight_sum > 0
    mean = np.divide(total, weight_sum, out=np.full_like(total, np.nan), where=known)
    return root(mean, exponent)


def noisy_or(values: list[Floats], strength: float) -> Floats:
    """100 (1 - product of (1 - strength * score / 100)) over those values that are not NaN."""
    untouched = np.ones_like(values[0])
    known = np.zeros(values[0].shape, dtype=bool)
    for value in values:
        there = ~np.isnan(value)
        untouched = untouched * np.where(there, 1.0 - strength * (value / 100.0), 1.0)
        known = known | there
    return np.where(known, 100.0 * (1.0 - untouched), np.nan)


def aggregate(
    indicators: tuple[Indicator, ...],
    scores: Floats,
    stages: Codes,
    model: Model,
    *,
    weights: Floats | None = None,
) -> Aggregate:
    """Aggregate filled scores [K, N] of indicators in order; NaN scores take no part. Weights of
    the dimensions [5, N] stand for those of the model."""
    facets: dict[Facet, Floats] = {}
    for facet, rows in rows_by_facet(indicators).items():
        columns = [scores[row] for row in rows]
        if facet.noisy_or:
            facets[facet] = noisy_or(columns, model.flag_strength)
        else:
            inner = [indicators[row].weight for row in rows]
            facets[facet] = p_mean(columns, inner, model.facet_power)
    dimensions = np.full((len(DIMENSIONS), len(stages)), np.nan)
    for place, dimension in enumerate(DIMENSIONS):
        parts = [column for facet, column in facets.items() if facet.dimension is dimension]
        if parts:
            dimensions[place] = p_mean(parts, [1.0] * len(parts), model.dimension_power)
    omega = omegas(~np.isnan(dimensions), stages, model, weights)
    project = p_mean(list(dimensions), list(omega), model.project_power)
    return Aggregate(facets=facets, dimensions=dimensions, omega=omega, project=project)


def omegas(there: Flags, stages: Codes, model: Model, weights: Floats | None = None) -> Floats:
    """Weights of the dimensions [5, N], 0 where a dimension has no score, else summing to 1."""
    relevance = np.array(model.relevance)[stages].T
    if weights is None:
        weights = np.array(model.dimension_weights)[:, np.newaxis]
    raw = np.where(there, weights * relevance, 0.0)
    total = np.zeros(len(stages))
    for row in raw:
        total = total + row
    return np.divide(raw, total, out=np.zeros_like(raw), where=total > 0)
