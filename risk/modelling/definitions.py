"""What of a catalogue can change a score, written down beside the results that it made."""

from collections.abc import Iterable
from typing import Any

from risk.catalogue import Indicator

Definitions = dict[str, dict[str, Any]]


def definitions(indicators: Iterable[Indicator]) -> Definitions:
    """Every definition by code, as plain data."""
    return {
        one.code: {
            "dimension": one.facet.dimension.value,
            "facet": one.facet.key,
            "noisy_or": one.facet.noisy_or,
            "weight_class": one.weight_class,
            "missing": one.missing.value,
            "min_n": one.min_n,
            "retires": one.retires,
            "map": [list(point) for point in one.mapping.vectors()],
            "version": one.version,
        }
        for one in sorted(indicators, key=lambda one: one.code)
    }
