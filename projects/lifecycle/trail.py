"""Sentences of the gates' events."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "attestation:given": _("attested the check {check} of gate {gate}"),
    "waiver:issued": _("waived the check {check} of gate {gate} until {expires_on}"),
    "gate:submitted": _("submitted the gate {gate} for review"),
    "gate:passed": _("passed the gate {gate}"),
    "gate:returned": _("returned the gate {gate}"),
    "gate:reopened": _("reopened the gate {gate}"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "attest_check": _("attest check"),
    "pass_gate": _("pass gate"),
    "reopen_gate": _("reopen gate"),
    "return_gate": _("return gate"),
    "submit_gate": _("submit gate"),
    "waive_check": _("waive check"),
}
register_attempts(ATTEMPTS)
