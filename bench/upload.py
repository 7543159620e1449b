"""A large file that comes in parts: from its beginning to stored evidence with its digest.

The baseline is what anybody would do with such a file: `sha256sum` and a copy that is on the disk.
An upload may take twice as long. The peak of the process is told after a small file and after the
large ones; it may not grow. `BENCH_MIB` sets the size.
"""

import os
import resource
import subprocess
import time
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
SMALL, LARGE = 16, int(os.environ.get("BENCH_MIB", "1024"))
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
        peaks = [_peak()]
        pairs = [(_rate(cast), _bare()) for _ in range(TIMES)]
        peaks.append(_peak())
    ours, bare = (sorted(rates)[TIMES // 2] for rates in zip(*pairs, strict=True))
    figure = more("upload", ours, bare, "MiB/s")
    figure.more.update(goal=bare / 2, mib=LARGE, peak_mb=peaks)
    yield figure


def _rate(cast: Cast) -> float:
    start = time.perf_counter()
    _sent(cast, LARGE)
    return LARGE / (time.perf_counter() - start)


def _sent(cast: Cast, megabytes: int) -> None:
    """Begun, sent in parts, handed in."""
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
    """Hashed and copied by the programs of the system; the file lies in memory from being made."""
    source, copy = (Path(settings.MEDIA_ROOT) / name for name in ("bare", "bare-copy"))
    with source.open("wb") as out:
        for _ in range(0, LARGE, PART):
            out.writelines(_pieces(b""))
        out.flush()
        os.fsync(out.fileno())
    start = time.perf_counter()
    for command in (
        ["sha256sum", str(source)],
        ["cp", str(source), str(copy)],
        ["sync", str(copy)],
    ):
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own files
    taken = time.perf_counter() - start
    source.unlink()
    copy.unlink()
    return LARGE / taken


def _peak() -> float:
    """Of this process until now, in MiB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
