"""Sentences of the events of imports."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "import:started": _("started the import {subject}"),
    "import:finished": _("finished the import {subject}"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "enter_home_agency": _("enter home agency"),
    "import_process": _("import process"),
    "start_import": _("start import"),
}
register_attempts(ATTEMPTS)
