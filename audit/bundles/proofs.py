"""The part of a bundle that proves: entries with their places, heads, tokens."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from audit.bundles.bag import BagWriter
from audit.log.models import Checkpoint, Entry, Leaf, LogKey, TimeToken, Tree
from audit.log.notation import encoded
from audit.log.proof import Proof
from audit.log.proving import published
from audit.log.storage import TileStore
from audit.log.tiles import TileTree
from audit.verify.leaves import BEYOND
from egov_outsource.wall.eyes import as_system

AT_ONCE = 500
FILES_OF = "document:received"
KEY_ANNOUNCED = "log-key:announced"


@dataclass
class Proofs:
    """Writes what proves under one head, and remembers what the entries speak of."""

    bag: BagWriter
    head: Checkpoint
    indices: list[int] = field(default_factory=list)
    digests: dict[str, None] = field(default_factory=dict)
    numbers: dict[tuple[str, int], set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The note is the same in every proof."""
        self.note = published(self.head)

    def add_entries(self, entries: list[Entry]) -> None:
        """Bytes, place and personal fields of some entries, which know their places."""
        tree = self._tree()
        for entry in entries:
            index, leaf = entry.place.index, bytes(entry.leaf)
            proof = Proof(index, tuple(tree.inclusion_proof(index)), self.note)
            self.bag.add(f"data/entries/{index}.json", [leaf])
            self.bag.add(f"data/proofs/{index}.tlog-proof", [bytes(proof)])
            self.bag.add(f"data/disclosed/{index}.json", [_disclosed(entry)])
            self.indices.append(index)
            self.digests.update(dict.fromkeys(_received(entry)))
            subject = (entry.subject_type, entry.subject_id)
            self.numbers.setdefault(subject, set()).add(entry.subject_seq)

    def add_withheld(self, *, from_one: bool) -> int:
        """Places of entries that lie under seal for the reader; how many."""
        rows = list(self._withheld(from_one=from_one))
        if rows:
            self.bag.add("data/withheld.json", [_json({"entries": rows})])
        return len(rows)

    def add_keys(self) -> None:
        """Every announcement of a key, each under a head that the key before it signed too."""
        rows = Entry.objects.filter(event=KEY_ANNOUNCED, place__index__lt=self.head.size)
        with as_system():  # the log's own, of no project
            entries = list(rows.select_related("place").order_by("place__index"))
        before = {key.vkey: key for key in LogKey.objects.filter(tree=Tree.SHA256)}
        for entry in entries:
            if entry.data["tree"] != Tree.SHA256:
                continue
            index, key = entry.place.index, before.get(entry.data["before"])
            size = self.head.size if key is None else min(self.head.size, key.verifier.last)
            head = Checkpoint.objects.filter(tree=Tree.SHA256, size=size).first()
            if head is None or index >= size:
                continue  # the key before was lost: nothing that it signed covers this
            hashes = TileTree(size, TileStore(Tree.SHA256).read).inclusion_proof(index)
            proof = Proof(index, tuple(hashes), published(head))
            self.bag.add(f"data/keys/{index}.json", [bytes(entry.leaf)])
            self.bag.add(f"data/keys/{index}.tlog-proof", [bytes(proof)])

    def add_heads(self) -> int:
        """The head, and older ones that an authority stamped, each continuing the last."""
        tokens = self._tokens()
        heads = {token.checkpoint.size: token.checkpoint for token in tokens}
        heads[self.head.size] = self.head
        tree, before = self._tree(), 0
        for size, head in sorted(heads.items()):
            self.bag.add(f"data/checkpoints/{size}", [published(head)])
            if before:
                proof = tree.consistency_proof(before, size)
                lines = "".join(f"{encoded(item)}\n" for item in proof)
                self.bag.add(f"data/consistency/{before}-{size}", [lines.encode()])
            before = size
        for token in tokens:
            name = f"data/tokens/{token.checkpoint.size}"
            self.bag.add(f"{name}.note", [token.checkpoint.note.encode()])
            self.bag.add(f"{name}.tsr", [bytes(token.response)])
        return len(heads)

    def _tokens(self) -> list[TimeToken]:
        """For each entry the last that does not cover it and the first that does, one a head."""
        rows = TimeToken.objects.filter(
            checkpoint__tree=Tree.SHA256, checkpoint__size__lte=self.head.size
        )
        rows = rows.order_by("checkpoint__size", "pk").distinct("checkpoint__size")
        chosen: dict[int, TimeToken] = {}
        waiting = iter(sorted(self.indices))
        index, last = next(waiting, None), None
        for token in rows.select_related("checkpoint"):
            while index is not None and index < token.checkpoint.size:
                chosen |= {one.pk: one for one in (last, token) if one is not None}
                index = next(waiting, None)
            last = token
        if index is not None and last is not None:
            chosen[last.pk] = last
        return list(chosen.values())

    def _withheld(self, *, from_one: bool) -> Iterator[dict[str, Any]]:
        tree = self._tree()
        for (kind, key), numbers in sorted(self.numbers.items()):
            first = 1 if from_one else min(numbers)
            missing = {*range(first, max(numbers))} - numbers
            if not missing or kind.startswith(BEYOND):
                continue
            with as_system():  # only that they are there, and where
                rows = Leaf.objects.filter(
                    entry__subject_type=kind,
                    entry__subject_id=key,
                    entry__subject_seq__in=missing,
                    index__lt=self.head.size,
                )
                places = list(rows.values_list("entry__subject_seq", "index", "hash"))
            for number, index, leaf in sorted(places):
                proof = [encoded(item) for item in tree.inclusion_proof(index)]
                place = {"index": index, "hash": encoded(bytes(leaf)), "proof": proof}
                yield {"type": kind, "id": key, "seq": number, **place}

    def _tree(self) -> TileTree:
        """Made anew for some entries each: it remembers every tile that it read."""
        return TileTree(self.head.size, TileStore(Tree.SHA256).read)


def _disclosed(entry: Entry) -> bytes:
    fields = {
        item.name: {"salt": bytes(item.salt).hex(), "value": item.value}
        for item in entry.disclosures.all()
    }
    erased = sorted(item.name for item in entry.erasures.all())
    return _json({"fields": fields, "erased": erased})


def _received(entry: Entry) -> Iterator[str]:
    """The digests of the files that the entry says came in."""
    files = entry.data.get("files")
    stated = files if isinstance(files, list) else []
    for item in [entry.data, *stated] if entry.event == FILES_OF else stated:
        if isinstance(item, dict) and isinstance(item.get("sha256"), str) and item["sha256"]:
            yield item["sha256"]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
