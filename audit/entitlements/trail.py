"""Sentences of the events about who may what."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "access:explained": _("asked why somebody may or may not do a thing in {subject}"),
    "access:listed": _("asked who can see {subject} or a thing in it"),
    "access_report:drawn_up": _("drew up the access report of {subject}"),
    "access_report:confirmed": _("confirmed that the access report of {subject} was reviewed"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "confirm_report": _("confirm report"),
    "draw_up_report": _("draw up report"),
    "explain_access": _("explain access"),
    "list_viewers": _("list viewers"),
}
register_attempts(ATTEMPTS)
