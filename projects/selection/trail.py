"""What the trail says about operation mode selection and the register of contractors."""

from django.utils.translation import gettext_lazy as _

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
