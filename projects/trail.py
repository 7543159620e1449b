"""Sentences of the spine's events."""

from django.utils.translation import gettext_lazy as _

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
}
register(EVENTS)
