"""Sentences of supervision's events."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "milestone:added": _("planned the milestone {subject}, due {due}"),
    "milestone:changed": _("changed the milestone {subject}"),
    "milestone:inspected": _("inspected the milestone {subject}: {outcome}"),
    "milestone:descoped": _("descoped the milestone {subject} by the change {change}"),
    "status_report:submitted": _("reported progress as of {as_of}"),
    "status_report:corrected": _("corrected the report of {as_of}: {reason}"),
    "status_report:verified": _("verified the report {subject}: earned {verified_ev} of {ev}"),
    "finding:raised": _("raised the finding {subject}, due {due}"),
    "finding:answered": _("answered the finding {subject}"),
    "finding:returned": _("returned the answer to the finding {subject}: {note}"),
    "finding:closed": _("closed the finding {subject}"),
    "change:proposed": _("proposed the change {subject}"),
    "change:assessed": _("gave an opinion on the change {subject}"),
    "change:decided": _("decided the change {subject}: {outcome}"),
    "change:implemented": _("noted the change {subject} as implemented on {implemented_on}"),
    "change:withdrawn": _("withdrew the change {subject}"),
    "payment:claimed": _("claimed {amount} {currency}"),
    "payment:certified": _("certified {amount} {currency}"),
    "payment:approved": _("approved the payment of {amount} {currency}"),
    "payment:paid": _("noted the payment of {amount} {currency} on {paid_on}"),
    "payment:refused": _("refused the claim of {amount} {currency}: {reasons}"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "add_milestone": _("add milestone"),
    "approve_payment": _("approve payment"),
    "assess_change": _("assess change"),
    "certify_payment": _("certify payment"),
    "change_milestone": _("change milestone"),
    "claim_payment": _("claim payment"),
    "close_finding": _("close finding"),
    "correct_status_report": _("correct status report"),
    "decide_change": _("decide change"),
    "descope_milestone": _("descope milestone"),
    "mark_change_implemented": _("mark change implemented"),
    "meet_milestone": _("meet milestone"),
    "propose_change": _("propose change"),
    "raise_finding": _("raise finding"),
    "record_payment_paid": _("record payment paid"),
    "refuse_payment": _("refuse payment"),
    "submit_status_report": _("submit status report"),
    "verify_status_report": _("verify status report"),
    "withdraw_change": _("withdraw change"),
}
register_attempts(ATTEMPTS)
