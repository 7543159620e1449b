"""What gates expect of people: reviews, what is missing, waivers that end."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egov_outsource.access import may
from egov_outsource.accounts.models import User
from projects.lifecycle.gates import current_gate, gate_state
from projects.lifecycle.models import GateReview, Waiver
from projects.models import Project
from projects.rights import Right
from projects.work import Task, provides_tasks

MOST = 50
AHEAD = timedelta(days=14)


@provides_tasks
def reviews(user: User, project: Project | None) -> Iterator[Task]:
    """Submitted gates for those who review and did not submit them."""
    theirs = Project.objects.where(Right.REVIEW_GATE, user)
    rows = GateReview.objects.visible_to(user).filter(
        status=GateReview.Status.SUBMITTED, project__in=theirs
    )
    if project is not None:
        rows = rows.in_project(project)
    for review in (
        rows.exclude(submitted_by=user)
        .exclude(project__responsible_officer=user)
        .defer("snapshot")
        .select_related("project")[:MOST]
    ):
        yield Task(
            title=_("Review the gate %(gate)s") % {"gate": review.get_gate_display()},
            url=review.get_absolute_url(),
            project=review.project,
        )


@provides_tasks
def returned(user: User, project: Project | None) -> Iterator[Task]:
    """Gates that came back, for officers, until they are submitted again."""
    theirs = Project.objects.where(Right.SUBMIT_GATE, user)
    rows = GateReview.objects.visible_to(user).filter(project__in=theirs)
    if project is not None:
        rows = rows.in_project(project)
    again = GateReview.objects.filter(
        project=OuterRef("project"), gate=OuterRef("gate"), round__gt=OuterRef("round")
    )
    came_back = rows.filter(~Exists(again), status=GateReview.Status.RETURNED)
    for review in came_back.defer("snapshot").select_related("project")[:MOST]:
        yield Task(
            title=_("Complete and resubmit the gate %(gate)s")
            % {"gate": review.get_gate_display()},
            url=review.get_absolute_url(),
            project=review.project,
        )


@provides_tasks
def waivers_that_end(user: User, project: Project | None) -> Iterator[Task]:
    """Waivers of gates that are still ahead, from 14 days before they end."""
    theirs = Project.objects.where(Right.SUBMIT_GATE, user)
    rows = Waiver.objects.visible_to(user).filter(project__in=theirs)
    if project is not None:
        rows = rows.in_project(project)
    latest = rows.order_by("project", "gate", "check_code", "-expires_on").distinct(
        "project", "gate", "check_code"
    )
    ending = Waiver.objects.filter(
        pk__in=latest.values("pk"), expires_on__lte=timezone.localdate() + AHEAD
    )
    for waiver in ending.select_related("project")[:MOST]:
        place = current_gate(waiver.project)
        if place.gate.value != waiver.gate or waiver.project.status != Project.Status.ACTIVE:
            continue
        check = next((one for one in place.checks if one.code == waiver.check_code), None)
        if check is not None:
            yield Task(
                title=_("Waiver ends: %(check)s") % {"check": check.label},
                url=waiver.get_absolute_url(),
                project=waiver.project,
                due=waiver.expires_on,
            )


@provides_tasks
def checks_of_next_gate(user: User, project: Project | None) -> Iterator[Task]:
    """On a project's page: what its next gate misses, or that it can be submitted.

    Only there, because evaluating the checks of every project would be slow.
    """
    if project is None or project.status != Project.Status.ACTIVE:
        return
    if not may(user, Right.SUBMIT_GATE, project):
        return
    state = gate_state(project, current_gate(project))
    if state.is_in_review or state.is_passed:
        return
    missing = len(state.hard_missing)
    title = (
        ngettext("%(gate)s: provide %(count)d check", "%(gate)s: provide %(count)d checks", missing)
        if missing
        else _("%(gate)s: submit the gate for review")
    )
    yield Task(
        title=title % {"gate": state.place.gate.label, "count": missing},
        url=reverse("lifecycle:gate", args=[project.pk, state.place.gate.value]),
        project=project,
    )
