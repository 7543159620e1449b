"""What is doubted, and how much."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np


class Source(StrEnum):
    """The four sources of doubt, in the order in which they are shown."""

    WEIGHTS = "weights"
    THRESHOLDS = "thresholds"
    INPUTS = "inputs"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Doubts:
    """Weights of the dimensions are drawn from Dirichlet(concentration x AHP); thresholds stand
    up to that share nearer to, or farther from, the harmless value; measured values lie within
    so many times their declared error; what is missing is drawn, or counts as its policy says."""

    concentration: float = 60.0
    thresholds: float = 0.1
    inputs: float = 1.0
    missing: bool = True

    def alone(self, source: Source) -> "Doubts":
        """This source, and no other."""
        none = Doubts(concentration=np.inf, thresholds=0.0, inputs=0.0, missing=False)
        match source:
            case Source.WEIGHTS:
                return replace(none, concentration=self.concentration)
            case Source.THRESHOLDS:
                return replace(none, thresholds=self.thresholds)
            case Source.INPUTS:
                return replace(none, inputs=self.inputs)
            case Source.MISSING:
                return replace(none, missing=self.missing)


DOUBTS = Doubts()
DRAWS = 2_000
