"""A scenario: what is supposed, as it stands in an address, and back again.

`x.S-01=0.93` a measured value · `s.S-21=missing` or `none` (does not apply) · `v.V-DATA=open` or
`clear` · `stage=acceptance` · `on` and `of` pin the day and the digest of the facts.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from egov_outsource.errors import Invalid
from risk.catalogue import State
from risk.scoring import STAGES
from risk.scoring.vetoes import FLOORS

LONGEST = 6_000  # characters of an address: every field of the form filled, and room to spare
LARGEST = 1e9
DIGITS = 16
STATES = {"missing": State.MISSING, "none": State.NOT_APPLICABLE}
VETOES = {"open": True, "clear": False}


@dataclass(frozen=True, slots=True)
class Pin:
    """The facts that something was supposed about: their day and their digest."""

    day: date
    digest: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """Other values, other states, vetoes opened or cleared, another stage."""

    values: Mapping[str, float] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    vetoes: Mapping[str, bool] = field(default_factory=dict)
    stage: str = ""
    pin: Pin | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is supposed."""
        return not (self.values or self.states or self.vetoes or self.stage)

    def pinned(self, pin: Pin) -> "Scenario":
        """The same about these facts."""
        return replace(self, pin=pin)

    def query(self) -> str:
        """What stands behind the question mark; the same scenario is always written the same."""
        stands = {value: word for word, value in VETOES.items()}
        words = {state: word for word, state in STATES.items()}
        pairs = [
            *((f"x.{code}", f"{x:.10g}") for code, x in sorted(self.values.items())),
            *((f"s.{code}", words[state]) for code, state in sorted(self.states.items())),
            *((f"v.{code}", stands[is_open]) for code, is_open in sorted(self.vetoes.items())),
        ]
        if self.stage:
            pairs.append(("stage", self.stage))
        if self.pin:
            pairs += [("on", self.pin.day.isoformat()), ("of", self.pin.digest)]
        return urlencode(pairs)


def read_scenario(pairs: Iterable[tuple[str, str]], codes: Collection[str]) -> Scenario:
    """The scenario that an address or a form gives about these indicators; empty parts say
    nothing. Raises Invalid with what to correct, a field each."""
    given = list(pairs)
    if sum(len(name) + len(text) + 2 for name, text in given) > LONGEST:
        raise Invalid("WHAT-IF-LONG", _("This address is too long to be a scenario."))
    wrong: dict[str, str] = {}
    parts: dict[str, str] = {}
    for name, text in ((name, text.strip()) for name, text in given):
        if name in parts:
            wrong[name] = _("Given twice.")
        elif text:
            parts[name] = text
    scenario = _built(parts, codes, wrong)
    for code in scenario.values.keys() & scenario.states.keys():
        wrong[f"x.{code}"] = _("A value that is supposed missing or not to apply has no number.")
    if wrong:
        message = _("Something in this scenario cannot be read; nothing was computed.")
        raise Invalid("WHAT-IF", message, fields=wrong)
    return scenario


def pin_of(pairs: Iterable[tuple[str, str]]) -> Pin | None:
    """The facts that an address names, whatever else stands in it; none where it names none that
    can be read."""
    return _pin({name: text.strip() for name, text in pairs}, {})


def _built(parts: Mapping[str, str], codes: Collection[str], wrong: dict[str, str]) -> Scenario:
    values: dict[str, float] = {}
    states: dict[str, State] = {}
    vetoes: dict[str, bool] = {}
    for name, text in parts.items():
        kind, _dot, code = name.partition(".")
        if kind == "x" and code in codes:
            number = _number(text)
            if number is None:
                wrong[name] = _("Write a number, such as 0.93.")
            else:
                values[code] = number
        elif kind == "s" and code in codes and text in STATES:
            states[code] = STATES[text]
        elif kind == "v" and code in FLOORS and text in VETOES:
            vetoes[code] = VETOES[text]
        elif not (name == "stage" and text in STAGES) and name not in {"on", "of"}:
            wrong[name[:40]] = _("There is no such thing to suppose here.")
    return Scenario(values, states, vetoes, parts.get("stage", ""), _pin(parts, wrong))


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number + 0.0 if math.isfinite(number) and abs(number) <= LARGEST else None


def _pin(parts: Mapping[str, str], wrong: dict[str, str]) -> Pin | None:
    day, digest = parts.get("on", ""), parts.get("of", "")
    if not day and not digest:
        return None
    try:
        found = date.fromisoformat(day)
    except ValueError:
        wrong["on"] = _("Not a date.")
        return None
    if len(digest) != DIGITS or not set(digest) <= set("0123456789abcdef"):
        wrong["of"] = _("Not a digest of facts.")
        return None
    return Pin(found, digest)
