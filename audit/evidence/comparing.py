"""Whether what leaves is what was received: compared while it leaves, or before a part of it does.

The outcome of comparing a file is remembered as long as nothing touches the file: its change time
is the kernel's, which nobody sets.
"""

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from audit.evidence import storage
from audit.evidence.models import Document
from egov_outsource.errors import NotReady

State = tuple[int, ...]
MOST_REMEMBERED = 10_000
# a change within the same tick of the kernel's clock would have the same change time
TICK_NS = 1_000_000_000

_right: dict[str, State] = {}


class ChangedFileError(Exception):
    """The stored file is not what was received; the next nightly check records it."""


@dataclass(frozen=True)
class Leaving:
    """Pieces of an open file; it is closed also when nobody takes them."""

    content: BinaryIO
    pieces: Iterator[bytes]

    def __iter__(self) -> Iterator[bytes]:
        """Once."""
        return self.pieces

    def close(self) -> None:
        """The response is done."""
        self.content.close()


def unchanged(content: BinaryIO, *, size: int, sha256: str) -> Iterator[bytes]:
    """The last piece leaves only when all together are what was received.

    Raises:
        ChangedFileError: before that: the transfer breaks off, and nobody takes it for whole.

    """
    digest, left, held = hashlib.sha256(), size, b""
    while left >= 0 and (piece := content.read(storage.CHUNK)):
        digest.update(piece)
        left -= len(piece)
        if held and left >= 0:
            yield held
        held = piece
    if left or digest.hexdigest() != sha256:
        raise ChangedFileError(sha256)
    yield held


def require_received(content: BinaryIO, document: Document) -> State | None:
    """Read all of the open file, if nobody did since something touched it; its state.

    Raises:
        NotReady: it is not what was received.

    """
    state = _state(content)
    if state is not None and _right.get(document.sha256) == state:
        return state
    if storage.digest_of(content) != document.sha256:
        raise changed_file()
    if state is not None and time.time_ns() - state[-1] > TICK_NS:
        if len(_right) >= MOST_REMEMBERED:
            _right.clear()
        _right[document.sha256] = state
    return state


def between(content: BinaryIO, first: int, last: int, state: State | None) -> Iterator[bytes]:
    """The bytes from `first` to `last` of a file that was right in this state.

    Raises:
        ChangedFileError: something touched it since.

    """
    content.seek(first)
    left = last - first + 1
    while left and (piece := content.read(min(storage.CHUNK, left))):
        if _state(content) != state:
            raise ChangedFileError(first)
        left -= len(piece)
        yield piece


def changed_file() -> NotReady:
    """The refusal of a file that is not what was received."""
    return NotReady(
        "FILE-CHANGED",
        _("The stored file is not what was received; nobody is given it as evidence."),
        helper=_("The operator restores it from a backup; the next check lets it out again."),
    )


def _state(content: BinaryIO) -> State | None:
    """What changes when something touches the file; nothing for a copy from a bucket."""
    if settings.EVIDENCE_BUCKET:
        return None
    facts = os.fstat(content.fileno())
    return facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns
