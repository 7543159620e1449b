"""Semantic versions of the model: what changed decides which number must grow."""

import re
from enum import IntEnum

FORM = re.compile(r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$", re.ASCII)
PARTS = 3

Number = tuple[int, int, int]


class Level(IntEnum):
    """MAJOR: an indicator went or means another thing. MINOR: something new, or a threshold, a
    weight or another parameter. PATCH: words only."""

    PATCH = 0
    MINOR = 1
    MAJOR = 2


def number_of(text: str) -> Number | None:
    """The three numbers, None for what is no version."""
    found = FORM.fullmatch(text)
    if found is None:
        return None
    major, minor, patch = (int(part) for part in found.groups())
    return major, minor, patch


def next_after(text: str, level: Level) -> str:
    """The next version of that level."""
    place = PARTS - 1 - level
    number = list(number_of(text) or (0, 0, 0))
    number[place] += 1
    number[place + 1 :] = [0] * level
    return ".".join(str(part) for part in number)


def is_enough(text: str, before: str, level: Level) -> bool:
    """Whether the step from `before` says at least that much changed."""
    new, old = number_of(text), number_of(before) or (0, 0, 0)
    kept = PARTS - level
    return new is not None and new[:kept] > old[:kept]
