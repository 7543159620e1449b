"""Sentences of the events of jobs."""

from django.utils.translation import gettext_lazy as _

from audit.log.sentences import register

EVENTS = {
    "job:cancelled": _("cancelled the job {subject}"),
    "job:retried": _("had the job {subject} tried again"),
    "task:retried": _("had the failed task {subject} done again"),
    "task:put_away": _("put the failed task {subject} away"),
}
register(EVENTS)
