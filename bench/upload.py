"""A large file that comes in parts: from its beginning to stored evidence with its digest.

The baseline hashes and writes the same bytes and does nothing else: no upload can be faster. The
peak of memory is told for a small file and for a large one; it may not grow.
"""

import hashlib
import os
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from audit.evidence import parts
from audit.evidence.actions.receive_document import receive_document
from bench.figure import Figure, more
from egov_outsource.access import remembered_scopes
from egov_outsource.wall.eyes import as_system
from tests.build.projects import Cast, make_cast

MEGABYTE = 1 << 20
SMALL, LARGE = 16, 256  # MiB
PART = 8  # MiB, as the browser sends them
PIECE = 64 << 10  # as the server reads them
TIMES = 3
# neither of zeros nor the same twice
BLOCK = os.urandom(MEGABYTE)


def run() -> Iterator[Figure]:
    """One figure, with the memory beside it."""
    with as_system():
        cast = make_cast()
        _sent(cast, SMALL)
        pairs = [(_rate(cast), _bare()) for _ in range(TIMES)]
    ours, bare = (sorted(rates)[TIMES // 2] for rates in zip(*pairs, strict=True))
    figure = more("upload", ours, bare, "MiB/s")
    figure.more["goal"] = 140
    with as_system():
        figure.more["peak_mb"] = [_peak(cast, SMALL), _peak(cast, LARGE)]
    yield figure


def _rate(cast: Cast) -> float:
    start = time.perf_counter()
    _sent(cast, LARGE)
    return LARGE / (time.perf_counter() - start)


def _sent(cast: Cast, megabytes: int) -> None:
    """Begun, sent in parts of which each is checked, handed in."""
    name = f"model-{os.urandom(4).hex()}.pdf"
    actor = cast.project_manager
    with remembered_scopes():
        size = megabytes * MEGABYTE
        upload = parts.begin(cast.project, actor=actor, file_name=name, size=size)
        for _ in range(0, megabytes, PART):
            upload = parts.append(
                upload,
                offset=upload.offset,
                chunks=_pieces(b"%PDF-1.4 " + name.encode()),
                checksum=None,
            )
        receive_document(cast.project, actor=actor, upload=parts.Part(upload), kind="deliverable")


def _pieces(mark: bytes) -> Iterator[bytes]:
    """One part; `mark` makes files differ."""
    yield mark + BLOCK[len(mark) : PIECE]
    for place in range(PIECE, PART * MEGABYTE, PIECE):
        start = place % MEGABYTE
        yield BLOCK[start : start + PIECE]


def _bare() -> float:
    """Hashed and written, as fast as that goes here."""
    path = Path(settings.MEDIA_ROOT) / "bare"
    start = time.perf_counter()
    digest = hashlib.sha256()
    with path.open("wb") as out:
        for _ in range(0, LARGE, PART):
            for piece in _pieces(b""):
                digest.update(piece)
                out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    path.unlink()
    return LARGE / (time.perf_counter() - start)


def _peak(cast: Cast, megabytes: int) -> float:
    tracemalloc.start()
    _sent(cast, megabytes)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return round(peak / MEGABYTE, 1)
