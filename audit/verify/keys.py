"""Changes of the log's key: what the log itself announced, under heads that were signed before."""

from audit.log.merkle import leaf_hash
from audit.log.notation import NoteError
from audit.log.note import LARGEST_NOTE, VerifierKey
from audit.log.proof import Proof
from audit.verify.heads import Pinned, number_of
from audit.verify.leaves import ShapeError, json_object
from audit.verify.report import Report
from audit.verify.source import DamagedError, Source, whole

FOLDER = "data/keys/"
ENTRY, PROOF = ".json", ".tlog-proof"
LARGEST_LEAF = 64 << 10
ANNOUNCED = "log-key:announced"


def check_keys(source: Source, report: Report, pinned: Pinned) -> None:
    """Name each key that the log announced and that was not given.

    An announced key is not trusted for that: whoever stole the key before can announce one too.
    The reader is told, asks elsewhere, and gives it.
    """
    names = [name for name in source.sizes if name.startswith(FOLDER)]
    for name in sorted(names):
        index = number_of(name, FOLDER, ENTRY)
        if index is not None:
            _state(source, report, pinned, index)
        elif number_of(name, FOLDER, PROOF) is None:
            report.doubt("FILE-STRANGE", name=name)


def _state(source: Source, report: Report, pinned: Pinned, index: int) -> None:
    try:
        data = whole(source, f"{FOLDER}{index}{ENTRY}", LARGEST_LEAF)
        proof = Proof.parse(whole(source, f"{FOLDER}{index}{PROOF}", 2 * LARGEST_NOTE))
        head = proof.verify(leaf_hash(data), pinned.origin, pinned.keys)
        key = _announced(data)
    except (DamagedError, NoteError, ShapeError) as wrong:
        report.note("KEY-CHANGE-UNPROVEN", index=index, reason=wrong)
        return
    code = "KEY-CHANGED" if key in pinned.keys else "KEY-ANNOUNCED"
    report.note(code, index=proof.index, key=key, size=head.size)


def _announced(data: bytes) -> VerifierKey:
    leaf = json_object(data)
    facts = leaf.get("data")
    if leaf.get("event") != ANNOUNCED or not isinstance(facts, dict):
        raise ShapeError("not the announcement of a key")
    return VerifierKey.parse(str(facts.get("vkey")))
