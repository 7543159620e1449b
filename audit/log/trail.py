"""Sentences of the log's own events."""

from django.utils.translation import gettext_lazy as _

from audit.log.sentences import register

EVENTS = {
    "attempt:refused": _("tried “{attempt}” on {subject} and was refused (rule {rule})"),
    "trail:exported": _("exported the trail of {subject}"),
    "personal:erased": _("erased {number} personal fields of the log: {reason}"),
    "alarm:raised": _("raised an alarm about the audit log: {detail}"),
    "alarm:ended": _("ended an alarm about the audit log ({kind})"),
}
register(EVENTS)
