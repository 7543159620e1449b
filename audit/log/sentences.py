"""Audit events as sentences in the reader's language; every app registers its own."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from audit.log.models import Entry
from audit.log.words import told
from egov_outsource.errors import Text

_sentences: dict[str, Text] = {}


def register(events: Mapping[str, Text]) -> None:
    """Add sentences: event code to a text whose `{subject}` and `{…}` come from the entry.

    The text continues the actor's name: `submitted the deliverable {subject}`. Besides `subject`
    the names of the entry's data can stand in braces.
    """
    _sentences.update(events)


def is_known(event: str) -> bool:
    """Whether `event` has a sentence."""
    return event in _sentences


def known_events() -> list[str]:
    """Every event that has a sentence."""
    return sorted(_sentences)


def sentence(entry: Entry) -> str:
    """What happened, to follow the actor's name; readable also for an event that nobody knows."""
    text = _sentences.get(entry.event)
    if text is None:
        thing, _colon, verb = entry.event.partition(":")
        return _("%(verb)s: %(thing)s %(subject)s") % {
            "verb": verb.replace("_", " ") or thing,
            "thing": thing.replace("_", " "),
            "subject": entry.subject_name,
        }
    return str(text).format_map(_Facts(entry))


def event_label(event: str) -> str:
    """The event in a list of choices: its sentence without the facts."""
    text = _sentences.get(event)
    if text is None:
        return event.replace("_", " ").replace(":", ": ")
    return str(text).format_map(_Blank())


class _Facts(dict[str, Any]):
    """The entry's facts by name; what is not there is a dash."""

    def __init__(self, entry: Entry) -> None:
        values = {name: told(entry, name) for name in entry.data}
        super().__init__({**values, "subject": entry.subject_name})

    def __missing__(self, key: str) -> str:
        return "–"


class _Blank(dict[str, Any]):
    """An ellipsis for every fact."""

    def __missing__(self, key: str) -> str:
        return "…"
