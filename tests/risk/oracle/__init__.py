"""The risk of one project the plain way: its rows by the ORM, one indicator after the other.

A second implementation of what `risk` computes for all projects at once. It shares only the
definitions (maps, weights, policies) with it, so that the two can be compared.
"""

import math
from dataclasses import replace
from datetime import date
from typing import Any

from projects.models import Project
from risk.catalogue import State
from risk.models import Freeze, RiskPoint
from tests.risk.oracle import acceptance, planning, prosecution, scoring, selection, supervision
from tests.risk.oracle.rows import Rows
from tests.risk.oracle.scoring import Assessment
from tests.risk.oracle.value import Number, Value
from tests.risk.oracle.vetoes import floor, open_vetoes

INDICATORS = dict(
    sorted(
        {
            **planning.INDICATORS,
            **selection.INDICATORS,
            **supervision.INDICATORS,
            **acceptance.INDICATORS,
            **prosecution.INDICATORS,
        }.items()
    )
)


def measured(rows: Rows) -> dict[str, Value]:
    """The value of every indicator with its state."""
    return {code: measure(rows) for code, measure in INDICATORS.items()}


def standing(rows: Rows, values: dict[str, Value]) -> dict[str, Value]:
    """Values with those in their places that passed gates froze."""
    found = dict(values)
    for freeze in Freeze.objects.filter(project=rows.project, frozen_on__lte=rows.as_of):
        for code, x, number in zip(freeze.codes, freeze.inputs, freeze.states, strict=True):
            state = State(number)
            if state not in {State.NOT_DUE, State.ERROR}:
                found[code] = Value(x if state is State.OK else None, state)
    return found


def assess(pk: int, as_of: date, model: dict[str, Any]) -> Assessment:
    """What a run of that day finds about one project under the parameters of a model."""
    rows = Rows(Project.objects.get(pk=pk), as_of)
    values = standing(rows, measured(rows))
    points = RiskPoint.objects.filter(project=pk, as_of__lt=as_of)
    last = points.order_by("-as_of").values_list("band", "score").first()
    band, score = last or (-1, None)
    before = (band, None if score is None or math.isnan(score) else score)
    return scored(rows.stage, values, open_vetoes(rows), before, model)


def scored(
    stage: int,
    values: dict[str, Value],
    vetoes: set[str],
    before: tuple[int, Number],
    model: dict[str, Any],
) -> Assessment:
    """The score of values and vetoes; `before` is band and score of the day before."""
    scores = {code: scoring.filled(code, one) for code, one in values.items()}
    found = scoring.levels(scores, stage, model)
    coverage, by_dimension = scoring.coverages(values)
    bottom = floor(vetoes)
    guard = scoring.guarded(found, by_dimension, model)
    score = scoring.vetoed(guard, bottom)
    ends = [scoring.supposing(values, stage, bottom, model, end) for end in (0.0, 100.0)]
    known = [one for one in [*ends, score] if one is not None]
    assessment = Assessment(
        values=values,
        scores=scores,
        facets={f"{one.dimension}.{one.key}": value for one, value in found.facets.items()},
        dimensions=found.dimensions,
        aggregate=found.project,
        guard=guard,
        score=score,
        lo=min(known, default=None),
        hi=max(known, default=None),
        coverage=coverage,
        confidence=scoring.confidence(values, coverage),
        band=scoring.UNKNOWN,
        vetoes=vetoes,
        contributions=scoring.contributions(scores, found, model),
    )
    return replace(assessment, band=scoring.band_of(assessment, bottom, before, model))
