"""What ownership and access expect of people: decisions of somebody else's proposals."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from egov_outsource.accounts.models import Membership, User
from projects.models import EmergencyAccess, OwnershipTransfer, Project, Subcontract
from projects.rights import Right
from projects.work import Task, provides_tasks

MOST = 50


@provides_tasks
def transfers(user: User, project: Project | None) -> Iterator[Task]:
    """Proposed transfers, for leaders of the authority that decides."""
    leads = Membership.objects.in_force().filter(user=user, role=Membership.Role.LEADER)
    rows = OwnershipTransfer.objects.visible_to(user).filter(
        status=OwnershipTransfer.Status.PROPOSED, authority__in=leads.values("organisation")
    )
    if project is not None:
        rows = rows.in_project(project)
    for row in rows.exclude(proposed_by=user).select_related("project", "taker")[:MOST]:
        yield Task(
            title=_("Decide whether %(agency)s becomes the owner") % {"agency": row.taker.label},
            url=reverse("ownership:decide_transfer", args=[row.pk]),
            project=row.project,
        )


@provides_tasks
def subcontracts(user: User, project: Project | None) -> Iterator[Task]:
    """Proposed subcontractors, for those who consent."""
    rows = Subcontract.objects.visible_to(user).filter(
        status=Subcontract.Status.PROPOSED, project__in=Project.objects.where(Right.M5, user)
    )
    if project is not None:
        rows = rows.in_project(project)
    for row in rows.exclude(proposed_by=user).select_related("project", "organisation")[:MOST]:
        yield Task(
            title=_("Decide about the subcontractor %(firm)s") % {"firm": row.organisation.label},
            url=reverse("ownership:decide_subcontract", args=[row.pk]),
            project=row.project,
        )


@provides_tasks
def emergencies(user: User, project: Project | None) -> Iterator[Task]:
    """Requested emergency accesses, for a second person."""
    rows = EmergencyAccess.objects.visible_to(user).filter(
        status=EmergencyAccess.Status.REQUESTED,
        project__in=Project.objects.where(Right.CONFIRM_EMERGENCY, user),
    )
    if project is not None:
        rows = rows.in_project(project)
    waiting = rows.exclude(requested_by=user).exclude(person=user)
    for row in waiting.select_related("project")[:MOST]:
        yield Task(
            title=_("Emergency: decide whether somebody may read for hours"),
            url=reverse("ownership:decide_emergency", args=[row.pk]),
            project=row.project,
            due=row.requested_at.date(),
        )
