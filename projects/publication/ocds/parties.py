"""The organisations of one process, gathered from every place that mentions them."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from projects.publication.ocds.process import Identifier, Party
from projects.publication.ocds.values import Reader, as_object

MAX_SCHEME = 40
MAX_VALUE = 200
MAX_NAME = 300


@dataclass(slots=True)
class Directory:
    """Resolves mentions; OCDS 1.1 keeps the facts in `parties`, 1.0 beside each mention."""

    reader: Reader
    release: dict[str, Any]
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)
    found: dict[tuple[str, str], Party] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.reader.objects(self.release, "parties"):
            local = entry.get("id")
            if isinstance(local, str | int) and local != "":
                self.by_id.setdefault(str(local), entry)

    def one(self, node: dict[str, Any], key: str, name: str) -> Party | None:
        """The organisation mentioned under `key`, if any."""
        mention = self.reader.object(node, key, name)
        return self._party(mention, name) if mention else None

    def several(self, node: dict[str, Any], key: str, name: str) -> tuple[Party, ...]:
        """The organisations mentioned under `key`, each once; a lone object counts as one."""
        mentions = self.reader.objects(node, key, name)
        parties = [party for mention in mentions if (party := self._party(mention, name))]
        return tuple({party.key: party for party in parties}.values())

    def _party(self, mention: dict[str, Any], name: str) -> Party | None:
        local = mention.get("id")
        listed = self.by_id.get(str(local), {}) if isinstance(local, str | int) else {}
        identifier = self._identifier(mention, name) or self._identifier(listed, name)
        title = (
            self._name(mention, name)
            or self._name(listed, name)
            or self._legal(mention, name)
            or self._legal(listed, name)
            or (f"{identifier.scheme} {identifier.value}" if identifier else "")
        )
        if not title:
            if any(value not in (None, "", {}, []) for value in mention.values()):
                self.reader.warn("nameless_party", name)
            return None
        party = Party(title, identifier)
        return self.found.setdefault(party.key, party)

    def _name(self, node: dict[str, Any], name: str) -> str:
        given = self.reader.text(node, "name", f"{name}.name", limit=MAX_NAME)
        # a mention by 1.0's identifier alone carries the name as legalName
        return given or self.reader.text(node, "legalName", f"{name}.legalName", limit=MAX_NAME)

    def _legal(self, node: dict[str, Any], name: str) -> str:
        inner = as_object(node.get("identifier"))
        return self.reader.text(inner, "legalName", f"{name}.identifier.legalName", limit=MAX_NAME)

    def _identifier(self, node: dict[str, Any], name: str) -> Identifier | None:
        inner = node.get("identifier")
        # the organisations of 1.0's transactions are bare identifiers
        inner = inner if isinstance(inner, dict) else node if "legalName" in node else {}
        value = self.reader.text(inner, "id", f"{name}.identifier.id", limit=MAX_VALUE)
        if not value:
            return None
        scheme = self.reader.text(inner, "scheme", f"{name}.identifier.scheme", limit=MAX_NAME)
        publisher = "-".join(self.reader.ocid.split("-")[:2]).casefold()
        return Identifier(short_scheme(scheme or publisher), value)


def short_scheme(scheme: str) -> str:
    """A scheme's name that fits its column and stays distinct."""
    if len(scheme) <= MAX_SCHEME:
        return scheme
    digest = hashlib.sha256(scheme.encode()).hexdigest()[:8]
    return f"{scheme[: MAX_SCHEME - 9]}~{digest}"
