"""The task queue: tasks are found in every app's modules `tasks` and `outside_tasks`; what holds
for all of them is here."""

import os
from typing import Any, ClassVar

from celery import Celery, Task

from egov_outsource.transient import TRANSIENT
from egov_outsource.wall.eyes import as_system

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egov_outsource.settings")


class PlatformTask(Task):
    """Work on sets of rows in the platform's own name; what it does for a person is an action.

    Idempotent, every one: done again when its worker dies, and, after pauses that grow and vary,
    when something that it needs does not answer. What fails for good is noted by
    `egov_outsource.jobs.receivers`. A task that is tried again for more than that adds to
    `TRANSIENT`. Limits of time and late acknowledgement are settings.
    """

    autoretry_for: ClassVar[tuple[type[Exception], ...]] = TRANSIENT
    max_retries = 8
    retry_backoff = 2
    retry_backoff_max = 300
    retry_jitter = True
    default_retry_delay = 5  # seconds, after a worker died in the middle of it

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run, seeing everything."""
        with as_system():
            return super().__call__(*args, **kwargs)


app = Celery("egov_outsource", task_cls=PlatformTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="outside_tasks")
