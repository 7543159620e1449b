"""Parameters of a model as plain data: read back into the model, bit by bit the same; and what
they can be."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from risk.catalogue import DIMENSIONS
from risk.scoring import STAGES, Model

NAMES = tuple(field.name for field in fields(Model))
JUDGED = tuple(name for name in NAMES if name != "version")
POWERS = ("facet_power", "dimension_power", "project_power")
SHARES = ("guard_coverage", "band_coverage")
POINTS = ("guard_gap", "band_margin", "low_ceiling")
TYPED = (*POWERS, "flag_strength", *POINTS, *SHARES, "band_edges", "relevance")
MOST_POWER = 16
MOST_POINTS = 100.0
MOST_STRENGTH = 0.99  # at 1 one flag would be certainty, and the others would have no part
MOST_RELEVANCE = 10.0
EDGES = 4

Parameters = dict[str, Any]


def model_of(parameters: Mapping[str, Any]) -> Model:
    """The model with these parameters; one that is not named has the value of the code."""
    known = {name: parameters[name] for name in NAMES if name in parameters}
    return Model(**{name: frozen(value) for name, value in known.items()})


def frozen(value: Any) -> Any:
    """Lists, as they come from the database, as tuples."""
    return tuple(frozen(one) for one in value) if isinstance(value, list | tuple) else value


def typed(given: Mapping[str, Any]) -> Parameters:
    """What somebody typed, as the numbers that a model is made of.

    Raises:
        ValueError: names that are no parameters, or values that are no numbers; its argument
            says which.

    """
    unknown = sorted(set(given) - set(TYPED))
    if unknown:
        raise ValueError(unknown[0])
    read: Parameters = {}
    for name, value in given.items():
        try:
            read[name] = number(name, value)
        except (TypeError, ValueError) as problem:
            raise ValueError(name) from problem
    return read


def number(name: str, value: Any) -> Any:
    """One value, or rows of them."""
    if isinstance(value, list | tuple):
        return [number(name, one) for one in value]
    if isinstance(value, bool):
        raise TypeError(name)
    if name in POWERS:
        if int(value) != float(value):
            raise ValueError(name)
        return int(value)
    if not math.isfinite(float(value)):
        raise ValueError(name)
    return float(value)


def faults(parameters: Mapping[str, Any]) -> Iterable[str]:
    """Names of the parameters that cannot be what they are."""
    for name in POWERS:
        if not (isinstance(parameters[name], int) and 1 <= parameters[name] <= MOST_POWER):
            yield name
    for name in SHARES:
        if not 0 <= parameters[name] <= 1:
            yield name
    for name in POINTS:
        if not 0 <= parameters[name] <= MOST_POINTS:
            yield name
    if not 0 <= parameters["flag_strength"] <= MOST_STRENGTH:
        yield "flag_strength"
    edges = parameters["band_edges"]
    growing = isinstance(edges, list) and edges == sorted(set(edges))
    if not growing or len(edges) != EDGES or not (edges[0] > 0 and edges[-1] < MOST_POINTS):
        yield "band_edges"
    if not is_relevance(parameters["relevance"]):
        yield "relevance"


def is_relevance(rows: Any) -> bool:
    """A row for each stage, a number for each dimension, something relevant in each stage."""
    return (
        isinstance(rows, list)
        and len(rows) == len(STAGES)
        and all(isinstance(row, list) and len(row) == len(DIMENSIONS) for row in rows)
        and all(0 <= one <= MOST_RELEVANCE for row in rows for one in row)
        and all(any(one > 0 for one in row) for row in rows)
    )
