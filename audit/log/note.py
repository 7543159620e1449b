"""Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature).

The module needs `cryptography` and nothing of the platform, so that a verifier can carry it.
Whatever is read here was written by somebody else: parsing is strict, and nothing but `NoteError`
is raised for what is not exactly as the formats say.
"""

import hashlib
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ed25519

from audit.log.notation import (
    CONTROL,
    DECIMAL,
    NoteError,
    check_name,
    check_text,
    decoded,
    encoded,
    short,
)

try:
    from cryptography.hazmat.primitives.asymmetric import mldsa
except ImportError:  # an older `cryptography` on the machine of a verifier
    mldsa = None  # type: ignore[assignment]

ED25519, COSIGNATURE, ML_DSA_44 = 0x01, 0x04, 0x06
PUBLIC_BYTES = {ED25519: 32, COSIGNATURE: 32, ML_DSA_44: 1312}
SIGNATURE_BYTES = {ED25519: 64, COSIGNATURE: 8 + 64, ML_DSA_44: 8 + 2420}
SEED_BYTES = 32
KEY_ID_BYTES = 4
HASH_BYTES = 32
LARGEST_NOTE = 1_000_000
MOST_SIGNATURES = 100
LARGEST_SIZE = 2**63 - 1
EM_DASH = "\u2014"


