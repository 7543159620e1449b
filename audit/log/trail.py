"""Sentences of the log's own events."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "attempt:refused": _("tried “{attempt}” on {subject} and was refused (rule {rule})"),
    "trail:exported": _("exported the trail of {subject}"),
    "personal:erased": _("erased {number} personal fields of the log: {reason}"),
    "alarm:raised": _("raised an alarm about the audit log: {detail}"),
    "alarm:ended": _("ended an alarm about the audit log ({kind})"),
    "log-key:proposed": _("proposed to change the signing key of the log: {reason}"),
    "log-key:approved": _("approved a new signing key of the log"),
    "log-key:dropped": _("dropped the change of the log's signing key"),
    "log-key:announced": _("announced the signing key {vkey} of the log; both sign until {until}"),
    "log-key:withdrawn": _(
        "withdrew the signing key {vkey}; it signs no head above {last} entries"
    ),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "announce_key": _("announce key"),
    "approve_key": _("approve key"),
    "drop_key": _("drop key"),
    "end_alarm": _("end alarm"),
    "erase_personal": _("erase personal"),
    "export_trail": _("export trail"),
    "propose_key": _("propose key"),
    "raise_alarm": _("raise alarm"),
    "withdraw_key": _("withdraw key"),
}
register_attempts(ATTEMPTS)
