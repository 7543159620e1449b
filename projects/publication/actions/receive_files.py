"""Receive the releases of files."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction

from projects.publication.models import ImportRun, SourceRelease
from projects.publication.ocds.problems import Problem
from projects.publication.ocds.reading import Found, read
from projects.publication.progress import Progress
from projects.publication.storing import digest_of, storable

BATCH = 200


def receive_files(
    run: ImportRun, *, sources: Sequence[tuple[Path, str]], progress: Progress
) -> dict[str, str]:
    """Keep the releases of files that are not known yet; tell what cannot be read.

    Part of an import, which asks who may. Returns the publishers by the ocids of which the
    files speak.
    """
    touched: dict[str, str] = {}
    rows = _all_rows(run, sources, progress, touched)
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic():
            known = set(
                SourceRelease.objects.filter(
                    owner=run.owner, digest__in=[row.digest for row in batch]
                ).values_list("ocid", "digest")
            )
            new = {(row.ocid, row.digest): row for row in batch}
            fresh = [row for key, row in new.items() if key not in known]
            SourceRelease.objects.bulk_create(fresh, ignore_conflicts=True)
        progress.counts["releases"] += len(batch)
        progress.counts["releases_new"] += len(fresh)
    return touched


def size_of(path: Path) -> int:
    """How many bytes lie there; none when there is no file."""
    return path.stat().st_size if path.is_file() else 0


def _all_rows(
    run: ImportRun,
    sources: Sequence[tuple[Path, str]],
    progress: Progress,
    touched: dict[str, str],
) -> Iterator[SourceRelease]:
    behind = 0
    for path, name in sources:
        yield from _rows(run, path, name, behind, progress, touched)
        behind += size_of(path)
        progress.reached(behind)


def _rows(
    run: ImportRun,
    path: Path,
    name: str,
    behind: int,
    progress: Progress,
    touched: dict[str, str],
) -> Iterator[SourceRelease]:
    progress.counts["files"] += 1
    is_useful = False
    for entry in read(path, name=name, progress=lambda done: progress.reached(behind + done)):
        if isinstance(entry, Problem):
            progress.complain([entry])
            continue
        is_useful = True
        touched[entry.ocid] = entry.publisher or touched.get(entry.ocid, "")
        for release in entry.releases:
            yield _row(run, entry, release, is_compiled=False)
        if entry.compiled:
            yield _row(run, entry, entry.compiled, is_compiled=True)
    if not is_useful:
        progress.counts["files_refused"] += 1


def _row(
    run: ImportRun, entry: Found, release: dict[str, Any], *, is_compiled: bool
) -> SourceRelease:
    body = storable(release)
    return SourceRelease(
        owner=run.owner,
        run=run,
        ocid=entry.ocid,
        release_id=str(body.get("id") or "")[:200],
        released=str(body.get("date") or "")[:60],
        is_compiled=is_compiled,
        digest=digest_of([is_compiled, body]),
        body=body,
        path=entry.path[-500:],
        pointer=entry.pointer[:200],
    )
