"""The wire format of `add-checkpoint` (C2SP tlog-witness), as a log writes and a witness reads."""

from dataclasses import dataclass

from audit.log.notation import DECIMAL, NoteError, decoded, encoded
from audit.log.note import HASH_BYTES

PATH = "/add-checkpoint"
LONGEST_PROOF = 63
LARGEST_REQUEST = 64 << 10
CONTENT_TYPE = "text/plain; charset=utf-8"
SIZE_CONTENT_TYPE = "text/x.tlog.size"


@dataclass(frozen=True)
class Request:
    """A head that a log wants to have cosigned, and how it follows from an older one."""

    old_size: int
    proof: tuple[bytes, ...]
    note: bytes

    @classmethod
    def parse(cls, body: bytes) -> "Request":
        """Read the body: `old N`, hashes, an empty line, the note.

        Raises:
            NoteError: when it is not exactly that.

        """
        head, separator, note = body.partition(b"\n\n")
        try:
            first, *hashes = head.decode("ascii").split("\n")
        except UnicodeDecodeError as wrong:
            raise NoteError("the lines before the note are ASCII") from wrong
        size = first.removeprefix("old ")
        if not separator or not first.startswith("old ") or not DECIMAL.fullmatch(size):
            raise NoteError("a request begins with `old` and a decimal number")
        proof = tuple(map(decoded, hashes[: LONGEST_PROOF + 1]))
        if len(hashes) > LONGEST_PROOF or any(len(item) != HASH_BYTES for item in proof):
            raise NoteError(f"a proof has at most {LONGEST_PROOF} hashes of {HASH_BYTES} bytes")
        return cls(int(size), proof, note)

    def __bytes__(self) -> bytes:
        """The body."""
        lines = [f"old {self.old_size}", *map(encoded, self.proof), ""]
        return "".join(f"{line}\n" for line in lines).encode() + self.note
