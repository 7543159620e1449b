"""The score of many projects at once, with its bounds, coverage, band and contributions."""

from dataclasses import dataclass

import numpy as np

from risk.catalogue import DIMENSIONS, State
from risk.columns import Codes, Floats
from risk.provenance import TRUST
from risk.scoring.aggregate import Aggregate, aggregate
from risk.scoring.bands import bands
from risk.scoring.contributions import contributions
from risk.scoring.matrix import Matrix, rows_by_dimension
from risk.scoring.model import DEFAULT_MODEL, Model


@dataclass(frozen=True, slots=True)
class Scores:
    """Results for N projects; NaN where nothing is due. Contributions are [K, N] in the order
    of the matrix and sum to the aggregate; guard and veto stand beside them."""

    filled: Floats
    parts: Aggregate
    aggregate: Floats
    guard: Floats
    score: Floats
    lo: Floats
    hi: Floats
    coverage: Floats
    dimension_coverage: Floats
    confidence: Floats
    band: Codes
    contributions: Floats


def score(matrix: Matrix, model: Model = DEFAULT_MODEL) -> Scores:
    """Score every project of the matrix under the model."""
    filled = matrix.filled()
    parts = aggregate(matrix.indicators, filled, matrix.stages, model)
    coverage, by_dimension = coverages(matrix)
    guard = guarded(parts, by_dimension, model)
    final = vetoed(guard, matrix.floors)
    lo, hi = bounds(matrix, final, model)
    return Scores(
        filled=filled,
        parts=parts,
        aggregate=parts.project,
        guard=guard,
        score=final,
        lo=lo,
        hi=hi,
        coverage=coverage,
        dimension_coverage=by_dimension,
        confidence=confidence(matrix, coverage),
        band=bands(
            final,
            hi=hi,
            coverage=coverage,
            vetoed=(matrix.floors > 0) & (matrix.floors >= np.nan_to_num(guard)),
            previous_bands=matrix.previous_bands,
            previous_scores=matrix.previous_scores,
            model=model,
        ),
        contributions=contributions(matrix.indicators, filled, parts, model),
    )


def coverages(matrix: Matrix) -> tuple[Floats, Floats]:
    """Weight with a value over weight due: per project [N] and per dimension [5, N]."""
    weights = matrix.weights()[:, np.newaxis]
    due = np.where(matrix.due, weights, 0.0)
    there = np.where(matrix.states == State.OK, weights, 0.0)
    due_by = np.zeros((len(DIMENSIONS), len(matrix.stages)))
    there_by = np.zeros_like(due_by)
    for place, rows in enumerate(rows_by_dimension(matrix.indicators).values()):
        for row in rows:
            due_by[place] += due[row]
            there_by[place] += there[row]
    total, present = total_of(due_by), total_of(there_by)
    whole = np.divide(present, total, out=np.zeros_like(total), where=total > 0)
    return whole, np.divide(there_by, due_by, out=np.zeros_like(due_by), where=due_by > 0)


def guarded(parts: Aggregate, coverage: Floats, model: Model) -> Floats:
    """At least the worst well-covered dimension less the gap: no dimension can be averaged away."""
    counts = (coverage >= model.guard_coverage) & (parts.omega > 0)
    worst = np.where(counts, parts.dimensions - model.guard_gap, -np.inf).max(axis=0)
    return np.where(np.isnan(parts.project), np.nan, np.maximum(parts.project, worst))


def vetoed(scores: Floats, floors: Floats) -> Floats:
    """At least the floor of the open vetoes; a veto speaks even where nothing else is known."""
    return np.where(floors > 0, np.fmax(scores, floors), scores)


def bounds(matrix: Matrix, point: Floats, model: Model) -> tuple[Floats, Floats]:
    """The score if everything absent came out at 0, and at 100; always around the point."""
    if not matrix.absent.any():
        return point.copy(), point.copy()
    ends = []
    for value in (0.0, 100.0):
        scores = matrix.supposing(value)
        parts = aggregate(matrix.indicators, scores, matrix.stages, model)
        covered = np.where(np.isnan(parts.dimensions), 0.0, 1.0)
        ends.append(vetoed(guarded(parts, covered, model), matrix.floors))
    return np.fmin(ends[0], point), np.fmax(ends[1], point)


def confidence(matrix: Matrix, coverage: Floats) -> Floats:
    """Coverage times mean freshness times mean trust in who provided the values."""
    there = matrix.states == State.OK
    trust = np.array([TRUST[one.provenance] for one in matrix.indicators])[:, np.newaxis]
    count = there.sum(axis=0)
    fresh = total_of(np.where(there, matrix.freshness, 0.0))
    trusted = total_of(np.where(there, trust, 0.0))
    mean_fresh = np.divide(fresh, count, out=np.zeros_like(fresh), where=count > 0)
    mean_trust = np.divide(trusted, count, out=np.zeros_like(trusted), where=count > 0)
    sure: Floats = coverage * mean_fresh * mean_trust
    return sure


def total_of(rows: Floats) -> Floats:
    """Sum over the rows one after the other: the same bits for one project as for many."""
    total = np.zeros(rows.shape[1])
    for row in rows:
        total = total + row
    return total
