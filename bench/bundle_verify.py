"""The offline check of an evidence bundle: entries a second, with the memory that it takes.

`BENCH_ENTRIES` sets the size. The baseline reads and hashes every file of the bundle once, which no
check can do without.
"""

import hashlib
import os
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from audit.bundles.actions.request_bundle import request_bundle
from audit.bundles.building import stored_path
from audit.bundles.models import Bundle
from audit.bundles.tasks import build_bundle
from audit.log.models import LogKey
from audit.log.note import VerifierKey
from audit.log.record import record
from audit.log.tasks import sequence
from audit.verify.checking import check
from audit.verify.heads import Pinned
from bench import journal
from bench.figure import Figure, more
from egov_outsource.access import remembered_scopes
from egov_outsource.wall.eyes import as_system
from tests.build.projects import Cast, make_cast

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "4000"))


def run() -> Iterator[Figure]:
    """How fast a bundle is built, and how fast it is checked."""
    journal.begin()
    with as_system():
        cast = make_cast()
        bundle = _requested(cast)
        start = time.perf_counter()
        build_bundle(bundle.pk)
        built = time.perf_counter() - start
        bundle.refresh_from_db()
        assert bundle.state == Bundle.State.DONE, bundle.failure  # noqa: S101 - there is one
        path = stored_path(bundle.stored_as)
        key = VerifierKey.parse(LogKey.objects.get(tree="sha256").vkey)
    pinned = Pinned(key.name, (key,))
    entries = bundle.counts["entries"]
    start = time.perf_counter()
    _hashed(path)
    bare = entries / (time.perf_counter() - start)
    start = time.perf_counter()
    report = check(path, pinned)
    checked = entries / (time.perf_counter() - start)
    assert not report.doubts, report.findings[:3]  # noqa: S101 - an honest bundle holds
    tracemalloc.start()
    check(path, pinned)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    figure = more("bundle_verify", checked, bare, "entries/s")
    figure.more["entries"] = entries
    figure.more["peak_mb"] = round(peak / 1e6, 1)
    figure.more["built_entries_a_second"] = entries / built
    yield figure


def _requested(cast: Cast) -> Bundle:
    with remembered_scopes(), transaction.atomic():
        for number in range(ENTRIES):
            record("bench:happened", cast.project, actor=cast.officer, data={"number": number})
    sequence()
    bundle = request_bundle(cast.project, actor=cast.auditor)
    sequence()
    return bundle


def _hashed(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            hashlib.sha256(archive.read(name)).digest()
