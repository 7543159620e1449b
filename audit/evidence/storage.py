"""Where the bytes lie: under their SHA-256, in a folder or a bucket, written once, never a name.

A file arrives in a temporary place below MEDIA_ROOT while its digest is computed; only `keep`
puts it to its address. Whatever fails before that leaves nothing behind.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.utils.translation import gettext_lazy as _

from audit.evidence.catalogue import MEGABYTE
from egov_outsource.errors import Invalid

CHUNK = 1 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Store(Protocol):
    """Keeps bytes under an address that their digest gives."""

    def keep(self, source: Path, sha256: str) -> None:
        """Put the bytes of `source`, which stays, to the address of `sha256`, durably."""

    def opened(self, sha256: str) -> BinaryIO:
        """The bytes, to read; FileNotFoundError when they are not there."""

    def remove(self, sha256: str) -> None:
        """Remove the bytes, if they are there."""


class FolderStore:
    """Below MEDIA_ROOT, on the disk where files arrive: keeping is a link and a rename."""

    def keep(self, source: Path, sha256: str) -> None:
        """Durable: the folders are synced too; the same bytes twice are the same file."""
        target = path_of(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        link = _arrivals() / secrets.token_hex(16)
        source.chmod(0o440)
        os.link(source, link)
        link.replace(target)
        # a rename onto another link of the same file does nothing and leaves the name
        link.unlink(missing_ok=True)
        for folder in (target.parent, target.parent.parent):
            _sync_folder(folder)

    def opened(self, sha256: str) -> BinaryIO:
        """The file."""
        return path_of(sha256).open("rb")

    def remove(self, sha256: str) -> None:
        """Durable, too."""
        path = path_of(sha256)
        path.unlink(missing_ok=True)
        if path.parent.exists():
            _sync_folder(path.parent)


class BucketStore:
    """A bucket of an S3-compatible store, through django-storages."""

    def keep(self, source: Path, sha256: str) -> None:
        """Sent in pieces of constant memory; what fails raises, and so no row is written."""
        with source.open("rb") as content:
            storages["evidence"].save(address_of(sha256), File(content))

    def opened(self, sha256: str) -> BinaryIO:
        """The object; what does not fit into a little memory waits on the disk."""
        return cast("BinaryIO", storages["evidence"].open(address_of(sha256), "rb"))

    def remove(self, sha256: str) -> None:
        """Without an error when it is gone already."""
        storages["evidence"].delete(address_of(sha256))


def store() -> Store:
    """The store that is configured."""
    return BucketStore() if settings.EVIDENCE_BUCKET else FolderStore()


@dataclass(frozen=True)
class Arrival:
    """Bytes that have arrived completely and whose digest is known, not yet kept."""

    path: Path
    size: int
    sha256: str

    def keep(self) -> None:
        """Put the bytes to their address, durably; the same bytes twice are the same file."""
        store().keep(self.path, self.sha256)


def address_of(sha256: str) -> str:
    """The address of a digest within the store: `ab/cd/abcd…`.

    Raises:
        ValueError: when it is no SHA-256 in lower-case hex.

    """
    if not _DIGEST.fullmatch(sha256):
        raise ValueError("not a SHA-256 digest")
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def path_of(sha256: str) -> Path:
    """The address of a digest in the folder."""
    return Path(settings.MEDIA_ROOT) / address_of(sha256)


@contextmanager
def arriving(chunks: Iterable[bytes], *, limit: int | None = None) -> Iterator[Arrival]:
    """Write `chunks` to a temporary file of at most `limit` bytes while hashing them.

    Yields the `Arrival` once every byte is on the disk; the temporary file is removed.

    Raises:
        Invalid: empty, or larger than `limit` (EVIDENCE_MAX_BYTES).

    """
    path = _arrivals() / secrets.token_hex(16)
    try:
        with path.open("xb") as out:

            def written() -> Iterator[bytes]:
                for chunk in chunks:
                    yield chunk
                    out.write(chunk)

            sha256, size = _digest(written(), limit)
            out.flush()
            os.fsync(out.fileno())
        yield Arrival(path, size, sha256)
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def adopting(path: Path, *, limit: int) -> Iterator[Arrival]:
    """Hash a file that lies complete beside the evidence; it is not copied, and stays.

    Raises:
        Invalid: empty, or larger than `limit`.

    """
    with path.open("rb") as content:
        sha256, size = _digest(pieces(content), limit)
        os.fsync(content.fileno())
    yield Arrival(path, size, sha256)


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
    return store().opened(sha256)


def pieces(content: BinaryIO) -> Iterator[bytes]:
    """What is left of `content`, in pieces of constant size."""
    while piece := content.read(CHUNK):
        yield piece


def digest_of(content: BinaryIO) -> str:
    """The digest of what is left of `content`."""
    digest = hashlib.sha256()
    for piece in pieces(content):
        digest.update(piece)
    return digest.hexdigest()


def digest_now(sha256: str) -> str:
    """The digest of what lies at the address of `sha256` now; empty when nothing does."""
    try:
        with opened(sha256) as stored:
            return digest_of(stored)
    except FileNotFoundError:
        return ""


def _digest(chunks: Iterable[bytes], limit: int | None) -> tuple[str, int]:
    most = settings.EVIDENCE_MAX_BYTES if limit is None else limit
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise too_large(most)
        digest.update(chunk)
    if size == 0:
        sentence = _("The file is empty.")
        raise Invalid("FILE-EMPTY", sentence, fields={"file": sentence})
    return digest.hexdigest(), size


def _arrivals() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "arriving"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
