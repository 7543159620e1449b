"""Drawing: the scores of one project in every draw."""

import numpy as np

from risk.catalogue import EXACT, Direction, Indicator, InputError, Knots
from risk.columns import Floats
from risk.scoring import Model
from risk.scoring.aggregate import aggregate
from risk.scoring.score import coverages, guarded
from risk.uncertainty.case import Case
from risk.uncertainty.seeds import stream
from risk.uncertainty.world import World, under

TOWARDS_RISK = {Direction.UP: 1.0, Direction.DOWN: -1.0}


def drawn(case: Case, model: Model, world: World, seed: int) -> Floats:
    """The score before any veto in each of N draws, or [1] where nothing varies; NaN where
    nothing is due. Without any doubt it is the score itself, to the bit."""
    matrix = case.matrix
    filled, absent, due = matrix.filled()[:, 0], matrix.absent[:, 0], matrix.due[:, 0]
    places = np.flatnonzero(due)
    if not len(places):
        return np.array([np.nan])
    indicators = tuple(matrix.indicators[place] for place in places)
    columns = [
        missing(case, one, filled[[place]], world, seed)
        if absent[place]
        else known(one, case.inputs[[place]], filled[[place]], world, seed)
        for place, one in zip(places, indicators, strict=True)
    ]
    scores = np.stack(np.broadcast_arrays(*columns))
    stages = np.broadcast_to(matrix.stages, scores.shape[1])
    parts = aggregate(indicators, scores, stages, model, weights=world.weights)
    _whole, by_dimension = coverages(matrix)
    return guarded(parts, by_dimension, model)


def missing(case: Case, one: Indicator, policy: Floats, world: World, seed: int) -> Floats:
    """What a missing score could be; as its policy says where that is not in doubt."""
    if not world.doubts.missing:
        return policy
    likely = case.likely_scores(one)
    chance = stream(seed, "missing", one.code).random(world.draws)
    return np.interp(chance, np.linspace(0.0, 1.0, len(likely)), likely)


def known(one: Indicator, x: Floats, score: Floats, world: World, seed: int) -> Floats:
    """What the score of a measured value could be; the score itself where there is no value."""
    if np.isnan(x[0]):
        return score
    if one.error != EXACT and world.doubts.inputs > 0:
        x = mismeasured(one, one.error, x, world, seed)
    if isinstance(one.mapping, Knots) and world.doubts.thresholds > 0:
        return under(one.mapping, x, world.strictness(one))
    return one.mapping.scores(x)


def mismeasured(one: Indicator, error: InputError, x: Floats, world: World, seed: int) -> Floats:
    """What x could truly be; errors of different indicators are independent."""
    worse = 2.0 * stream(seed, "inputs", one.code).random(world.draws) - 1.0
    width = world.doubts.inputs * error.half_width(x)
    return x + TOWARDS_RISK.get(one.direction, 1.0) * worse * width
