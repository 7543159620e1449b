"""Entries: their exact bytes, the proofs of their places, what is disclosed, what is missing."""

import datetime as dt
import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from audit.log.merkle import leaf_hash
from audit.log.notation import NoteError
from audit.log.note import LARGEST_NOTE
from audit.log.proof import Proof
from audit.verify.copies import Copies
from audit.verify.heads import Heads, Pinned, number_of
from audit.verify.report import Report
from audit.verify.source import DamagedError, Source, whole

ENTRIES, PROOFS, DISCLOSED = "data/entries/", "data/proofs/", "data/disclosed/"
LARGEST_LEAF = 16 << 20
REQUEST = "bundle:requested"
# people, firms and the log itself have entries beyond every case
BEYOND = ("accounts.", "contractors.", "audit.")
LEAST_SALT_BYTES = 16


class ShapeError(ValueError):
    """The content of a file is not of the form that it must have."""


@dataclass(frozen=True)
class Receipt:
    """An entry that states that a file came in."""

    index: int
    at: str
    event: str
    subject: str
    size: int | None


@dataclass
class Leaves:
    """What the entries that hold say about each other and about files."""

    numbers: dict[tuple[str, int], set[int]] = field(default_factory=dict)
    names: dict[tuple[str, int], str] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    copies: Copies = field(default_factory=Copies)
    requests: dict[str, dict[str, Any]] = field(default_factory=dict)
    moments: dict[int, dt.datetime] = field(default_factory=dict)
    count: int = 0


def check_leaves(source: Source, report: Report, pinned: Pinned, heads: Heads) -> Leaves:
    """Check every entry of the bundle."""
    leaves, erased = Leaves(), 0
    numbers = _numbered(source, report, ENTRIES, ".json")
    for folder, ending in ((PROOFS, ".tlog-proof"), (DISCLOSED, ".json")):
        for number in _numbered(source, report, folder, ending) - numbers:
            report.doubt("FILE-STRANGE", name=f"{folder}{number}{ending}")
    before = report.doubts
    for index in sorted(numbers):
        try:
            data = whole(source, f"{ENTRIES}{index}.json", LARGEST_LEAF)
            _require_proven(source, index, data, pinned, heads)
        except (DamagedError, NoteError) as wrong:
            report.doubt("ENTRY-UNPROVEN", index=index, reason=wrong)
            continue
        try:
            leaf = json_object(data)
            _require_canonical(leaf, data)
            _learn(leaves, index, leaf)
            erased += _check_disclosed(source, report, index, leaf)
        except (ShapeError, DamagedError) as wrong:
            report.doubt("ENTRY-UNREADABLE", index=index, reason=wrong)
    if not numbers:
        report.doubt("ENTRY-NONE")
    elif report.doubts == before:
        report.holds("ENTRIES", count=len(numbers))
    if erased:
        report.note("ERASED", count=erased)
    return leaves


def check_numbers(
    report: Report, leaves: Leaves, withheld: dict[tuple[str, int], set[int]], *, from_one: bool
) -> None:
    """Each thing numbers its entries: a number that is not here was left out or taken away."""
    holes = 0
    for (kind, key), numbers in sorted(leaves.numbers.items()):
        if kind.startswith(BEYOND):
            continue
        known = numbers | withheld.get((kind, key), set())
        missing = _missing(known, 1 if from_one else min(known))
        if missing:
            holes += 1
            name = leaves.names[kind, key]
            report.doubt("HOLE", subject=f"{kind} {key}", name=name, numbers=missing)
    if not holes and leaves.numbers:
        report.holds("NUMBERS", count=len(leaves.numbers))


def _require_proven(source: Source, index: int, data: bytes, pinned: Pinned, heads: Heads) -> None:
    proof = Proof.parse(whole(source, f"{PROOFS}{index}.tlog-proof", 2 * LARGEST_NOTE))
    head = proof.verify(leaf_hash(data), pinned.origin, pinned.keys)
    if proof.index != index:
        raise NoteError("the proof is of another place")
    known = heads.checkpoints.get(head.size)
    if known is None or known.root != head.root:
        raise NoteError("the proof leads to a head that is not in the bundle")


def _numbered(source: Source, report: Report, folder: str, ending: str) -> set[int]:
    found = set()
    for name in source.sizes:
        if name.startswith(folder):
            number = number_of(name, folder, ending)
            if number is None:
                report.doubt("FILE-STRANGE", name=name)
            else:
                found.add(number)
    return found


