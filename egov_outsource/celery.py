"""The task queue: tasks are found in every app's `tasks` module."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egov_outsource.settings")

app = Celery("egov_outsource")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
