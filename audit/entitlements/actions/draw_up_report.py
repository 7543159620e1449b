"""Draw up the access report of an agency."""

from collections import Counter
from typing import Any

from django.utils import timezone

from audit.entitlements.holdings import holdings_of, tokens_of
from audit.entitlements.models import AccessReport
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Hidden
from projects.concurrency import locked

FLAGS = ("expiring", "unused", "inactive", "reserved")


@action
def draw_up_report(agency: Organisation, *, actor: User) -> AccessReport:
    """The platform, each night: who holds what in `agency`, in the report that is still open.

    A confirmed report is never touched; the next night opens another. Recorded as
    `access_report:drawn_up` with the counts.
    """
    if actor.kind != User.Kind.SYSTEM:
        raise Hidden("HIDDEN", access.NOTHING_HERE)
    locked(agency)  # two at once would both open one
    report = AccessReport.objects.waiting().select_for_update().filter(agency=agency).first()
    if report is None:
        report = AccessReport(agency=agency, version=0)
    report.as_of = timezone.localdate()
    report.rows, report.tokens = holdings_of(agency), tokens_of(agency)
    report.counts = counts_of(report.rows, report.tokens)
    report.version += 1
    report.save()
    record(
        "access_report:drawn_up",
        report,
        actor=actor,
        organisation=agency,
        data={"as_of": report.as_of, **report.counts},
    )
    return report


def counts_of(rows: list[dict[str, Any]], tokens: list[dict[str, Any]]) -> dict[str, int]:
    """People, holdings and tokens, and how many of the holdings carry each flag."""
    flagged = Counter(flag for row in rows for flag in row["flags"])
    return {
        "people": len({row["person"] for row in rows}),
        "holdings": len(rows),
        "tokens": len(tokens),
        **{flag: flagged[flag] for flag in FLAGS},
    }
