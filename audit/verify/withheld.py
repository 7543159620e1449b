"""Entries that are not shown to whoever asked, each pinned to its place in the log."""

from typing import Any

from audit.log.merkle import verify_inclusion
from audit.log.notation import NoteError, decoded
from audit.verify.heads import Heads
from audit.verify.leaves import Leaves, ShapeError, json_object
from audit.verify.report import Report
from audit.verify.source import DamagedError, Source, whole

NAME = "data/withheld.json"
LARGEST = 64 << 20
Numbers = dict[tuple[str, int], set[int]]


def check_withheld(source: Source, report: Report, heads: Heads, leaves: Leaves) -> Numbers:
    """The numbers per subject that the platform says lie under seal, where their places hold.

    What such an entry says cannot be checked; its hash is fixed, so that it can be asked for. A
    place whose entry is shown here, or that is given twice, fills no other hole.
    """
    numbers: Numbers = {}
    if NAME not in source.sizes:
        return numbers
    places: set[int] = set()
    try:
        rows = json_object(whole(source, NAME, LARGEST)).get("entries")
        for row in rows if isinstance(rows, list) else [None]:
            kind, key, number, index = _pinned(row, heads)
            _require_free(index, leaves, places)
            numbers.setdefault((kind, key), set()).add(number)
            places.add(index)
    except (DamagedError, NoteError, ShapeError) as wrong:
        report.doubt("WITHHELD-BAD", reason=wrong)
    if places:
        report.note("WITHHELD", count=len(places))
    return numbers


def _require_free(index: int, leaves: Leaves, places: set[int]) -> None:
    if index in leaves.moments or index in places:
        raise ShapeError(f"entry {index} stands in this bundle already")


def _pinned(row: Any, heads: Heads) -> tuple[str, int, int, int]:
    if not isinstance(row, dict):
        raise ShapeError("not the form of a withheld entry")
    key, number, index = (_whole(row.get(name)) for name in ("id", "seq", "index"))
    proof = row.get("proof")
    if not isinstance(proof, list) or heads.last is None:
        raise ShapeError("not the form of a withheld entry")
    hashes = [decoded(str(item)) for item in proof]
    head = heads.last
    leaf = decoded(str(row.get("hash")))
    if not verify_inclusion(index, head.size, leaf, hashes, head.root):
        raise ShapeError(f"entry {index} is not in the log like that")
    return str(row.get("type")), key, number, index


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise ShapeError("not the form of a withheld entry")
    return value
