"""All long work that waits or runs, whatever keeps its state: jobs, runs, imports, bundles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.bundles.models import Bundle
from egov_outsource.jobs.kinds import label_of
from egov_outsource.jobs.models import Job
from projects.publication.models import ImportRun
from risk.models import RecomputeRun

MOST = 50
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True)
class Work:
    """One line: what it is, how far, since when; `room` and `pk` name it for its buttons."""

    room: str
    pk: int
    label: str
    state: str
    done: int
    total: int
    asked_at: datetime
    attempts: int = 0
    failure: str = ""
    may_cancel: bool = False
    may_retry: bool = False

    @property
    def progress(self) -> dict[str, Any]:
        """What the progress bar shows."""
        return {
            "id": f"{self.room}-{self.pk}",
            "label": f"{self.label} #{self.pk}",
            "done": self.done,
            "total": self.total,
            "state": self.state,
        }


def under_way() -> list[Work]:
    """What waits or runs, oldest first."""
    jobs = (_job(job) for job in Job.objects.open().order_by("id")[:MOST])
    found = [*jobs, *_runs(), *_imports(), *_bundles()]
    return sorted(found, key=lambda work: work.asked_at)


def failed_work() -> list[Work]:
    """Jobs that failed, runs of which something was given up, and the imports and bundles of
    `REMEMBERED` that failed, which only who asked for them can begin anew; newest first."""
    failed = Job.objects.filter(state=Job.State.FAILED).order_by("-finished_at")
    runs = RecomputeRun.objects.filter(chunks__failed_at__isnull=False).distinct()
    since = timezone.now() - REMEMBERED
    imports = ImportRun.objects.filter(status=ImportRun.Status.FAILED, finished_at__gte=since)
    bundles = Bundle.objects.filter(state=Bundle.State.FAILED, finished_at__gte=since)
    found = [
        *map(_job, failed[:MOST]),
        *map(_given_up, runs.order_by("-id")[:MOST]),
        *map(_import, imports.order_by("-id")[:MOST]),
        *map(_bundle, bundles.order_by("-id")[:MOST]),
    ]
    return sorted(found, key=lambda work: work.asked_at, reverse=True)


def _job(job: Job) -> Work:
    reason = f"{job.get_failure_display()} {job.fault}".strip()
    return Work(
        "jobs",
        job.pk,
        label_of(job),
        job.state,
        job.done,
        job.total,
        job.asked_at,
        attempts=job.attempts,
        failure=reason if job.failure else "",
        may_retry=job.state == Job.State.FAILED,
        may_cancel=job.is_open and not job.is_being_cancelled,
    )


def _runs() -> Iterator[Work]:
    for run in RecomputeRun.objects.unfinished().order_by("id")[:MOST]:
        done = run.done
        state = "running" if done else "waiting"
        label = _("Risk of all projects")
        yield Work("runs", run.pk, label, state, done, run.total, run.requested_at)


def _given_up(run: RecomputeRun) -> Work:
    number = run.failed
    reason = _("%(number)d projects are in parts that were given up.") % {"number": number}
    return Work(
        "runs",
        run.pk,
        _("Risk of all projects"),
        "failed",
        run.done,
        run.total,
        run.requested_at,
        failure=reason,
        may_retry=True,
    )


def _imports() -> Iterator[Work]:
    status = ImportRun.Status
    return map(
        _import, ImportRun.objects.filter(status__in=[status.WAITING, status.RUNNING])[:MOST]
    )


def _import(run: ImportRun) -> Work:
    state = str(run.status)
    return Work("imports", run.pk, _("Import"), state, 0, 0, run.created_at, failure=run.failure)


def _bundles() -> Iterator[Work]:
    return map(_bundle, Bundle.objects.filter(state__in=Bundle.OPEN)[:MOST])


def _bundle(one: Bundle) -> Work:
    return Work(
        "bundles",
        one.pk,
        _("Evidence bundle"),
        one.state,
        one.done,
        one.total,
        one.requested_at,
        attempts=one.attempts,
        failure=str(one.get_failure_display()) if one.failure else "",
    )
