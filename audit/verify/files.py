"""Files: the bytes that the entries speak of, and for each the statement that can be made."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from audit.verify.heads import Heads, Pinned
from audit.verify.leaves import Leaves, Receipt, ShapeError, json_object
from audit.verify.report import Report
from audit.verify.source import DamagedError, Source, whole
from audit.verify.stamps import Stamps

FOLDER, INDEX = "data/files/", "data/documents.json"
LARGEST_INDEX = 64 << 20
FOLDERS = (
    "data/checkpoints/",
    "data/consistency/",
    "data/disclosed/",
    "data/entries/",
    FOLDER,
    "data/keys/",
    "data/proofs/",
    "data/tokens/",
)
# rows of the platform's tables: a copy, of which the log says nothing
OBJECTS = "data/objects/"
# a head is stamped every day: what came after the last one has no token yet
FRESH = dt.timedelta(days=2)
SINGLE = {INDEX, "data/ro-crate-metadata.json", "data/withheld.json"}


@dataclass(frozen=True)
class Proven:
    """What the statements about files rest on."""

    pinned: Pinned
    heads: Heads
    stamps: Stamps
    leaves: Leaves
    are_times_asked: bool


def check_files(source: Source, report: Report, found: dict[str, str], leaves: Leaves) -> None:
    """Every file is one that an entry received, listed once, and every one received is here."""
    for name in sorted(source.sizes):
        is_known = name in SINGLE or name.startswith((*FOLDERS, OBJECTS))
        if name.startswith("data/") and not is_known:
            report.doubt("FILE-STRANGE", name=name)
    if objects := sum(name.startswith(OBJECTS) for name in source.sizes):
        report.note("OBJECTS", count=objects)
    listed = _listed(source, report)
    for name, digest in found.items():
        if name.startswith(FOLDER) and listed.get(name) != digest:
            report.doubt("FILE-UNLISTED", name=name)
    for name in sorted({*listed} - {*found}):
        report.doubt("FILE-MISSING", name=name)
    here = {digest for name, digest in found.items() if name.startswith(FOLDER)}
    for digest, receipt in leaves.receipts.items():
        if digest in here:
            continue
        facts = {"index": receipt.index, "subject": receipt.subject}
        if absence := leaves.copies.absence(digest):
            why, by = absence
            report.note(f"FILE-{why}", by=by, **facts)
        else:
            report.doubt("FILE-ABSENT", sha256=digest, **facts)


def state_files(source: Source, report: Report, found: dict[str, str], proven: Proven) -> None:
    """For each file what is proven about it, as sentences."""
    for name, digest in found.items():
        if not name.startswith(FOLDER):
            continue
        receipt = proven.leaves.receipts.get(digest)
        if receipt is None:
            report.doubt("FILE-UNKNOWN", name=name, sha256=digest)
        elif receipt.size is not None and receipt.size != source.sizes[name]:
            report.doubt("FILE-SIZE", name=name, index=receipt.index)
        else:
            _state(report, name, source.sizes[name], receipt, proven)


def _state(report: Report, name: str, size: int, receipt: Receipt, proven: Proven) -> None:
    last = proven.heads.last
    if last is None:
        return
    name = name.removeprefix("data/")
    report.holds(
        "FILE",
        name=name,
        subject=receipt.subject,
        at=receipt.at,
        index=receipt.index,
        size=size,
        head=last.size,
        origin=proven.pinned.origin,
    )
    if last.size in proven.heads.witnessed:
        report.holds("FILE-WITNESSED", name=name, head=last.size, quorum=proven.pinned.quorum)
    stated = proven.stamps.latest_for(receipt.index)
    if stated is not None:
        report.holds("FILE-TIMED", name=name, at=stated[0].isoformat(), authority=stated[1])
    elif proven.are_times_asked:
        say = report.note if _is_fresh(receipt.index, proven.leaves) else report.doubt
        say("FILE-UNTIMED", name=name, index=receipt.index)


def _is_fresh(index: int, leaves: Leaves) -> bool:
    """Whether an entry is of the last days before the bundle was asked for."""
    return max(leaves.moments.values()) - leaves.moments[index] < FRESH


def _listed(source: Source, report: Report) -> dict[str, str]:
    """The digests of the list of documents, by path."""
    try:
        rows = json_object(whole(source, INDEX, LARGEST_INDEX)).get("documents")
        return _by_path(rows)
    except (DamagedError, ShapeError) as wrong:
        report.doubt("FILE-LIST", reason=wrong)
        return {}


def _by_path(rows: Any) -> dict[str, str]:
    if not isinstance(rows, list):
        raise ShapeError("no list of documents")
    found: dict[str, str] = {}
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("path"), str):
            raise ShapeError("not the form of a document")
        path = f"data/{row['path']}"
        if row["path"] and (path in found or not path.startswith(FOLDER)):
            raise ShapeError("a path that stands twice or elsewhere")
        if row["path"]:
            found[path] = str(row.get("sha256"))
    return found
