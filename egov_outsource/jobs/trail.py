"""Sentences of the events of jobs."""

from django.utils.translation import gettext_lazy as _

from audit.log.sentences import register

EVENTS = {
    "job:cancelled": _("cancelled the job {subject}"),
    "job:retried": _("had the job {subject} tried again"),
}
register(EVENTS)
