"""The task queue: tasks are found in every app's `tasks` module."""

import os
from typing import Any

from celery import Celery, Task

from egov_outsource.wall.eyes import as_system

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egov_outsource.settings")


class PlatformTask(Task):
    """Work on sets of rows in the platform's own name; what it does for a person is an action."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run, seeing everything."""
        with as_system():
            return super().__call__(*args, **kwargs)


app = Celery("egov_outsource", task_cls=PlatformTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
