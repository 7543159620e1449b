"""Where the bytes lie: under their SHA-256 below MEDIA_ROOT, written once, never under a name.

A file arrives in a temporary place of the same disk while its digest is computed; only `keep`
moves it to its address. Whatever fails before that leaves nothing behind.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import Invalid

CHUNK = 1 << 20
MEGABYTE = 1 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Arrival:
    """Bytes that have arrived completely and whose digest is known, not yet kept."""

    path: Path
    size: int
    sha256: str

    def keep(self) -> None:
        """Move the bytes to their address, durably; the same bytes twice are the same file."""
        target = path_of(self.sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o440)
        self.path.replace(target)
        for folder in (target.parent, target.parent.parent):
            _sync_folder(folder)


def path_of(sha256: str) -> Path:
    """The address of a digest: `ab/cd/abcd…`.

    Raises:
        ValueError: when it is no SHA-256 in lower-case hex.

    """
    if not _DIGEST.fullmatch(sha256):
        raise ValueError("not a SHA-256 digest")
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def arriving(chunks: Iterable[bytes], *, limit: int | None = None) -> Iterator[Arrival]:
    """Write `chunks` to a temporary file of at most `limit` bytes while hashing them.

    Yields the `Arrival` once every byte is on the disk; what is not kept inside is removed.

    Raises:
        Invalid: empty, or larger than `limit` (EVIDENCE_MAX_BYTES).

    """
    most = settings.EVIDENCE_MAX_BYTES if limit is None else limit
    folder = Path(settings.MEDIA_ROOT) / "arriving"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / secrets.token_hex(16)
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as out:
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise too_large(most)
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if size == 0:
            raise Invalid(
                "FILE-EMPTY", _("The file is empty."), fields={"file": _("The file is empty.")}
            )
        yield Arrival(path, size, digest.hexdigest())
    finally:
        path.unlink(missing_ok=True)


def too_large(limit: int) -> Invalid:
    """The refusal of a file above the limit."""
    sentence = _("The file is larger than %(limit)s MB, the most that is taken.") % {
        "limit": limit // MEGABYTE
    }
    return Invalid("FILE-TOO-LARGE", sentence, fields={"file": sentence})


def opened(sha256: str) -> BinaryIO:
    """The bytes of a digest, to read.

    Raises:
        FileNotFoundError: when they are not there.

    """
    return path_of(sha256).open("rb")


def digest_now(sha256: str) -> str:
    """The digest of what lies at the address of `sha256` now; empty when nothing does."""
    digest = hashlib.sha256()
    try:
        with opened(sha256) as stored:
            while chunk := stored.read(CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return ""
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
