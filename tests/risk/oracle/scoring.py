"""From the values of one project to its score: formulas of the design, one number at a time."""

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from risk.catalogue import DIMENSIONS, FILL, Facet, Indicator, Knots, State
from risk.indicators import BY_CODE
from risk.provenance import TRUST
from tests.risk.oracle.value import Number, Value

DUE = {State.OK, State.MISSING, State.STALE, State.SUPPRESSED, State.ERROR}
UNKNOWN, LOW, WATCH = -1, 0, 1


@dataclass(frozen=True)
class Assessment:
    """Everything that a run finds about one project."""

    values: dict[str, Value]
    scores: dict[str, Number]
    facets: dict[str, Number]
    dimensions: list[Number]
    aggregate: Number
    guard: Number
    score: Number
    lo: Number
    hi: Number
    coverage: float
    confidence: float
    band: int
    vetoes: set[str]
    contributions: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Levels:
    """The score on each level."""

    facets: dict[Facet, Number]
    dimensions: list[Number]
    omegas: list[float]
    project: Number


def quantised(x: float) -> float:
    """Six decimals."""
    return round(x * 1e6) / 1e6


def score_of(indicator: Indicator, x: float) -> float:
    """The map of the indicator: straight lines between knots, or the row of the case table."""
    if isinstance(indicator.mapping, Knots):
        points = indicator.mapping.points
        if x <= points[0][0]:
            return float(points[0][1])
        for (low, first), (high, second) in pairwise(points):
            if x <= high:
                return first + (second - first) * (x - low) / (high - low)
        return float(points[-1][1])
    cases = indicator.mapping.cases
    return float(([one for one in cases if one.at_least <= x] or [cases[0]])[-1].score)


def filled(code: str, found: Value) -> Number:
    """The score of a value; what is missing or stale counts as the policy says."""
    if found.state is State.OK:
        assert found.x is not None
        return score_of(BY_CODE[code], quantised(found.x))
    if found.state in {State.MISSING, State.STALE}:
        fill = FILL[BY_CODE[code].missing]
        return None if math.isnan(fill) else float(fill)
    return None


def power_mean(parts: list[tuple[Number, float]], exponent: int) -> Number:
    """Weighted power mean of (value, weight) over those that are known."""
    known = [(value, weight) for value, weight in parts if value is not None and weight > 0]
    if not known:
        return None
    total = sum(weight * value**exponent for value, weight in known)
    return float((total / sum(weight for _value, weight in known)) ** (1 / exponent))


def noisy_or(scores: list[Number], strength: float) -> Number:
    """How likely it is that at least one of the flags means something."""
    known = [one for one in scores if one is not None]
    if not known:
        return None
    return 100 * (1 - math.prod(1 - strength * one / 100 for one in known))


def levels(scores: dict[str, Number], stage: int, model: dict[str, Any]) -> Levels:
    """Facets from indicators, dimensions from facets, the project from dimensions."""
    by_facet: dict[Facet, list[str]] = {}
    for code in scores:
        by_facet.setdefault(BY_CODE[code].facet, []).append(code)
    facets: dict[Facet, Number] = {}
    for facet, codes in by_facet.items():
        if facet.noisy_or:
            facets[facet] = noisy_or([scores[code] for code in codes], model["flag_strength"])
        else:
            parts = [(scores[code], BY_CODE[code].weight) for code in codes]
            facets[facet] = power_mean(parts, model["facet_power"])
    dimensions = [
        power_mean(
            [(facets[one], 1.0) for one in facets if one.dimension is dimension],
            model["dimension_power"],
        )
        for dimension in DIMENSIONS
    ]
    weights = [
        ahp * relevance if one is not None else 0.0
        for one, ahp, relevance in zip(
            dimensions, model["dimension_weights"], model["relevance"][stage], strict=True
        )
    ]
    total = sum(weights)
    omegas = [weight / total if total else 0.0 for weight in weights]
    project = power_mean(list(zip(dimensions, omegas, strict=True)), model["project_power"])
    return Levels(facets, dimensions, omegas, project)


def guarded(found: Levels, coverage: list[float], model: dict[str, Any]) -> Number:
    """At least the worst dimension that is covered well enough, less the gap."""
    if found.project is None:
        return None
    worst = [
        value - model["guard_gap"]
        for value, omega, covered in zip(found.dimensions, found.omegas, coverage, strict=True)
        if value is not None and omega > 0 and covered >= model["guard_coverage"]
    ]
    return max([found.project, *worst])


