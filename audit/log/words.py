"""What an entry says, as rows of words: what changed from what to what, and the other facts."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from audit.log.attempts import attempted
from audit.log.models import Entry
from audit.log.names import NAMES
from egov_outsource.accounts.models import User

# the name with which the platform's own account is made
PLATFORM = "Platform"


@dataclass(frozen=True)
class Change:
    """One field before and after."""

    label: str
    old: str
    new: str


def acted(entry: Entry) -> str:
    """Who acted; the platform itself by its name in the reader's language."""
    name = entry.actor_name
    is_platform = entry.actor_kind == User.Kind.SYSTEM and name == PLATFORM
    return str(User.Kind.SYSTEM.label) if is_platform else name


def changes(entry: Entry) -> list[Change]:
    """What became what, where the entry says so."""
    data = entry.data
    if _is_pair(data) and isinstance(data["old"], dict) and isinstance(data["new"], dict):
        names = [*data["new"], *(name for name in data["old"] if name not in data["new"])]
        return [
            Change(_label(entry, n), shown(data["old"].get(n)), shown(data["new"].get(n)))
            for n in names
            if data["old"].get(n) != data["new"].get(n)
        ]
    found = [
        Change(_label(entry, name), shown(value["old"]), shown(value["new"]))
        for name, value in data.items()
        if _is_pair(value)
    ]
    if _is_pair(data):
        found.insert(0, Change(entry.subject_name, shown(data["old"]), shown(data["new"])))
    return found


def facts(entry: Entry) -> list[tuple[str, str]]:
    """Label and value of everything else in the entry."""
    return [
        (_label(entry, name), told(entry, name))
        for name, value in entry.data.items()
        if name not in {"old", "new"} and not _is_pair(value) and value not in ("", None, [], {})
    ]


def told(entry: Entry, name: str) -> str:
    """One of its facts for people: an action that was tried has words of its own."""
    value = entry.data[name]
    return attempted(str(value)) if name == "attempt" else shown(value)


def shown(value: Any) -> str:
    """A value of an entry's data for people."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        if "name" in value and set(value) <= {"id", "name"}:
            return str(value["name"])
        return "; ".join(f"{name}: {shown(item)}" for name, item in value.items())
    if isinstance(value, list):
        return ", ".join(shown(item) for item in value) or "–"
    return str(value)


def _is_pair(value: Any) -> bool:
    return isinstance(value, dict) and "old" in value and "new" in value


def _label(entry: Entry, name: str) -> str:
    """The field's own name in the reader's language, where the subject has such a field."""
    plain = name.replace("_", " ")
    try:
        field = apps.get_model(entry.subject_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        label = plain
    else:
        label = getattr(field, "verbose_name", plain)
    # Django made this label of the field's name: nobody has translated it
    return capfirst(str(NAMES.get(name, plain) if label == plain else label))
