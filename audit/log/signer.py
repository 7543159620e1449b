"""Who signs heads of the tree: a key that only the sequencer reaches, and its memory.

The memory is the last head that was signed. It lies beside the key, outside the database, so that
a database that was set back or rewritten is not signed for.
"""

import json
import os
import secrets
import tempfile
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from audit.log.notation import NoteError
from audit.log.note import ED25519, Checkpoint, Signature, SigningKey, VerifierKey


class SignerError(Exception):
    """The key is not there, or not the one that it was."""


class Signer(Protocol):
    """What signs, wherever its key lies; another one is named by the setting LOG_SIGNER."""

    verifier: VerifierKey

    def remembered(self) -> Checkpoint | None:
        """The last head that was signed."""

    def sign(self, head: Checkpoint) -> Signature:
        """Remember the head, durably, and sign it."""


class FileSigner:
    """An Ed25519 key in a file that only its owner reads."""

    def __init__(self, origin: str, *, number: int, may_create: bool) -> None:
        """Open the key of a log with this number; make it when there is none yet.

        Raises:
            SignerError: when it is missing, unreadable or of another log.

        """
        name = "".join(letter if letter.isalnum() else "-" for letter in origin)
        suffix = f"-{number}" if number > 1 else ""
        self.path = Path(settings.LOG_KEY_ROOT) / f"{name}{suffix}.key"
        try:
            if may_create and not self.path.exists():
                self._create(SigningKey(origin, ED25519, secrets.token_bytes(32)))
            self._key = SigningKey.parse(self.path.read_text(encoding="ascii").strip())
        except (OSError, NoteError, UnicodeDecodeError) as problem:
            raise SignerError(f"the signing key of {origin} cannot be read: {problem}") from problem
        self.verifier = self._key.verifier

    def remembered(self) -> Checkpoint | None:
        """From the file beside the key.

        Raises:
            SignerError: when the file is not what was written.

        """
        if not self._memory.exists():
            return None
        try:
            facts = json.loads(self._memory.read_text(encoding="ascii"))
            return Checkpoint(self._key.name, int(facts["size"]), bytes.fromhex(facts["root"]))
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise SignerError(f"{self._memory} cannot be read: {problem}") from problem

    def sign(self, head: Checkpoint) -> Signature:
        """Remember, then sign: what was signed is never forgotten."""
        _write(self._memory, json.dumps({"size": head.size, "root": head.root.hex()}))
        return self._key.sign(str(head))

    @property
    def _memory(self) -> Path:
        return self.path.with_suffix(".head")

    def _create(self, key: SigningKey) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(self.path, key.encode() + "\n")


def signer(origin: str, *, number: int, may_create: bool) -> Signer:
    """The signer that settings name, for the key with this number of the log of this origin."""
    kind = import_string(settings.LOG_SIGNER)
    made: Signer = kind(origin, number=number, may_create=may_create)
    return made


def _write(path: Path, text: str) -> None:
    """Put a file there, whole, for its owner only."""
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    Path(made).replace(path)
