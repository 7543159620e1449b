"""Proofs that an entry is in the log, as files that stand alone (C2SP tlog-proof)."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.log.merkle import LONGEST_PROOF, verify_inclusion
from audit.log.notation import DECIMAL, NoteError, decoded, encoded
from audit.log.note import HASH_BYTES, LARGEST_NOTE, Checkpoint, VerifierKey, open_checkpoint

HEADER = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True)
class Proof:
    """Where a leaf stands, the hashes up to the root, and the signed note that states the root."""

    index: int
    hashes: tuple[bytes, ...]
    note: bytes
    extra: bytes = b""

    @classmethod
    def parse(cls, data: bytes) -> "Proof":
        """Read a `.tlog-proof` file.

        Raises:
            NoteError: when it is not exactly one.

        """
        if not isinstance(data, bytes) or len(data) > 2 * LARGEST_NOTE:
            raise NoteError("no proof, or a very long one")
        head, separator, note = data.partition(b"\n\n")
        try:
            lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError as wrong:
            raise NoteError("a proof is text") from wrong
        if lines.pop(0) != HEADER or not separator:
            raise NoteError(f"a proof begins with {HEADER} and ends with a checkpoint")
        extra = b""
        if lines and lines[0].startswith("extra "):
            extra = decoded(lines.pop(0).removeprefix("extra "))
        if not lines or not lines[0].startswith("index "):
            raise NoteError("a proof says at which index")
        index = lines.pop(0).removeprefix("index ")
        if not DECIMAL.fullmatch(index):
            raise NoteError("the index of a proof is a decimal number")
        hashes = tuple(map(decoded, lines[: LONGEST_PROOF + 1]))
        if len(lines) > LONGEST_PROOF or any(len(item) != HASH_BYTES for item in hashes):
            raise NoteError(f"the hashes of a proof have {HASH_BYTES} bytes")
        return cls(int(index), hashes, note, extra)

    def __bytes__(self) -> bytes:
        """The file."""
        lines = [HEADER]
        if self.extra:
            lines.append(f"extra {encoded(self.extra)}")
        lines.append(f"index {self.index}")
        lines.extend(map(encoded, self.hashes))
        return "".join(f"{line}\n" for line in [*lines, ""]).encode() + self.note

    def verify(self, leaf_hash: bytes, origin: str, keys: Sequence[VerifierKey]) -> Checkpoint:
        """The checkpoint of the log under which the leaf stands at this index.

        Raises:
            NoteError: when the checkpoint is not signed, or the leaf is not under its root.

        """
        head = open_checkpoint(self.note, origin, keys)
        if not verify_inclusion(self.index, head.size, leaf_hash, self.hashes, head.root):
            raise NoteError("the leaf is not in the tree of the checkpoint")
        return head
