"""The digest of everything that enters a score: who has the same inputs and model has the same
digest, and by the same code the same score, bit by bit."""

import hashlib
from collections.abc import Sequence

import numpy as np

from risk.columns import Column
from risk.models import RiskModel
from risk.models.result import Outcome
from risk.outcomes import Outcomes
from risk.scoring import STAGES

SIZE = 32


def input_digests(model: RiskModel, found: Outcomes) -> Column:
    """SHA-256 for each project of a chunk over model, stage, open vetoes, states and inputs."""
    rows = laid_out(found.facts.basis.stage, found.vetoes, found.matrix.states.T, found.inputs.T)
    begun, width = _begun(model), rows.dtype.itemsize
    raw = memoryview(rows.tobytes())
    digests = []
    for place in range(0, len(raw), width):
        one = begun.copy()
        one.update(raw[place : place + width])
        digests.append(one.digest())
    return np.frombuffer(b"".join(digests), dtype=f"V{SIZE}")


def input_digest(outcome: Outcome) -> bytes:
    """The same, from a stored outcome: whoever checks it needs the row and its model."""
    one = _begun(outcome.model)
    stage = STAGES.index(outcome.stage)
    rows = laid_out([stage], [outcome.vetoes], [outcome.states], [outcome.inputs])
    one.update(rows.tobytes())
    return one.digest()


def laid_out(
    stages: Sequence[int] | Column,
    vetoes: Sequence[int] | Column,
    states: Sequence[Sequence[int]] | Column,
    inputs: Sequence[Sequence[float]] | Column,
) -> Column:
    """One record a project, big-endian; one kind of NaN, and no negative zero."""
    measured = np.asarray(inputs, dtype=np.float64)
    kinds = np.asarray(states)
    number = measured.shape[1]
    record = np.dtype(
        [("stage", ">i2"), ("vetoes", ">i8"), ("states", ">i2", number), ("x", ">f8", number)]
    )
    rows = np.zeros(len(measured), dtype=record)
    rows["stage"], rows["vetoes"], rows["states"] = stages, vetoes, kinds
    rows["x"] = np.where(np.isnan(measured), np.nan, measured + 0.0)
    return rows


def _begun(model: RiskModel) -> "hashlib._Hash":
    words = [model.version, model.catalogue_hash, *model.codes]
    return hashlib.sha256("\n".join(words).encode() + b"\n")
