"""A head that the reader kept from before: this bundle must be of the same history."""

from dataclasses import dataclass
from pathlib import Path

from audit.log.merkle import verify_consistency
from audit.log.notation import NoteError
from audit.log.note import LARGEST_NOTE, Checkpoint, open_checkpoint
from audit.verify.heads import LARGEST_PROOF, Heads, Pinned, proof_lines
from audit.verify.report import Report, UnusableError


@dataclass(frozen=True)
class Kept:
    """The head, and the proof that the log gave from the smaller of two heads to the larger."""

    head: Checkpoint
    proof: tuple[bytes, ...] | None = None


def read_kept(note: Path, proof: Path | None, pinned: Pinned) -> Kept:
    """The kept head, signed with a key that is given.

    Raises:
        UnusableError: when it cannot be read, or is none of this log.

    """
    try:
        head = open_checkpoint(_read(note, LARGEST_NOTE), pinned.origin, pinned.keys)
        hashes = None if proof is None else tuple(proof_lines(_read(proof, LARGEST_PROOF)))
    except (OSError, NoteError) as wrong:
        raise UnusableError("KEPT-BAD", reason=wrong) from wrong
    return Kept(head, hashes)


def check_kept(report: Report, heads: Heads, kept: Kept | None) -> None:
    """The kept head is one of the bundle's, or a proof leads from one to the other."""
    last = heads.last
    if kept is None or last is None:
        return
    size = kept.head.size
    same = heads.checkpoints.get(size)
    if same is not None:
        say = report.holds if same.root == kept.head.root else report.doubt
        say("KEPT" if same.root == kept.head.root else "KEPT-OTHER", kept=size, size=size)
        return
    old, new = sorted((kept.head, last), key=lambda head: head.size)
    if kept.proof is None:
        report.doubt("KEPT-UNPROVEN", kept=size, old=old.size, new=new.size)
    elif verify_consistency(old.size, new.size, kept.proof, old.root, new.root):
        report.holds("KEPT", kept=size, size=last.size)
    else:
        report.doubt("KEPT-OTHER", kept=size, size=last.size)


def _read(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit + 1)
