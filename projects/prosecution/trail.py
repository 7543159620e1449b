"""What the trail says about prosecution."""

from django.utils.translation import gettext_lazy as _

from audit.log.attempts import register_attempts
from audit.log.sentences import register

EVENTS = {
    "obligation:added": _("wrote down the obligation {subject}"),
    "obligation:met": _("noted that the obligation is met: {subject}"),
    "obligation:waived": _("waived the obligation {subject}"),
    "breach:opened": _("opened the breach {subject}"),
    "breach:noticed": _("gave notice of the breach {subject}"),
    "breach:answered": _("answered the notice of {subject}"),
    "breach:decided": _("decided on the breach: {subject}"),
    "rating:opened": _("rated the contractor: {subject}"),
    "rating:commented": _("commented on the rating {subject}"),
    "rating:finalised": _("made the rating final: {subject}"),
}
register(EVENTS)
# what was tried, where it was refused, by the name of the action
ATTEMPTS = {
    "add_obligation": _("add obligation"),
    "comment_rating": _("comment rating"),
    "decide_remedy": _("decide remedy"),
    "finalise_rating": _("finalise rating"),
    "give_notice": _("give notice"),
    "open_breach": _("open breach"),
    "rate_contractor": _("rate contractor"),
    "respond_breach": _("respond breach"),
    "settle_obligation": _("settle obligation"),
    "waive_obligation": _("waive obligation"),
}
register_attempts(ATTEMPTS)