@dataclass(frozen=True)
class VerifierKey:
    """A public key with the name of its holder: what a reader of notes pins.

    A log that changes its key says from which size on the one signs heads and up to which size
    the other: whoever gets hold of a withdrawn key cannot sign anything new with it.
    """

    name: str
    algorithm: int
    public: bytes
    first: int = field(default=0, compare=False)
    last: int = field(default=LARGEST_SIZE, compare=False)

    def __post_init__(self) -> None:
        """Only keys that can verify something.

        Raises:
            NoteError: for a name, an algorithm or a length that the format does not know.

        """
        check_name(self.name)
        if PUBLIC_BYTES.get(self.algorithm) != len(self.public):
            raise NoteError("no public key of a known algorithm")
        if not 0 <= self.first <= self.last <= LARGEST_SIZE:
            raise NoteError("a key that is in force for no size")

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Read `name+hash+base64`.

        Raises:
            NoteError: when it is not exactly that.

        """
        parts = text.split("+", 2) if isinstance(text, str) else []
        if len(parts) != 3:  # noqa: PLR2004 - name, hash, key
            raise NoteError("a verifier key is name+hash+base64")
        material = decoded(parts[2])
        if not material:
            raise NoteError("a verifier key without a key")
        key = cls(parts[0], material[0], material[1:])
        if parts[1] != key.key_id.hex():
            raise NoteError("the hash of the verifier key is not that of its name and key")
        return key

    @classmethod
    def parse_line(cls, line: str) -> "VerifierKey":
        """Read a key as a log publishes it: `name+hash+base64 [from=SIZE] [until=SIZE]`.

        Raises:
            NoteError: when it is not exactly that.

        """
        text, *limits = line.split(" ")
        bounds: dict[str, int] = {}
        for limit in limits:
            word, _, size = limit.partition("=")
            if word not in {"from", "until"} or word in bounds or not DECIMAL.fullmatch(size):
                raise NoteError("after a key stand at most from=SIZE and until=SIZE")
            bounds[word] = int(size)
        first, last = bounds.get("from", 0), bounds.get("until", LARGEST_SIZE)
        return replace(cls.parse(text), first=first, last=last)

    @property
    def line(self) -> str:
        """As `parse_line` reads it."""
        beginning = f" from={self.first}" if self.first else ""
        end = f" until={self.last}" if self.last < LARGEST_SIZE else ""
        return f"{self}{beginning}{end}"

    def __str__(self) -> str:
        """As `name+hash+base64`."""
        material = encoded(bytes([self.algorithm]) + self.public)
        return f"{self.name}+{self.key_id.hex()}+{material}"

    @property
    def key_id(self) -> bytes:
        """The four bytes by which signature lines name the key."""
        facts = self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public
        return hashlib.sha256(facts).digest()[:KEY_ID_BYTES]

    def verify(self, text: str, signature: bytes) -> int | None:
        """The time that the signature states, None if its kind states none.

        Raises:
            NoteError: when it is not this key's signature of `text`.

        """
        if len(signature) != SIGNATURE_BYTES[self.algorithm]:
            raise NoteError(f"a signature of {self.name} has another length")
        at = None
        if self.algorithm != ED25519:
            (at,) = struct.unpack(">Q", signature[:8])
            if at > LARGEST_SIZE:
                raise NoteError("a time beyond all times")
        message = signed_message(self.name, self.algorithm, text, at)
        try:
            if self.algorithm == ML_DSA_44:
                _mldsa().MLDSA44PublicKey.from_public_bytes(self.public).verify(
                    signature[8:], message
                )
            else:
                raw = signature if at is None else signature[8:]
                ed25519.Ed25519PublicKey.from_public_bytes(self.public).verify(raw, message)
        except (InvalidSignature, UnsupportedAlgorithm, ValueError) as wrong:
            raise NoteError(f"the signature of {self.name} does not hold") from wrong
        return at


@dataclass(frozen=True)
class Signature:
    """One signature line."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        """The line, with its newline."""
        return f"{EM_DASH} {self.name} {encoded(self.key_id + self.signature)}\n"


@dataclass(frozen=True)
class SigningKey:
    """A private key with the name of its holder; the seed is all there is to keep."""

    name: str
    algorithm: int
    seed: bytes

    @classmethod
    def parse(cls, text: str) -> "SigningKey":
        """Read `PRIVATE+KEY+name+hash+base64`.

        Raises:
            NoteError: when it is not exactly that.

        """
        parts = text.split("+", 4)
        if len(parts) != 5 or parts[:2] != ["PRIVATE", "KEY"]:  # noqa: PLR2004
            raise NoteError("a signing key is PRIVATE+KEY+name+hash+base64")
        material = decoded(parts[4])
        if len(material) != 1 + SEED_BYTES or material[0] not in PUBLIC_BYTES:
            raise NoteError("no private key of a known algorithm")
        key = cls(parts[2], material[0], material[1:])
        if parts[3] != key.verifier.key_id.hex():
            raise NoteError("the hash of the signing key is not that of its name and key")
        return key

    def encode(self) -> str:
        """As `PRIVATE+KEY+name+hash+base64`: secret."""
        material = encoded(bytes([self.algorithm]) + self.seed)
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{material}"

    def __repr__(self) -> str:
        """Without the secret."""
        return f"SigningKey({self.name!r}, {self.algorithm})"

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self.algorithm, self._private.public_key().public_bytes_raw())

    def sign(self, text: str, at: int | None = None) -> Signature:
        """Sign a text; a cosignature states the POSIX time `at`.

        Raises:
            NoteError: for a text that is none, and for a time with the wrong kind of key.

        """
        check_text(text)
        if (at is None) != (self.algorithm == ED25519):
            raise NoteError("cosignatures state a time, and only they")
        message = signed_message(self.name, self.algorithm, text, at)
        stamp = b"" if at is None else struct.pack(">Q", at)
        return Signature(self.name, self.verifier.key_id, stamp + self._private.sign(message))

    @property
    def _private(self) -> Any:
        if self.algorithm == ML_DSA_44:
            return _mldsa().MLDSA44PrivateKey.from_seed_bytes(self.seed)
        return ed25519.Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True)
class Note:
    """A text and the lines below it, nothing of it verified."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, data: bytes) -> "Note":
        """Read a note.

        Raises:
            NoteError: when the bytes are not exactly one.

        """
        if not isinstance(data, bytes) or len(data) > LARGEST_NOTE:
            raise NoteError("no note, or a very long one")
        try:
            content = data.decode()
        except UnicodeDecodeError as wrong:
            raise NoteError("a note is UTF-8") from wrong
        if CONTROL.search(content):
            raise NoteError("a note has no control characters")
        split = content.rfind("\n\n")
        if split < 0 or not content.endswith("\n"):
            raise NoteError("a note is a text, a blank line and signature lines")
        lines = content[split + 2 :].split("\n")[:-1]
        if not 0 < len(lines) <= MOST_SIGNATURES:
            raise NoteError("no signature, or very many")
        return cls(content[: split + 1], tuple(map(_signature, lines)))

    def __bytes__(self) -> bytes:
        """The note as it is passed on."""
        return "".join([self.text, "\n", *map(str, self.signatures)]).encode()

    def verified(self, keys: Iterable[VerifierKey]) -> dict[VerifierKey, int | None]:
        """Which of the keys signed, with the times that cosignatures state.

        Lines of unknown keys are passed over; a line of a known key that does not hold makes the
        whole note worthless.

        Raises:
            NoteError: when none of them signed, or a signature does not hold.

        """
        known = {(key.name, key.key_id): key for key in keys}
        found: dict[VerifierKey, int | None] = {}
        for item in self.signatures:
            key = known.get((item.name, item.key_id))
            if key is None:
                continue
            at = key.verify(self.text, item.signature)
            found.setdefault(key, at)
        if not found:
            raise NoteError("nobody whose key is known signed this note")
        return found


