"""What the trail says about prosecution."""

from django.utils.translation import gettext_lazy as _

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
