"""Outcomes of a chunk: facts measured and scored, ready to be stored."""

from dataclasses import dataclass

from risk.columns import Codes, Counts, Floats
from risk.facts import Facts
from risk.floors import open_vetoes
from risk.measurement import inputs_of, measured
from risk.scoring import DEFAULT_MODEL, Matrix, Model, Scores, score


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The results for the projects of a chunk, in its order."""

    facts: Facts
    inputs: Floats
    matrix: Matrix
    scores: Scores
    vetoes: Counts


def outcomes(
    facts: Facts, previous_bands: Codes, previous_scores: Floats, model: Model = DEFAULT_MODEL
) -> Outcomes:
    """Measure and score; pure, so the same facts give the same bits."""
    values = measured(facts)
    masks, floors = open_vetoes(facts)
    matrix = Matrix.of(
        values,
        stages=facts.basis.stage,
        floors=floors,
        previous_bands=previous_bands,
        previous_scores=previous_scores,
    )
    return Outcomes(
        facts=facts,
        inputs=inputs_of(values),
        matrix=matrix,
        scores=score(matrix, model),
        vetoes=masks,
    )
