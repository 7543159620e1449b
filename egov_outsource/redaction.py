"""Fields that not everybody who sees a row may read: one rule for pages, REST, CSV and search.

A noun declares `commercial` (prices and terms), `classified` (only where the project's data are
important or core) and `assessed` (what the platform thinks of it). Who declares nobody in
`shown_to` hides the fields from everybody. A field that nobody classified (`open_fields`) is
commercial.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from egov_outsource.access import Viewer, scope_of
from egov_outsource.open_fields import unclassified
from projects.rights import Right

R = TypeVar("R", bound=Any)
CLASSIFIED = frozenset({"important", "core"})
KINDS = ("commercial", "classified", "assessed")


class Withheld:
    """Stands where a value is withheld, and says so wherever it is written."""

    def __str__(self) -> str:
        return str(_("withheld"))

    def __format__(self, _spec: str) -> str:
        return str(self)


WITHHELD = Withheld()


@dataclass(frozen=True)
class Protected:
    """`fields` that only holders of one of `shown_to` read, and `to_own` the party concerned.

    `parties` lead to other organisations whom the row concerns as much. `opened` names states of
    the row in which there is nothing to hide any more.
    """

    fields: frozenset[str] = frozenset()
    shown_to: tuple[Right, ...] = ()
    to_own: bool = False
    parties: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()


def withheld_fields(row: Any, user: Viewer) -> frozenset[str]:
    """The fields of `row` that `user` may not read."""
    hidden: frozenset[str] = frozenset()
    for kind, rule, fields in _rules(type(row)):
        if not _shows(kind, rule, row, user):
            hidden |= fields
    return hidden


def blanked(row: R, user: Viewer) -> R:
    """`row` for reading only, with a visible mark where something is withheld."""
    for name in withheld_fields(row, user) & row.__dict__.keys():
        setattr(row, name, WITHHELD)
    return row


def all_blanked(rows: Iterable[R], user: Viewer) -> list[R]:
    """Each of `rows` as `user` may read it."""
    return [blanked(row, user) for row in rows]


def is_read_everywhere(noun: Any, field: str, user: Viewer) -> bool:
    """Whether `user` reads `field` in every row they see; only then may it order or narrow them.

    An order by a withheld price would tell who is dearer.
    """
    rules = [rule for _kind, rule, fields in _rules(noun) if field in fields]
    scope = scope_of(user)
    seen = getattr(noun, "visible_by", Right.VIEW)
    return all(
        set(held.get(seen, {})) <= {key for right in rule.shown_to for key in held.get(right, {})}
        for rule in rules
        for held in (scope.agencies, scope.projects)
    )


@dataclass(frozen=True)
class Veil:
    """Fields of projects that one reader is not shown, apart from where they hold a right."""

    fields: frozenset[str]
    agencies: frozenset[int]
    projects: frozenset[int]
    is_of_classified: bool

    def covers(self, project: int, owner: int, classification: str) -> bool:
        """Whether the fields are withheld in this project."""
        if owner in self.agencies or project in self.projects:
            return False
        return not self.is_of_classified or classification in CLASSIFIED


def veils(noun: Any, user: Viewer) -> list[Veil]:
    """`withheld_fields` of all rows of `noun`, itself a project, settled before they are read."""
    scope = scope_of(user)
    return [
        Veil(
            fields,
            frozenset(key for right in rule.shown_to for key in scope.agencies.get(right, {})),
            frozenset(key for right in rule.shown_to for key in scope.projects.get(right, {})),
            kind == "classified",
        )
        for kind, rule, fields in _rules(noun)
    ]


def _rules(noun: Any) -> list[tuple[str, Protected, frozenset[str]]]:
    """What a noun declares, and the fields of each; what nobody classified is commercial."""
    found = [(kind, rule) for kind in KINDS if (rule := getattr(noun, kind, None)) and rule.fields]
    declared = frozenset[str]().union(*(rule.fields for _kind, rule in found))
    new = unclassified(noun, declared) if found else frozenset()
    default = found[0][0] if found else ""
    return [(kind, rule, rule.fields | (new if kind == default else set())) for kind, rule in found]


def _shows(kind: str, rule: Protected, row: Any, user: Viewer) -> bool:
    project = getattr(row, "project", row)
    if kind == "classified" and project.classification not in CLASSIFIED:
        return True
    if rule.opened and getattr(row, "status", "") in rule.opened:
        return True
    scope = scope_of(user)  # not `may`: its refusals look up who can help
    if any(scope.holds(right, project) for right in rule.shown_to):
        return True
    own = {getattr(row, f"{name}_id") for name in rule.parties}
    own |= {_concerned(row)} if rule.to_own else set()
    return not own.isdisjoint(scope.organisations)


def _concerned(row: Any) -> Any:
    """The organisation at the end of the row's `own_path`."""
    *way, last = type(row).own_path.split("__") if type(row).own_path else [""]
    for step in way:
        row = getattr(row, step, None)
    return getattr(row, f"{last}_id", None) if last else None
