"""Contributions: how many points of the aggregate each indicator accounts for."""

import numpy as np

from risk.catalogue import DIMENSIONS, Indicator
from risk.columns import Floats
from risk.scoring.aggregate import Aggregate, power
from risk.scoring.matrix import rows_by_facet
from risk.scoring.model import Model


def shares(parts: list[Floats]) -> list[Floats]:
    """Each part's share of their sum; 0 where the sum is 0 or a part is NaN."""
    clean = [np.where(np.isnan(part), 0.0, part) for part in parts]
    total = np.zeros_like(clean[0])
    for part in clean:
        total = total + part
    return [np.divide(part, total, out=np.zeros_like(part), where=total > 0) for part in clean]


def contributions(
    indicators: tuple[Indicator, ...], scores: Floats, result: Aggregate, model: Model
) -> Floats:
    """Points [K, N] that sum to the aggregate: its share chain over project, dimension, facet."""
    points = np.zeros_like(scores)
    project = np.where(np.isnan(result.project), 0.0, result.project)
    of_dimension = shares(
        [
            weight * power(value, model.project_power)
            for weight, value in zip(result.omega, result.dimensions, strict=True)
        ]
    )
    rows_of = rows_by_facet(indicators)
    for place, dimension in enumerate(DIMENSIONS):
        facets = [facet for facet in rows_of if facet.dimension is dimension]
        if not facets:
            continue
        of_facet = shares([power(result.facets[facet], model.dimension_power) for facet in facets])
        for facet, facet_share in zip(facets, of_facet, strict=True):
            rows = rows_of[facet]
            if facet.noisy_or:
                parts = [-np.log(1.0 - model.flag_strength * (scores[r] / 100.0)) for r in rows]
            else:
                parts = [indicators[r].weight * power(scores[r], model.facet_power) for r in rows]
            for row, share in zip(rows, shares(parts), strict=True):
                points[row] = project * of_dimension[place] * facet_share * share + 0.0
    return points
