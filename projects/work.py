"""What waits for a person: every app says what it expects, this module collects it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from egov_outsource.access import own_rights_only
from egov_outsource.accounts.models import Delegation, User
from projects.models import Project

FAR = date.max
MOST = 50
Rows = TypeVar("Rows", bound="QuerySet[Any]")


@dataclass(frozen=True)
class Task:
    """One thing that somebody is expected to do, and where."""

    title: str | Promise
    url: str
    project: Project | None = None
    due: date | None = None
    acting_for: str = ""

    @property
    def is_late(self) -> bool:
        """Whether it should have been done before today."""
        return self.due is not None and self.due < timezone.localdate()


def most_urgent(rows: Rows, *order: str) -> Rows:
    """As many as somebody looks through: of one kind, the first by `order`.

    A leader of thousands of projects has thousands of tasks; a page of all of them helps nobody.
    """
    return rows.order_by(*order, "pk")[:MOST]


Provider = Callable[[User, Project | None], Iterable[Task]]
_providers: list[Provider] = []


def provides_tasks(provider: Provider) -> Provider:
    """Register `provider(user, project)`: what waits for `user`, in `project` or everywhere.

    It must start from `visible_to(user)` and may assume nothing else about the viewer.
    """
    _providers.append(provider)
    return provider


def tasks_for(user: User, project: Project | None = None) -> list[Task]:
    """What waits for `user`, the most urgent first, what has no date last.

    What waits only because the person stands in for somebody says for whom.
    """
    tasks = _collected(user, project)
    absent = Delegation.objects.in_force().filter(delegate=user).select_related("delegator")
    if names := ", ".join(sorted({one.delegator.name for one in absent})):
        with own_rights_only():
            own = set(_collected(user, project))
        tasks = [task if task in own else replace(task, acting_for=names) for task in tasks]
    return sorted(tasks, key=lambda task: (task.due or FAR, str(task.title)))


def _collected(user: User, project: Project | None) -> list[Task]:
    return [task for provider in _providers for task in provider(user, project)]
