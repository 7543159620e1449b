"""Sentences of the gates' events."""

from django.utils.translation import gettext_lazy as _

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
