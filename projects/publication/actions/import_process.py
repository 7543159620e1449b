"""Import one contracting process."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import connection

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.publication.mapping.parties import Register
from projects.publication.mapping.project import change_project, new_project
from projects.publication.mapping.rows import Rows
from projects.publication.mapping.selection import Selection
from projects.publication.mapping.supervision import Work
from projects.publication.models import ImportedProcess, ImportRun
from projects.publication.ocds.problems import TEXTS
from projects.publication.ocds.process import ContractingProcess
from projects.publication.permission import require_import
from projects.publication.storing import state_of

# imports write one process at a time, so that two never enter the same organisation twice
LOCK = 0x0CD5


@dataclass(frozen=True)
class Outcome:
    """What became of a process: created, updated, unchanged or older."""

    project: Project
    change: str
    counts: Counter[str] = field(default_factory=Counter)


@action
def import_process(
    run: ImportRun,
    *,
    actor: User,
    process: ContractingProcess,
    register: Register,
    publisher: str = "",
) -> Outcome:
    """Officers who may import for `run.owner`, and the platform, make or update a project.

    All of it or nothing. A state that was imported already changes nothing and records nothing;
    an older one than the known is not taken over. Recorded as `project:imported` or
    `project:import_updated`.

    Raises:
        Invalid: the buyer or the known project stands outside `run.owner`.

    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    require_import(actor, run.owner)
    state = state_of(process)
    imported = ImportedProcess.objects.select_for_update().filter(ocid=process.ocid).first()
    if imported is None:
        return _create(run, actor, process, register, publisher, state)
    if not register.holds(imported.project.owner):
        raise Invalid("foreign_process", TEXTS["foreign_process"])
    if imported.digest == state:
        return Outcome(imported.project, "unchanged")
    known = imported.last_release_at
    if known and (process.date is None or process.date < known):
        return Outcome(imported.project, "older")
    return _update(imported, run, actor, process, register, state)


def _create(
    run: ImportRun,
    actor: User,
    process: ContractingProcess,
    register: Register,
    publisher: str,
    state: str,
) -> Outcome:
    agency = register.agency(process.agency, process.publisher)
    project = new_project(process, agency=agency, actor=actor)
    counts = _write(Rows(project, is_new=True), actor, process, register)
    ImportedProcess.objects.create(
        project=project,
        ocid=process.ocid,
        publisher=publisher,
        last_release_at=process.date,
        digest=state,
        stage=process.stage,
        run=run,
    )
    _record("project:imported", project, run, actor, process, counts)
    return Outcome(project, "created", counts)


def _update(
    imported: ImportedProcess,
    run: ImportRun,
    actor: User,
    process: ContractingProcess,
    register: Register,
    state: str,
) -> Outcome:
    project = locked(imported.project)
    change_project(project, process, last_stage=imported.stage)
    counts = _write(Rows(project), actor, process, register)
    imported.last_release_at, imported.digest = process.date, state
    imported.stage, imported.run = process.stage, run
    imported.save()
    _record("project:import_updated", project, run, actor, process, counts)
    return Outcome(project, "updated", counts)


def _write(
    rows: Rows, actor: User, process: ContractingProcess, register: Register
) -> Counter[str]:
    contracts = Selection(rows, register, process, actor).write()
    Work(rows, register, process, actor, contracts).write()
    return rows.counts


def _record(
    event: str,
    project: Project,
    run: ImportRun,
    actor: User,
    process: ContractingProcess,
    counts: Counter[str],
) -> None:
    record(
        event,
        project,
        actor=actor,
        project=project,
        data={
            "ocid": process.ocid,
            "last_release": process.date,
            "import": run.pk,
            "rows": dict(counts),
        },
    )
    announce(project.pk)
