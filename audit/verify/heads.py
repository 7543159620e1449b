"""Signed heads: each of the pinned log, each continuing the one before, seen by witnesses."""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.log.merkle import verify_consistency
from audit.log.notation import DECIMAL, NoteError, decoded
from audit.log.note import LARGEST_NOTE, Checkpoint, Note, VerifierKey, open_checkpoint
from audit.verify.report import Report
from audit.verify.source import DamagedError, Source, whole

FOLDER, PROOFS = "data/checkpoints/", "data/consistency/"
LARGEST_PROOF = 64 << 10


@dataclass(frozen=True)
class Pinned:
    """What the reader trusts, from elsewhere."""

    origin: str
    keys: tuple[VerifierKey, ...]
    witnesses: tuple[VerifierKey, ...] = ()
    quorum: int = 0


@dataclass
class Heads:
    """The heads that hold, by size."""

    notes: dict[int, Note] = field(default_factory=dict)
    checkpoints: dict[int, Checkpoint] = field(default_factory=dict)
    witnessed: set[int] = field(default_factory=set)

    @property
    def last(self) -> Checkpoint | None:
        """The largest."""
        return self.checkpoints[max(self.checkpoints)] if self.checkpoints else None


def check_heads(source: Source, report: Report, pinned: Pinned) -> Heads:
    """The heads of the bundle that the pinned log signed, and whether they are one history."""
    heads = Heads()
    names = [name for name in source.sizes if name.startswith(FOLDER)]
    for name in sorted(names):
        try:
            data = whole(source, name, LARGEST_NOTE)
            head = open_checkpoint(data, pinned.origin, pinned.keys)
        except (DamagedError, NoteError) as wrong:
            report.doubt("HEAD-BAD", name=name, reason=wrong)
            continue
        if name != f"{FOLDER}{head.size}":
            report.doubt("HEAD-NAME", name=name, size=head.size)
            continue
        heads.checkpoints[head.size], heads.notes[head.size] = head, Note.parse(data)
        report.holds("HEAD", size=head.size, origin=pinned.origin)
    if not heads.checkpoints:
        report.doubt("HEAD-NONE", origin=pinned.origin)
        return heads
    _check_consistency(source, report, heads)
    _check_witnesses(report, pinned, heads)
    return heads


def _check_consistency(source: Source, report: Report, heads: Heads) -> None:
    sizes = sorted(heads.checkpoints)
    expected = {f"{PROOFS}{a}-{b}": (a, b) for a, b in itertools.pairwise(sizes)}
    for name in source.sizes:
        if name.startswith(PROOFS) and name not in expected:
            report.doubt("FILE-STRANGE", name=name)
    for name, (old, new) in expected.items():
        try:
            proof = proof_lines(whole(source, name, LARGEST_PROOF))
        except (DamagedError, NoteError):
            report.doubt("CONSISTENCY-MISSING", old=old, new=new)
            continue
        roots = heads.checkpoints[old].root, heads.checkpoints[new].root
        if verify_consistency(old, new, proof, *roots):
            report.holds("CONSISTENCY", old=old, new=new)
        else:
            report.doubt("CONSISTENCY-BROKEN", old=old, new=new)


def proof_lines(data: bytes) -> list[bytes]:
    """The hashes of a consistency proof, one a line.

    Raises:
        NoteError: when they are not that.

    """
    try:
        lines = data.decode("ascii").split("\n")
    except UnicodeDecodeError as wrong:
        raise NoteError("a proof is text") from wrong
    if lines.pop():
        raise NoteError("a proof ends with its line")
    return [decoded(line) for line in lines]


def _check_witnesses(report: Report, pinned: Pinned, heads: Heads) -> None:
    """The last head must have been seen by enough; others may have been."""
    if not pinned.witnesses:
        report.note("WITNESS-UNCHECKED")
        return
    last = max(heads.notes)
    for size, note in sorted(heads.notes.items()):
        seen = _cosigned(report, size, note, pinned.witnesses)
        for key, at in seen:
            report.holds("COSIGNED", size=size, witness=key.name, at=moment(at))
        if len({key.name for key, _at in seen}) >= pinned.quorum:
            heads.witnessed.add(size)
        elif size == last:
            facts = {"count": len(seen), "quorum": pinned.quorum}
            report.doubt("WITNESS-FEW", size=size, **facts)
    if last in heads.witnessed:
        report.holds("WITNESSES", size=last, quorum=pinned.quorum, known=len(pinned.witnesses))


def _cosigned(
    report: Report, size: int, note: Note, witnesses: Sequence[VerifierKey]
) -> list[tuple[VerifierKey, int]]:
    seen: list[tuple[VerifierKey, int]] = []
    for key in witnesses:
        lines = [line for line in note.signatures if (line.name, line.key_id) == _name(key)]
        try:
            times = [key.verify(note.text, line.signature) for line in lines]
        except NoteError:
            report.doubt("COSIGNATURE-BAD", size=size, witness=key.name)
            continue
        seen.extend((key, at) for at in times[:1] if at is not None)
    return seen


def _name(key: VerifierKey) -> tuple[str, bytes]:
    return key.name, key.key_id


def moment(at: int) -> str:
    """POSIX time in words that do not depend on where the reader is."""
    try:
        return dt.datetime.fromtimestamp(at, dt.UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return str(at)


def number_of(name: str, folder: str, ending: str) -> int | None:
    """The number that a file is named by."""
    text = name.removeprefix(folder).removesuffix(ending)
    is_so = name == f"{folder}{text}{ending}" and DECIMAL.fullmatch(text)
    return int(text) if is_so else None
