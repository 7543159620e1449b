"""Import files of open contracting data."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Refusal
from egov_outsource.wall.eyes import as_system
from projects.publication.actions.import_process import import_process
from projects.publication.actions.receive_files import receive_files, size_of
from projects.publication.mapping.parties import Register
from projects.publication.models import ImportRun, SourceRelease
from projects.publication.ocds.interpreting import interpret
from projects.publication.ocds.merging import Merged, merge, moment
from projects.publication.ocds.problems import TEXTS, Problem
from projects.publication.permission import is_platform, require_import
from projects.publication.progress import Progress

log = logging.getLogger(__name__)
LOCKS = 0x0CD6


def import_ocds(run: ImportRun, *, actor: User, sources: Sequence[tuple[Path, str]]) -> ImportRun:
    """Officers who may import for `run.owner`, and the platform, import `sources`.

    First every release is kept, then every process that the files speak of is merged and
    imported in a transaction of its own; what is broken is told in `run.problems`. Safe to
    repeat, also after it was cut off. Each changed project has its own entry; the run ends
    with `import:finished`.
    """
    require_import(actor, run.owner)
    with as_system(throughout=True), _alone(run) as is_mine:
        if is_mine and not run.is_over:
            try:
                _run(run, actor, sources)
            except (OperationalError, InterfaceError):
                raise
            except Exception as error:
                run.status, run.failure = ImportRun.Status.FAILED, f"{type(error).__name__}"
                run.finished_at = timezone.now()
                run.save(update_fields=["status", "failure", "finished_at"])
                raise
    return run


@contextmanager
def _alone(run: ImportRun) -> Iterator[bool]:
    """Whether nobody else carries out this run; a worker that dies lets go of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, run.pk % 2**31])
        is_mine = bool(cursor.fetchone()[0])
    run.refresh_from_db()
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, run.pk % 2**31])


def _run(run: ImportRun, actor: User, sources: Sequence[tuple[Path, str]]) -> None:
    run.status, run.started_at = ImportRun.Status.RUNNING, timezone.now()
    run.save(update_fields=["status", "started_at"])
    progress = Progress(run)
    progress.begin(ImportRun.Phase.READING, sum(size_of(path) for path, _name in sources))
    publishers = receive_files(run, sources=sources, progress=progress)
    progress.begin(ImportRun.Phase.IMPORTING, len(publishers))
    register = Register(run.owner, is_bounded=not is_platform(actor))
    for number, (ocid, publisher) in enumerate(sorted(publishers.items()), start=1):
        _import(run, actor, ocid, publisher, register, progress)
        progress.reached(number)
    progress.close()
    run.status, run.finished_at = ImportRun.Status.DONE, timezone.now()
    with transaction.atomic():
        run.save()
        record("import:finished", run, actor=actor, organisation=run.owner, data=run.counts)


def _import(
    run: ImportRun, actor: User, ocid: str, publisher: str, register: Register, progress: Progress
) -> None:
    """One process; whatever is wrong with it costs only itself."""
    progress.counts["processes"] += 1
    merged, where = _present_state(run, ocid)
    problems = list(merged.problems)
    process = None
    if merged.release is not None:
        understood = interpret(merged.release)
        process = understood.process
        problems += understood.problems
    progress.complain(_placed(problem, where) for problem in problems)
    if process is None:
        progress.counts["refused"] += 1
        return
    register.begin()
    try:
        outcome = import_process(
            run, actor=actor, process=process, register=register, publisher=publisher
        )
    except (OperationalError, InterfaceError):
        raise
    except Refusal as refusal:
        code = refusal.code if refusal.code in TEXTS else "refused"
        problem = Problem(code, ocid=ocid, detail={"why": str(refusal.message)})
        _refuse(register, progress, _placed(problem, where))
        return
    except Exception as error:
        log.exception("process %s cannot be imported", ocid)
        problem = Problem("internal", ocid=ocid, detail={"why": type(error).__name__})
        _refuse(register, progress, _placed(problem, where))
        return
    progress.counts[outcome.change] += 1
    progress.counts["organisations_created"] += len(register.entered)
    progress.counts.update(outcome.counts)
    warnings = [
        Problem("two_kinds", "warning", ocid=ocid, detail={"name": name, "field": name})
        for name in register.doubled
    ]
    if outcome.change == "older":
        warnings.append(Problem("older", "warning", ocid=ocid))
    progress.complain(_placed(problem, where) for problem in warnings)


def _refuse(register: Register, progress: Progress, problem: Problem) -> None:
    register.undo()
    progress.counts["refused"] += 1
    progress.complain([problem])


def _present_state(run: ImportRun, ocid: str) -> tuple[Merged, SourceRelease | None]:
    """The releases of a process merged, and the last of them, where complaints belong.

    A release that came again under the same id and date replaces the one before.
    """
    rows = list(SourceRelease.objects.filter(owner=run.owner, ocid=ocid).order_by("pk"))
    releases = {(row.release_id, row.released): row.body for row in rows if not row.is_compiled}
    own = [row.body for row in rows if row.is_compiled]
    compiled = max(own, key=moment, default=None)
    return merge(ocid, releases.values(), compiled), rows[-1] if rows else None


def _placed(problem: Problem, where: SourceRelease | None) -> Problem:
    if where is None:
        return problem
    return replace(problem, path=where.path, pointer=where.pointer + problem.pointer)