def vetoed(score: Number, floor: float) -> Number:
    """At least the floor, also where nothing else is known."""
    if not floor:
        return score
    return floor if score is None else max(score, floor)


def coverages(values: dict[str, Value]) -> tuple[float, list[float]]:
    """Weight with a value over weight due, of the project and of each dimension."""
    due = dict.fromkeys(DIMENSIONS, 0.0)
    there = dict.fromkeys(DIMENSIONS, 0.0)
    for code, one in values.items():
        indicator = BY_CODE[code]
        due[indicator.dimension] += indicator.weight if one.state in DUE else 0.0
        there[indicator.dimension] += indicator.weight if one.state is State.OK else 0.0
    total = sum(due.values())
    whole = sum(there.values()) / total if total else 0.0
    return whole, [there[one] / due[one] if due[one] else 0.0 for one in DIMENSIONS]


def confidence(values: dict[str, Value], coverage: float) -> float:
    """Coverage times the mean trust in who provided the values, all of which are fresh."""
    trust = [TRUST[BY_CODE[code].provenance] for code, one in values.items() if one.x is not None]
    return coverage * sum(trust) / len(trust) if trust else 0.0


def supposing(
    values: dict[str, Value], stage: int, floor: float, model: dict[str, Any], end: float
) -> Number:
    """The score if everything absent came out at this end."""
    scores = {
        code: filled(code, one) if one.state is State.OK else end if one.state in DUE else None
        for code, one in values.items()
    }
    found = levels(scores, stage, model)
    covered = [0.0 if one is None else 1.0 for one in found.dimensions]
    return vetoed(guarded(found, covered, model), floor)


def band_by_borders(score: Number, model: dict[str, Any]) -> int:
    """0 low to 4 critical; a border belongs to the band above."""
    return UNKNOWN if score is None else sum(score >= edge for edge in model["band_edges"])


def band_of(found: Assessment, floor: float, before: tuple[int, Number], model: Any) -> int:
    """The band: slow to change at a border, at once when a veto speaks."""
    is_vetoed = floor > 0 and floor >= (found.guard or 0.0)
    if not is_vetoed and (found.score is None or found.coverage < model["band_coverage"]):
        return UNKNOWN
    assert found.score is not None
    band = band_by_borders(found.score, model)
    last, last_score = before
    if last >= 0 and band != last and not is_vetoed:
        edge = model["band_edges"][last if band > last else last - 1]
        was = band_by_borders(last_score, model)
        is_second = was > last if band > last else 0 <= was < last
        if abs(found.score - edge) <= model["band_margin"] and not is_second:
            band = last
    assert found.hi is not None
    return WATCH if band == LOW and found.hi >= model["low_ceiling"] else band


def shares(parts: list[Number]) -> list[float]:
    """Each part over their sum."""
    total = sum(one or 0.0 for one in parts)
    return [(one or 0.0) / total if total else 0.0 for one in parts]


def contributions(
    scores: dict[str, Number], found: Levels, model: dict[str, Any]
) -> dict[str, float]:
    """Points of the aggregate that each indicator accounts for."""
    points = dict.fromkeys(scores, 0.0)
    of_dimension = shares(
        [
            None if value is None else omega * value ** model["project_power"]
            for value, omega in zip(found.dimensions, found.omegas, strict=True)
        ]
    )
    for dimension, points_of_dimension in zip(DIMENSIONS, of_dimension, strict=True):
        facets = [one for one in found.facets if one.dimension is dimension]
        values = [found.facets[one] for one in facets]
        of_facet = shares(
            [None if one is None else one ** model["dimension_power"] for one in values]
        )
        for facet, points_of_facet in zip(facets, of_facet, strict=True):
            codes = [code for code in scores if BY_CODE[code].facet is facet]
            of_code = shares([weighed(code, scores[code], model) for code in codes])
            for code, part in zip(codes, of_code, strict=True):
                points[code] = (found.project or 0.0) * points_of_dimension * points_of_facet * part
    return points


def weighed(code: str, score: Number, model: dict[str, Any]) -> Number:
    """What a score puts into its facet."""
    if score is None:
        return None
    indicator = BY_CODE[code]
    if indicator.facet.noisy_or:
        return -math.log(1 - model["flag_strength"] * score / 100)
    return indicator.weight * score ** int(model["facet_power"])
