"""Gate G3: what must hold before a build counts as ready for acceptance."""

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.checks import Check, Kind, Outcome
from projects.models import Project
from projects.rights import Right
from projects.supervision.independence import supervisor_engaged
from projects.supervision.models import ChangeRequest, Finding, Milestone, StatusReport


def milestones_met(project: Project) -> Outcome:
    """Every milestone but those of operation is met, or dropped by an approved change."""
    stones = Milestone.objects.in_project(project).exclude(kind=Milestone.Kind.OPERATION)
    settled = Q(status__in=[Milestone.Status.MET, Milestone.Status.DESCOPED])
    found = stones.order_by().aggregate(all=Count("pk"), done=Count("pk", filter=settled))
    if not found["all"]:
        return Outcome(holds=False, detail=_("No milestone is planned yet."))
    detail = _("%(done)d of %(all)d milestones are met or descoped.")
    return Outcome(found["done"] == found["all"], detail % found)


def no_critical_finding(project: Project) -> Outcome:
    """No finding of critical severity is open."""
    count = _open_findings(project).filter(severity=Finding.Severity.CRITICAL).count()
    return Outcome(not count, _("Open critical findings: %(count)d.") % {"count": count})


def changes_decided(project: Project) -> Outcome:
    """Nothing that was proposed waits for a decision."""
    waiting = ChangeRequest.objects.in_project(project).filter(
        status__in=[ChangeRequest.Status.PROPOSED, ChangeRequest.Status.ASSESSED]
    )
    count = waiting.count()
    return Outcome(not count, _("Changes without a decision: %(count)d.") % {"count": count})


def supervised(project: Project) -> Outcome:
    """An independent supervisor is engaged; a self-build may do without."""
    if supervisor_engaged(project):
        return Outcome(holds=True, detail=_("A supervisor is engaged."))
    return Outcome(
        holds=False,
        detail=_("No supervisor is engaged."),
        applicable=project.mode != Project.Mode.SELF_BUILD,
    )


def reports_verified(project: Project) -> Outcome:
    """Every current status report is verified."""
    current = StatusReport.objects.in_project(project).filter(superseded_at__isnull=True)
    found = current.order_by().aggregate(
        all=Count("pk"), done=Count("pk", filter=Q(verified_at__isnull=False))
    )
    if not found["all"]:
        return Outcome(holds=False, detail=_("No status report was submitted yet."))
    detail = _("%(done)d of %(all)d status reports are verified.")
    return Outcome(found["done"] == found["all"], detail % found)


def no_major_overdue(project: Project) -> Outcome:
    """No major finding is open past its due date."""
    late = _open_findings(project).filter(
        severity=Finding.Severity.MAJOR, due__lt=timezone.localdate()
    )
    count = late.count()
    return Outcome(
        not count, _("Major findings past their due date: %(count)d.") % {"count": count}
    )


def _open_findings(project: Project) -> models.QuerySet[Finding]:
    rows: models.QuerySet[Finding] = Finding.objects.in_project(project)
    return rows.exclude(status=Finding.Status.CLOSED)


CHECKS: list[Check] = [
    Check(
        "milestones-met",
        gettext_lazy("All milestones of the build met or descoped"),
        Kind.HARD,
        milestones_met,
        Right.INSPECT,
    ),
    Check(
        "no-critical-finding",
        gettext_lazy("No critical finding open"),
        Kind.HARD,
        no_critical_finding,
        Right.INSPECT,
    ),
    Check(
        "changes-decided", gettext_lazy("All changes decided"), Kind.HARD, changes_decided, Right.S3
    ),
    Check("supervised", gettext_lazy("Supervisor engaged"), Kind.HARD, supervised, Right.S1),
    Check("mlps-filed", gettext_lazy("Protection level filed with public security"), Kind.HARD),
    Check("assessment-ordered", gettext_lazy("Security assessment ordered"), Kind.HARD),
    Check("trial-environment", gettext_lazy("Trial environment ready"), Kind.HARD),
    Check("asset-list", gettext_lazy("Asset list complete"), Kind.HARD),
    Check(
        "reports-verified",
        gettext_lazy("All status reports verified"),
        Kind.SOFT,
        reports_verified,
        Right.CERTIFY,
    ),
    Check(
        "no-major-overdue",
        gettext_lazy("No major finding overdue"),
        Kind.SOFT,
        no_major_overdue,
        Right.INSPECT,
    ),
]
