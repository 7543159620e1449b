"""Sentences of the spine's events."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "project:registered": _("registered the project {subject}"),
    "project:changed": _("changed the particulars of {subject}"),
    "project:classified": _("classified the data of {subject}"),
    "project:risk_band_changed": _("noted a new risk band of {subject}"),
    "engagement:appointed": _("appointed {subject}"),
    "engagement:ended": _("ended the engagement of {subject}"),
    "allocation:declared": _("declared who may decide {point} in {subject}"),
    "grants:mended": _("mended the grants of {subject}"),
    "subcontract:proposed": _("proposed a subcontract: {subject}"),
    "subcontract:decided": _("decided about the subcontract {subject}: {outcome}"),
    "subcontract:withdrawn": _("withdrew the subcontract {subject}"),
    "transfer:proposed": _("proposed to transfer {subject}"),
    "transfer:decided": _("decided about the transfer {subject}: {outcome}"),
    "transfer:withdrawn": _("withdrew the transfer {subject}"),
    "emergency:requested": _("asked for {hours} hours of reading in an emergency: {subject}"),
    "emergency:decided": _("decided about reading in an emergency, {subject}: {outcome}"),
    "emergency:ended": _("ended reading in an emergency: {subject}"),
    "emergency:read": _("opened {path} by {subject}"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "appoint_engagement": _("appoint engagement"),
    "change_project": _("change project"),
    "classify_data": _("classify data"),
    "decide_emergency": _("decide emergency"),
    "decide_subcontract": _("decide subcontract"),
    "decide_transfer": _("decide transfer"),
    "end_emergency": _("end emergency"),
    "end_engagement": _("end engagement"),
    "note_emergency_reading": _("note emergency reading"),
    "propose_subcontract": _("propose subcontract"),
    "propose_transfer": _("propose transfer"),
    "rederive_grants": _("rederive grants"),
    "register_project": _("register project"),
    "request_emergency": _("request emergency"),
    "set_allocation": _("set allocation"),
    "set_risk_levels": _("set risk level"),
    "withdraw_subcontract": _("withdraw subcontract"),
    "withdraw_transfer": _("withdraw transfer"),
}
register_attempts(ATTEMPTS)
