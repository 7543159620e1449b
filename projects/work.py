"""What waits for a person: every app says what it expects, this module collects it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise

from egov_outsource.accounts.models import User
from projects.models import Project

FAR = date.max


@dataclass(frozen=True)
class Task:
    """One thing that somebody is expected to do, and where."""

    title: str | Promise
    url: str
    project: Project | None = None
    due: date | None = None

    @property
    def is_late(self) -> bool:
        """Whether it should have been done before today."""
        return self.due is not None and self.due < timezone.localdate()


Provider = Callable[[User, Project | None], Iterable[Task]]
_providers: list[Provider] = []


def provides_tasks(provider: Provider) -> Provider:
    """Register `provider(user, project)`: what waits for `user`, in `project` or everywhere.

    It must start from `visible_to(user)` and may assume nothing else about the viewer.
    """
    _providers.append(provider)
    return provider


def tasks_for(user: User, project: Project | None = None) -> list[Task]:
    """What waits for `user`, the most urgent first, what has no date last."""
    tasks = [task for provider in _providers for task in provider(user, project)]
    return sorted(tasks, key=lambda task: (task.due or FAR, str(task.title)))