def _learn(leaves: Leaves, index: int, leaf: dict[str, Any]) -> None:
    subject, event, at = leaf.get("subject"), leaf.get("event"), leaf.get("at")
    if not isinstance(subject, dict) or not isinstance(event, str) or not isinstance(at, str):
        raise ShapeError("not the form of an entry")
    kind, key, number = subject.get("type"), subject.get("id"), subject.get("seq")
    if not isinstance(kind, str) or type(key) is not int or type(number) is not int:
        raise ShapeError("not the form of an entry")
    leaves.count += 1
    leaves.moments[index] = _moment(at)
    numbers = leaves.numbers.setdefault((kind, key), set())
    if number in numbers or number < 1:
        raise ShapeError("a number that its subject has given already")
    numbers.add(number)
    leaves.names[kind, key] = str(subject.get("name"))
    facts = leaf.get("data")
    facts = facts if isinstance(facts, dict) else {}
    if event == REQUEST:
        leaves.requests[str(leaf.get("uid"))] = {"at": at, **facts}
    leaves.copies.learn(index, key, event, facts)
    for item in _received(event, facts):
        if item is not facts:
            leaves.copies.handed_in(index, item)
        size = item.get("size")
        stated = size if type(size) is int else None
        receipt = Receipt(index, at, event, leaves.names[kind, key], stated)
        leaves.receipts.setdefault(item["sha256"], receipt)


def _require_canonical(leaf: dict[str, Any], data: bytes) -> None:
    """A key that stands twice, for one, would tell each reader something else."""
    try:
        is_so = canonical(leaf) == data
    except (ValueError, RecursionError) as wrong:
        raise ShapeError("not written in the canonical form") from wrong
    if not is_so:
        raise ShapeError("not written in the canonical form")


def _moment(text: str) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError as wrong:
        raise ShapeError("no moment") from wrong
    if found.utcoffset() is None:
        raise ShapeError("a moment without its zone")
    return found


def _received(event: str, facts: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """The files that an entry says came in, with digest."""
    files = facts.get("files")
    stated = files if isinstance(files, list) else []
    for item in [facts, *stated] if event == "document:received" else stated:
        if isinstance(item, dict) and isinstance(item.get("sha256"), str) and item["sha256"]:
            yield item


def _check_disclosed(source: Source, report: Report, index: int, leaf: dict[str, Any]) -> int:
    """Compare the personal fields with their commitments; how many were erased."""
    commitments = leaf.get("commitments")
    if not isinstance(commitments, dict):
        raise ShapeError("no commitments")
    name = f"{DISCLOSED}{index}.json"
    shown = json_object(whole(source, name, LARGEST_LEAF)) if name in source.sizes else {}
    fields, erased = shown.get("fields", {}), shown.get("erased", [])
    if not isinstance(fields, dict) or not isinstance(erased, list):
        raise ShapeError("not the form of a disclosure")
    for item, stated in fields.items():
        if not _matches(item, stated, commitments.get(item)):
            report.doubt("DISCLOSED-OTHER", index=index, field=item)
    gone = {item for item in erased if isinstance(item, str)}
    for item in sorted({*commitments} - {*fields} - gone):
        report.doubt("DISCLOSED-MISSING", index=index, field=item)
    for item in sorted(gone - ({*commitments} - {*fields})):
        report.doubt("DISCLOSED-OTHER", index=index, field=item)
    return len(gone)


def _matches(name: str, stated: Any, commitment: Any) -> bool:
    if not isinstance(stated, dict) or not isinstance(stated.get("salt"), str):
        return False
    try:
        salt = bytes.fromhex(stated["salt"])
        content = canonical([name, stated.get("value")])
    except (ValueError, RecursionError):
        return False
    is_same = hashlib.sha256(salt + content).hexdigest() == commitment
    return is_same and len(salt) >= LEAST_SALT_BYTES


def canonical(value: Any) -> bytes:
    """RFC 8785 for what entries hold: no fractions.

    Raises:
        ValueError: for a fraction, and for text that is none.

    """
    if isinstance(value, float) or (isinstance(value, int) and not _is_safe(value)):
        raise ValueError("numbers are whole")
    if isinstance(value, dict):
        ordered = sorted(value.items(), key=lambda item: item[0].encode("utf-16-be"))
        inner = b",".join(canonical(key) + b":" + canonical(item) for key, item in ordered)
        return b"{" + inner + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    return json.dumps(value, ensure_ascii=False).encode()


def _is_safe(value: int) -> bool:
    return abs(value) < math.ldexp(1, 53)


def json_object(data: bytes) -> dict[str, Any]:
    """The JSON object that the bytes are.

    Raises:
        ShapeError: when they are none.

    """
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as wrong:
        raise ShapeError("no JSON") from wrong
    if not isinstance(found, dict):
        raise ShapeError("no JSON object")
    return found


def _missing(numbers: set[int], first: int) -> str:
    """The numbers that are missing, in words: 2, 5-7."""
    found, expected = [], first
    for number in sorted(numbers):
        if number > expected:
            last = number - 1
            found.append(str(expected) if last == expected else f"{expected}-{last}")
        expected = number + 1
    return ", ".join(found[:20])
