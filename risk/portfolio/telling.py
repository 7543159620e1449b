"""What a measure found, with names: the same for pages, files and REST."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from egov_outsource.accounts.models import Organisation, User
from projects.models import Project
from risk.portfolio.measure import Found, Line, Measure, Subject

DECIMALS = 6
MODELS: dict[Subject, Any] = {
    Subject.AGENCY: Organisation,
    Subject.CONTRACTOR: Organisation,
    Subject.SUPERVISOR: Organisation,
    Subject.GROUP: Organisation,
    Subject.OFFICER: User,
    Subject.PROJECT: Project,
}
PAGES = {
    Subject.AGENCY: "risk:agency",
    Subject.CONTRACTOR: "risk:contractor",
    Subject.PROJECT: "risk:project",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A subject of a line: what it is called, and its page if it has one."""

    key: int
    name: str
    url: str = ""


def named(measure: Measure, lines: Iterable[Line]) -> list[tuple[tuple[Named, ...], Line]]:
    """Lines with the names of what they are about; one statement a kind of subject.

    The keys come from rows that the viewer sees, where the same names stand.
    """
    rows = list(lines)
    wanted: dict[Any, set[int]] = defaultdict(set)
    for place, subject in enumerate(measure.subjects):
        wanted[MODELS[subject]].update(line.about[place] for line in rows)
    known = {model: model.objects.in_bulk(keys) for model, keys in wanted.items()}
    return [
        (
            tuple(
                _named(subject, key, known[MODELS[subject]].get(key))
                for subject, key in zip(measure.subjects, line.about, strict=True)
            ),
            line,
        )
        for line in rows
    ]


def _named(subject: Subject, key: int, one: Any) -> Named:
    name = "" if one is None else one.name if isinstance(one, User) else one.label
    page = PAGES.get(subject)
    return Named(key, name, reverse(page, args=[key]) if page else "")


def ordered(measure: Measure, lines: Sequence[Line], sort: str) -> Sequence[Line]:
    """Lines by one of their numbers (`-` falling); what is unknown last, else as computed."""
    keys = [column.key for column in measure.columns]
    if sort.removeprefix("-") not in keys:
        return lines
    place, sign = keys.index(sort.removeprefix("-")), -1 if sort.startswith("-") else 1

    def rank(line: Line) -> tuple[bool, float]:
        value = line.numbers[place]
        return (True, 0.0) if math.isnan(value) else (False, sign * value)

    return sorted(lines, key=rank)


def told(measure: Measure, found: Found) -> dict[str, Any]:
    """Everything that a measure found, as plain data."""
    return {
        "code": measure.code,
        "name": str(measure.name),
        "formula": str(measure.formula),
        "alert": str(measure.alert),
        "is_calibrated": False,
        "note": str(found.note),
        "figures": figures_told(found),
        "lines": [_line_told(measure, names, line) for names, line in named(measure, found.lines)],
    }


def figures_told(found: Found) -> list[dict[str, Any]]:
    """What it says of the whole, as plain data."""
    return [
        {
            "name": str(one.label),
            "value": plain(one.value),
            "kind": one.kind,
            "currency": one.currency,
            "is_alert": one.is_alert,
        }
        for one in found.figures
    ]


def _line_told(measure: Measure, names: tuple[Named, ...], line: Line) -> dict[str, Any]:
    about = {
        subject.value: {"id": one.key, "name": one.name}
        for subject, one in zip(measure.subjects, names, strict=True)
    }
    numbers = {
        column.key: plain(value)
        for column, value in zip(measure.columns, line.numbers, strict=True)
    }
    return {**about, "currency": line.currency, **numbers, "is_alert": line.is_alert}


def plain(value: float) -> float | None:
    """A number that JSON knows; nothing for NaN."""
    return None if math.isnan(value) else round(value, DECIMALS)
