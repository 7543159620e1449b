"""The states of records in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egov_outsource.templatetags.display import lateness
from projects.supervision.models import Milestone, StatusReport


def report_state(report: StatusReport) -> str:
    """Replaced, verified or waiting for verification."""
    if not report.is_current:
        return _("replaced")
    return _("verified") if report.is_verified else _("not verified")


def lateness_of(milestone: Milestone) -> str:
    """How late it was met, or how far its day lies while it is open."""
    if milestone.is_open:
        return lateness(milestone.due)
    days = milestone.days_late
    return (
        ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days} if days else "–"
    )
