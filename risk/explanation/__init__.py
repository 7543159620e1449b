"""Why a score is what it is: the parts in words, the largest levers, what is missing and how
much it matters, and where the score is going. Pure; computed from a stored outcome, under the
model that it was computed with."""

from risk.explanation.explain import Explanation, explain
from risk.explanation.parts import DimensionPart, FacetPart, Line
from risk.explanation.snapshot import Snapshot
from risk.explanation.supposing import Lever
from risk.explanation.trend import Break, Run, Trend, slope, trend

__all__ = [
    "Break",
    "DimensionPart",
    "Explanation",
    "FacetPart",
    "Lever",
    "Line",
    "Run",
    "Snapshot",
    "Trend",
    "explain",
    "slope",
    "trend",
]
