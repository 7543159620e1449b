"""The kinds of jobs: a name, words for people, and the function that does one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from egov_outsource.jobs.models import Job

Outcome = dict[str, Any] | None
Work = Callable[[Job], Outcome]
MOST_ATTEMPTS = 4
LONGEST_SECONDS = 3600


@dataclass(frozen=True)
class Kind:
    """`result_url` leads from a job that is done to what came of it."""

    name: str
    label: str | Promise
    work: Work
    queue: str
    seconds: int
    attempts: int
    result_url: Callable[[Job], str] | None


KINDS: dict[str, Kind] = {}


def kind_of_job(
    name: str,
    label: str | Promise,
    *,
    queue: str = "bulk",
    seconds: int = LONGEST_SECONDS,
    attempts: int = MOST_ATTEMPTS,
    result_url: Callable[[Job], str] | None = None,
) -> Callable[[Work], Work]:
    """Register the function below as the work of this kind: idempotent, in the platform's name.

    It runs at most `seconds`, and is begun at most `attempts` times when workers die or something
    that it needs does not answer. What it does for a person it checks as that person.
    """

    def register(work: Work) -> Work:
        known = KINDS.setdefault(
            name, Kind(name, label, work, queue, seconds, attempts, result_url)
        )
        if known.work is not work:
            raise ValueError(f"There is a kind of job {name} already.")
        return work

    return register


def label_of(job: Job) -> str:
    """The words for what it is."""
    kind = KINDS.get(job.kind)
    return str(kind.label) if kind else job.kind
