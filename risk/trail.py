"""Sentences of the events of risk."""

from django.utils.translation import gettext_lazy as _

from audit.log.sentences import register

EVENTS = {
    "risk:recompute_requested": _("asked for the risk of {subject} to be computed again"),
    "risk:uncertainty_requested": _("asked for the uncertainty of {subject} to be drawn"),
    "risk:run_started": _("started computing the risk of {projects} projects"),
}
register(EVENTS)
