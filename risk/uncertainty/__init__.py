"""Uncertainty: how far the score could be another one, and what a project may cost in the end.

Pure functions on arrays. Draws of a project depend on its seed alone, not on what is computed
beside it; draws of the model are the same for all projects, so that their ranks can be compared.
"""

from risk.uncertainty.case import Case
from risk.uncertainty.doubts import DOUBTS, Doubts, Source
from risk.uncertainty.study import Study, study

__all__ = ["DOUBTS", "Case", "Doubts", "Source", "Study", "study"]
