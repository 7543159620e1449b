"""What the trail says about operation mode selection and the register of contractors."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "alternative:added": _("added the alternative {subject}"),
    "alternative:scored": _("scored the alternative {subject}"),
    "mode:proposed": _("proposed the operation mode: {subject}"),
    "mode:approved": _("approved the operation mode: {subject}"),
    "mode:returned": _("returned the proposal of an operation mode: {subject}"),
    "tender:drafted": _("drafted the tender {subject}"),
    "tender:changed": _("changed the draft of the tender {subject}"),
    "tender:published": _("published the tender {subject}"),
    "tender:cancelled": _("cancelled the tender {subject}"),
    "tender:opened": _("opened the bids for {subject}"),
    "bid:submitted": _("submitted the bid of {subject}"),
    "bid:withdrawn": _("withdrew the bid of {subject}"),
    "bid:evaluated": _("evaluated the bid of {subject}"),
    "award:decided": _("decided the award: {subject}"),
    "award:cancelled": _("cancelled the award: {subject}"),
    "contract:drafted": _("drafted the contract {subject}"),
    "contract:changed": _("changed the draft of the contract {subject}"),
    "clause:written": _("wrote the ownership clause {subject}"),
    "clause:reviewed": _("reviewed the ownership clause {subject}"),
    "contract:signed": _("signed the contract {subject}"),
    "contract:acknowledged": _("acknowledged the contract {subject}"),
    "contract:ended": _("ended the contract {subject}"),
    "contractor:registered": _("entered {subject} into the register"),
    "qualification:added": _("entered the qualification {subject}"),
    "qualification:withdrawn": _("noted the withdrawal of the qualification {subject}"),
    "sanction:recorded": _("recorded the sanction {subject}"),
    "sanction:lifted": _("noted that the sanction was lifted: {subject}"),
    "affiliation:recorded": _("recorded the affiliation {subject}"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "acknowledge_contract": _("acknowledge contract"),
    "add_alternative": _("add alternative"),
    "add_qualification": _("add qualification"),
    "award_tender": _("award tender"),
    "cancel_award": _("cancel award"),
    "cancel_tender": _("cancel tender"),
    "change_contract": _("change contract"),
    "change_tender": _("change tender"),
    "decide_mode": _("decide mode"),
    "draft_contract": _("draft contract"),
    "draft_tender": _("draft tender"),
    "evaluate_bid": _("evaluate bid"),
    "lift_sanction": _("lift sanction"),
    "open_bids": _("open bids"),
    "propose_mode": _("propose mode"),
    "publish_tender": _("publish tender"),
    "record_affiliation": _("record affiliation"),
    "record_sanction": _("record sanction"),
    "register_contractor": _("register contractor"),
    "review_clause": _("review clause"),
    "score_alternative": _("score alternative"),
    "sign_contract": _("sign contract"),
    "submit_bid": _("submit bid"),
    "terminate_contract": _("terminate contract"),
    "withdraw_bid": _("withdraw bid"),
    "withdraw_qualification": _("withdraw qualification"),
    "write_clause": _("write clause"),
}
register_attempts(ATTEMPTS)
