"""What supervision expects of people."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.models import Engagement, Project
from projects.rights import Right
from projects.roles import Capacity
from projects.supervision.deadlines import (
    DECISION_DAYS,
    OPINION_DAYS,
    PAYMENT_DAYS,
    VERIFICATION_DAYS,
    working_days_after,
)
from projects.supervision.models import (
    ChangeRequest,
    Finding,
    Milestone,
    Payment,
    StatusReport,
)
from projects.work import Task, most_urgent, provides_tasks

SOON = timedelta(days=14)


def _in(rows: Any, project: Project | None) -> Any:
    rows = rows.filter(project__status=Project.Status.ACTIVE).select_related("project__owner")
    return rows.filter(project=project) if project else rows


def _where(user: User, *rights: Right) -> Q:
    """In projects where `user` holds one of `rights`."""
    return access.held(user, *rights)


def _verifiable(user: User) -> Q:
    """In projects where `user` confirms what is reported: see `independence`."""
    inspected = _where(user, Right.S2)
    if not access.scope_of(user).is_government:
        return inspected
    supervised = Engagement.objects.filter(capacity=Capacity.SUPERVISION.value).in_force()
    return inspected & ~Q(project__in=supervised.values("project"))


@provides_tasks
def findings_to_answer(user: User, project: Project | None) -> Iterator[Task]:
    """Findings addressed to one's own organisation."""
    mine = access.scope_of(user).organisations
    rows = Finding.objects.visible_to(user).filter(
        _where(user, Right.RESPOND) | _where(user, Right.EDIT_SUPERVISION),
        status=Finding.Status.ISSUED,
        addressee__in=mine,
    )
    for row in most_urgent(_in(rows, project), "due"):
        yield Task(
            _("Answer the finding %(finding)s") % {"finding": row},
            row.get_absolute_url(),
            row.project,
            row.due,
        )


@provides_tasks
def findings_to_close(user: User, project: Project | None) -> Iterator[Task]:
    """Answers to findings that one's own organisation raised."""
    rows = Finding.objects.visible_to(user).filter(
        _where(user, Right.INSPECT),
        status=Finding.Status.ANSWERED,
        organisation__in=access.scope_of(user).organisations,
    )
    for row in most_urgent(_in(rows, project)):
        title = _("Close or return the finding %(finding)s") % {"finding": row}
        yield Task(title, row.get_absolute_url(), row.project)


@provides_tasks
def reports_to_verify(user: User, project: Project | None) -> Iterator[Task]:
    """Current status reports that nobody independent has confirmed."""
    rows = StatusReport.objects.visible_to(user).filter(
        _verifiable(user), verified_at__isnull=True, superseded_at__isnull=True
    )
    for row in most_urgent(_in(rows.exclude(submitted_by=user), project), "submitted_at"):
        due = working_days_after(timezone.localdate(row.submitted_at), VERIFICATION_DAYS)
        title = _("Verify the status report %(report)s") % {"report": row}
        yield Task(title, row.get_absolute_url(), row.project, due)


@provides_tasks
def changes_to_assess(user: User, project: Project | None) -> Iterator[Task]:
    """Proposed changes that wait for an opinion."""
    rows = ChangeRequest.objects.visible_to(user).filter(
        _where(user, Right.INSPECT) | _verifiable(user), status=ChangeRequest.Status.PROPOSED
    )
    for row in most_urgent(_in(rows.exclude(proposed_by=user), project), "proposed_at"):
        due = working_days_after(timezone.localdate(row.proposed_at), OPINION_DAYS)
        title = _("Assess the change %(change)s") % {"change": row}
        yield Task(title, row.get_absolute_url(), row.project, due)


@provides_tasks
def changes_to_decide(user: User, project: Project | None) -> Iterator[Task]:
    """Assessed changes, for a third person."""
    rows = ChangeRequest.objects.visible_to(user).filter(
        _where(user, Right.S3), status=ChangeRequest.Status.ASSESSED
    )
    for row in most_urgent(
        _in(rows.exclude(proposed_by=user).exclude(assessed_by=user), project), "assessed_at"
    ):
        due = working_days_after(timezone.localdate(row.assessed_at), DECISION_DAYS)
        title = _("Decide the change %(change)s") % {"change": row}
        yield Task(title, row.get_absolute_url(), row.project, due)


@provides_tasks
def payments_to_certify(user: User, project: Project | None) -> Iterator[Task]:
    """Claims whose quantities nobody has confirmed."""
    rows = Payment.objects.visible_to(user).filter(
        _verifiable(user), status=Payment.Status.CLAIMED, claimed_at__isnull=False
    )
    for row in most_urgent(_in(rows.exclude(claimed_by=user), project), "claimed_at"):
        due = timezone.localdate(row.claimed_at) + timedelta(days=PAYMENT_DAYS)
        title = _("Certify the claim of %(amount)s") % {"amount": row}
        yield Task(title, row.get_absolute_url(), row.project, due)


@provides_tasks
def payments_to_approve(user: User, project: Project | None) -> Iterator[Task]:
    """Certified claims, for a third person, and approved ones that are not paid."""
    waiting = [Payment.Status.CERTIFIED, Payment.Status.APPROVED]
    rows = Payment.objects.visible_to(user).filter(_where(user, Right.S4), status__in=waiting)
    out = Q(status=Payment.Status.CERTIFIED) & (Q(claimed_by=user) | Q(certified_by=user))
    for row in most_urgent(
        _in(rows.filter(claimed_at__isnull=False).exclude(out), project), "claimed_at"
    ):
        due = timezone.localdate(row.claimed_at) + timedelta(days=PAYMENT_DAYS)
        if row.status == Payment.Status.CERTIFIED:
            title = _("Approve the payment of %(amount)s") % {"amount": row}
        else:
            title = _("Pay %(amount)s and note it") % {"amount": row}
        yield Task(title, row.get_absolute_url(), row.project, due)


@provides_tasks
def milestones_due(user: User, project: Project | None) -> Iterator[Task]:
    """Open milestones due within 14 days: for the supervisor to inspect, others to reach."""
    open_states = [
        Milestone.Status.SCHEDULED,
        Milestone.Status.PARTIALLY_MET,
        Milestone.Status.NOT_MET,
    ]
    rows = Milestone.objects.visible_to(user).filter(
        _verifiable(user) | _where(user, Right.SUBMIT),
        status__in=open_states,
        due__lte=timezone.localdate() + SOON,
    )
    native = Q(project__source=Project.Source.NATIVE)
    for row in most_urgent(_in(rows.filter(native), project), "due"):
        title = _("Milestone %(milestone)s is due") % {"milestone": row}
        yield Task(title, row.get_absolute_url(), row.project, row.due)
