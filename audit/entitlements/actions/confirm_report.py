"""Confirm that an access report was reviewed."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.entitlements.models import REVIEWERS, AccessReport
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import Membership, User
from egov_outsource.errors import Conflict, Hidden, NotAllowed
from projects.concurrency import locked
from projects.texts import require_text


@action
def confirm_report(
    report: AccessReport, *, actor: User, note: str, expected_version: int | None = None
) -> AccessReport:
    """A leader or the records officer of the agency says that they looked, and what follows.

    The version ties the word to what was shown. Recorded as `access_report:confirmed`.
    """
    require_reviewer(report, actor)
    report = locked(report, expected_version=expected_version)
    if report.reviewed_at is not None:
        raise Conflict(
            "ACCESS-REPORT-CONFIRMED",
            _("This report was confirmed already."),
            helper=_("The next night opens another."),
        )
    report.note = require_text(note, "note", most=4000)
    report.reviewed_by, report.reviewed_at = actor, timezone.now()
    report.version += 1
    report.save()
    record(
        "access_report:confirmed",
        report,
        actor=actor,
        organisation=report.agency,
        data={"as_of": report.as_of, "note": report.note, **report.counts},
    )
    return report


def require_reviewer(report: AccessReport, actor: User) -> None:
    """Refuse everybody but the leaders and records officers of the agency."""
    if not AccessReport.objects.visible_to(actor).filter(pk=report.pk).exists():
        raise Hidden("HIDDEN", access.NOTHING_HERE)
    roles = Membership.objects.in_force().filter(
        user=actor, organisation=report.agency_id, role__in=REVIEWERS
    )
    if not roles.exists():
        raise NotAllowed(
            "ACCESS-REVIEWER",
            _("Access is reviewed by a leader or the records officer of the agency."),
            helper=_("Ask one of them to look at the report."),
        )
