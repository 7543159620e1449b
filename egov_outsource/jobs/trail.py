"""Sentences of the events of jobs."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "job:cancelled": _("cancelled the job {subject}"),
    "job:retried": _("had the job {subject} tried again"),
    "task:retried": _("had the failed task {subject} done again"),
    "task:put_away": _("put the failed task {subject} away"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "cancel_job": _("cancel job"),
    "put_task_away": _("put task away"),
    "retry_job": _("retry job"),
    "retry_task": _("retry task"),
}
register_attempts(ATTEMPTS)
