"""Parameters of a model as plain data: read back into the model, bit by bit the same."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from risk.scoring import Model

NAMES = tuple(field.name for field in fields(Model))


def model_of(parameters: Mapping[str, Any]) -> Model:
    """The model with these parameters; one that is not named has the value of the code."""
    known = {name: parameters[name] for name in NAMES if name in parameters}
    return Model(**{name: frozen(value) for name, value in known.items()})


def frozen(value: Any) -> Any:
    """Lists, as they come from the database, as tuples."""
    return tuple(frozen(one) for one in value) if isinstance(value, list | tuple) else value
