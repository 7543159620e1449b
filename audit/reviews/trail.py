"""Sentences of the events of audit reviews."""

from django.utils.translation import gettext_lazy as _

from audit.log.sentences import register

EVENTS = {
    "review:opened": _("announced the audit “{subject}”"),
    "review:closed": _("closed the audit “{subject}”"),
    "audit_finding:drafted": _("drafted finding A-{number} of the audit “{subject}”"),
    "audit_finding:changed": _("changed the draft of finding A-{number} of “{subject}”"),
    "audit_finding:withdrawn": _("gave up the draft of finding A-{number} of “{subject}”"),
    "audit_finding:issued": _("issued the audit finding {subject}"),
    "audit_finding:answered": _("answered the audit finding {subject}"),
    "audit_finding:returned": _("returned the answer to the audit finding {subject}"),
    "audit_finding:resolved": _("settled the audit finding {subject}"),
}
register(EVENTS)
