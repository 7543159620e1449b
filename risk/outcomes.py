"""Outcomes of a chunk: facts measured and scored, ready to be stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from risk.columns import Codes, Counts, Floats, Shorts
from risk.facts import Facts
from risk.freezing.standing import Frozen, gates_frozen, standing
from risk.measurement import ages_of, inputs_of, measured
from risk.scoring import DEFAULT_MODEL, Matrix, Model, Scores, score
from risk.vetoes.clearing import Cleared
from risk.vetoes.floors import open_vetoes


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The results for the projects of a chunk, in its order."""

    facts: Facts
    inputs: Floats
    ages: Shorts
    frozen: Shorts
    matrix: Matrix
    scores: Scores
    vetoes: Counts


def outcomes(
    facts: Facts,
    previous_bands: Codes,
    previous_scores: Floats,
    model: Model = DEFAULT_MODEL,
    frozen: Sequence[Frozen] = (),
    cleared: Sequence[Cleared] = (),
) -> Outcomes:
    """Measure and score, with what passed gates froze and determinations cleared; pure, so the
    same facts give the same bits."""
    values = standing(measured(facts), frozen)
    masks, floors = open_vetoes(facts, cleared)
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
        ages=ages_of(values),
        frozen=gates_frozen(frozen, len(facts)),
        matrix=matrix,
        scores=score(matrix, model),
        vetoes=masks,
    )
