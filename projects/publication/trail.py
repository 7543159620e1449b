"""Sentences of the events of imports."""

from django.utils.translation import gettext_lazy as _

from audit.log.sentences import register

EVENTS = {
    "import:started": _("started the import {subject}"),
    "import:finished": _("finished the import {subject}"),
}
register(EVENTS)
