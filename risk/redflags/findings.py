"""What was found: for whom, which flag, with which number."""

import math
from collections import defaultdict
from enum import StrEnum


class Group(StrEnum):
    """Of whom a flag speaks, in the order of the results."""

    OCID = "OCID"
    BUYER = "Buyer"
    PROCURING_ENTITY = "ProcuringEntity"
    TENDERER = "Tenderer"


Results = dict[str, dict[str, dict[str, float]]]


class Findings:
    """Collects the flags raised and the statistics behind them."""

    def __init__(self) -> None:
        self._raised: dict[Group, dict[str, dict[str, float]]] = {
            group: defaultdict(dict) for group in Group
        }
        self._meta: dict[str, dict[str, float | None]] = defaultdict(dict)

    def add(self, group: Group, name: str, code: str, value: float) -> None:
        """Raise `code` for `name`; of several numbers the largest stays."""
        known = self._raised[group][name]
        known[code] = max(value, known.get(code, value))

    def tell(self, code: str, **numbers: float) -> None:
        """Keep the statistics that `code` was decided with."""
        for name, number in numbers.items():
            self._meta[code][name] = round(number, 4) if math.isfinite(number) else None

    @property
    def results(self) -> Results:
        """Group → id → flag → number, groups without a flag left out, ids in order."""
        return {
            str(group): {
                name: dict(sorted(flags.items())) for name, flags in sorted(raised.items())
            }
            for group, raised in self._raised.items()
            if raised
        }

    @property
    def meta(self) -> dict[str, dict[str, float | None]]:
        """Flag → quartiles and fences; null where there was nothing to compute them from."""
        return {code: dict(numbers) for code, numbers in sorted(self._meta.items())}