@dataclass(frozen=True)
class Checkpoint:
    """The head of a tree: whose, how many leaves, which root."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the text of a note as a checkpoint.

        Raises:
            NoteError: when it is not exactly one.

        """
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop() or not all(lines):  # noqa: PLR2004
            raise NoteError("a checkpoint has at least three lines, none empty")
        if not DECIMAL.fullmatch(lines[1]) or int(lines[1]) > LARGEST_SIZE:
            raise NoteError("the size of a checkpoint is a decimal number")
        root = decoded(lines[2])
        if len(root) != HASH_BYTES:
            raise NoteError(f"the root of a checkpoint has {HASH_BYTES} bytes")
        return cls(lines[0], int(lines[1]), root, tuple(lines[3:]))

    def __str__(self) -> str:
        """The text of its note."""
        lines = [self.origin, str(self.size), encoded(self.root), *self.extensions]
        return "".join(f"{line}\n" for line in lines)


def open_checkpoint(data: bytes, origin: str, keys: Sequence[VerifierKey]) -> Checkpoint:
    """The checkpoint of the log `origin`, signed by at least one of the log's own `keys`.

    Raises:
        NoteError: when it is not exactly that.

    """
    note = Note.parse(data)
    checkpoint = Checkpoint.parse(note.text)
    require_signed(note, checkpoint.size, keys)
    if checkpoint.origin != origin:
        raise NoteError("a checkpoint of another log")
    return checkpoint


def require_signed(note: Note, size: int, keys: Iterable[VerifierKey]) -> None:
    """See that one of `keys` signed this head of `size` leaves, and signs heads of that size.

    Raises:
        NoteError: when none did, or the one that did is withdrawn or not yet in force.

    """
    if not any(key.first <= size <= key.last for key in note.verified(keys)):
        raise NoteError("a head that was signed outside the sizes for which its key is in force")


def read_signatures(data: bytes) -> tuple[Signature, ...]:
    """Signature lines that came without their note.

    Raises:
        NoteError: when the bytes are not exactly such lines.

    """
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError as wrong:
        raise NoteError("signature lines are UTF-8") from wrong
    if lines.pop() or not 0 < len(lines) <= MOST_SIGNATURES:
        raise NoteError("no signature line, or very many, or one without its end")
    return tuple(map(_signature, lines))


def signed_message(name: str, algorithm: int, text: str, at: int | None) -> bytes:
    """The bytes that a key of this kind signs for a text."""
    if algorithm == ED25519:
        return text.encode()
    if algorithm == COSIGNATURE:
        return f"cosignature/v1\ntime {at}\n{text}".encode()
    head = Checkpoint.parse(text)
    return b"".join(
        [
            b"subtree/v1\n\0",
            short(name),
            struct.pack(">Q", at or 0),
            short(head.origin),
            struct.pack(">QQ", 0, head.size),
            head.root,
        ]
    )


def _signature(line: str) -> Signature:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != EM_DASH:  # noqa: PLR2004 - dash, name, base64
        raise NoteError("no signature line")
    check_name(parts[1])
    raw = decoded(parts[2])
    if len(raw) <= KEY_ID_BYTES:
        raise NoteError("a signature line without a signature")
    return Signature(parts[1], raw[:KEY_ID_BYTES], raw[KEY_ID_BYTES:])


def _mldsa() -> Any:
    if mldsa is None:
        raise NoteError("this version of cryptography knows no ML-DSA")
    return mldsa
