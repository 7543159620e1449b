"""Where each copy of a file is, as the entries have it."""

from dataclasses import dataclass, field
from typing import Any

HERE, WAITING, INFECTED, DISPOSED = "HERE", "WAITING", "INFECTED", "DISPOSED"
# how a document was before a scanner judged it, or when it could not
UNJUDGED = frozenset({"waiting", "failed"})


@dataclass
class Copies:
    """For each digest, and each document that names it, the last entry about its whereabouts.

    Entries are learnt in the order of the log.
    """

    last: dict[str, dict[int, tuple[str, int]]] = field(default_factory=dict)

    def learn(self, index: int, key: int, event: str, facts: dict[str, Any]) -> None:
        """What the entry `index` about the thing `key` says."""
        state = _state(event, facts)
        if state:
            document = facts.get("document")
            named = document.get("id") if isinstance(document, dict) else key
            documents = self.last.setdefault(str(facts.get("sha256")), {})
            documents[named if type(named) is int else key] = (state, index)

    def handed_in(self, index: int, item: dict[str, Any]) -> None:
        """A file of a submission; it may have been there before."""
        number = item.get("id")
        documents = self.last.setdefault(str(item.get("sha256")), {})
        state = WAITING if item.get("scan") in UNJUDGED else HERE
        documents.setdefault(number if type(number) is int else 0, (state, index))

    def absence(self, sha256: str) -> tuple[str, int] | None:
        """Why no copy is to be had, and the entry that says so; nothing when one should be."""
        found = self.last.get(sha256, {}).values()
        if any(state == HERE for state, _index in found):
            return None
        return max(found, key=lambda item: item[1], default=None)


def _state(event: str, facts: dict[str, Any]) -> str:
    if event == "document:received":
        return WAITING if facts.get("scan") in UNJUDGED else HERE
    if event == "document:scanned":
        return INFECTED if facts.get("outcome") == "infected" else HERE
    if event == "document:scan_failed":
        return WAITING
    return DISPOSED if event == "disposal:carried_out" else ""
