"""One section of the settings: values by name, checked where they are read."""

import math
from collections.abc import Mapping
from typing import Any, Never


class BadSettings(ValueError):  # noqa: N818 - what is wrong with the settings
    """The settings cannot be used; the message says where and why."""


class Section:
    """The given values of a flag, or of the run; remembers the names that were asked for."""

    def __init__(self, name: str, given: Any) -> None:
        if not isinstance(given, Mapping):
            raise BadSettings(f"{name}: must be an object, not {_kind(given)}")
        self.name = name
        self.given = given
        self.asked: list[str] = []

    def integer(self, name: str, default: int, *, least: int | None = None) -> int:
        """A whole number, also written as text."""
        given = self._take(name)
        number = default if given is None else _integer(given)
        if number is None or (least is not None and number < least):
            self._refuse(name, "a whole number" + ("" if least is None else f" from {least}"))
        return number

    def optional_number(self, name: str, *, is_whole: bool = False) -> float | None:
        """A number, or None when not given."""
        given = self._take(name)
        if given is None:
            return None
        number = _integer(given) if is_whole else _number(given)
        if number is None:
            self._refuse(name, "a whole number" if is_whole else "a number")
        return float(number)

    def optional_text(self, name: str) -> str | None:
        """A text, or None when not given."""
        given = self._take(name)
        if given is not None and (not isinstance(given, str) or not given.strip()):
            self._refuse(name, "a text")
        return given.strip() if isinstance(given, str) else None

    def words(self, name: str, default: str = "") -> frozenset[str]:
        """Texts separated by `|`."""
        given = self._take(name)
        text = default if given is None else given
        if not isinstance(text, str):
            self._refuse(name, "texts separated by |")
        return frozenset(text.removesuffix("|").split("|")) if text else frozenset()

    def integers(self, name: str) -> dict[str, int]:
        """A whole number for each of several names."""
        given = self._take(name)
        if given is None:
            return {}
        if not isinstance(given, Mapping):
            self._refuse(name, "an object of whole numbers")
        numbers = {key: _integer(value) for key, value in given.items()}
        if None in numbers.values():
            self._refuse(name, "an object of whole numbers")
        return {key: number for key, number in numbers.items() if number is not None}

    def refuse_unknown(self) -> None:
        """Complain about names that nobody asked for."""
        unknown = sorted(set(self.given) - set(self.asked))
        if unknown:
            known = ", ".join(self.asked) or "none"
            raise BadSettings(f"{self.name}: unknown option {unknown[0]!r} (known: {known})")

    def _take(self, name: str) -> Any:
        self.asked.append(name)
        return self.given.get(name)

    def _refuse(self, name: str, wanted: str) -> Never:
        raise BadSettings(f"{self.name}.{name}: must be {wanted}, not {_kind(self.given[name])}")


def _integer(given: Any) -> int | None:
    if isinstance(given, bool):
        return None
    if isinstance(given, int):
        return given
    try:
        return int(given) if isinstance(given, str) else None
    except ValueError:
        return None


def _number(given: Any) -> float | None:
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return None
    try:
        number = float(given)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _kind(given: Any) -> str:
    """The value, shortened, for a message."""
    text = repr(given)
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004 - one line of a terminal
