"""Reopen a passed gate."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, NotReady
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.events import announce
from projects.lifecycle.gates import GATES, gate_of
from projects.lifecycle.models import GateReview
from projects.models import Project
from projects.rights import Right
from projects.texts import require_text


@action
def reopen_gate(review: GateReview, *, actor: User, reason: str) -> GateReview:
    """Leaders of the owner reopen a passed gate: the project goes back to the stage it ends.

    Gates that were passed after it are reopened with it; every snapshot stays as it was.
    Recorded as `gate:reopened`; exercises the point that the gate stands for.
    """
    project = locked(review.project)
    review = locked(review)
    place = gate_of(review.gate)
    access.require(actor, Right.REVIEW_GATE, project)
    mandate = access.require(actor, place.point, project)
    if review.status != GateReview.Status.PASSED:
        raise Conflict("GATE-NOT-PASSED", _("Only a passed gate can be reopened."))
    later = [code for code in GATES if code >= review.gate]
    reviews = GateReview.objects.filter(project=project, gate__in=later).select_for_update()
    if any(one.status == GateReview.Status.SUBMITTED for one in reviews):
        raise NotReady(
            "GATE-IN-REVIEW",
            _("A later gate is in review."),
            helper=_("Return that gate first, then reopen this one."),
        )
    text = require_text(reason, "reason", most=4000)
    reopened = [one for one in reviews if one.status == GateReview.Status.PASSED]
    for one in reopened:
        one.status = GateReview.Status.REOPENED
        one.reopened_by, one.reopened_at, one.reopen_reason = actor, timezone.now(), text
        one.version += 1
        one.save()
    left = project.stage
    project.stage, project.status = place.stage.value, Project.Status.ACTIVE
    project.version += 1
    project.save(update_fields=["stage", "status", "version"])
    review.refresh_from_db()
    log_decision(
        review,
        actor=actor,
        right=place.point,
        event="gate:reopened",
        mandate=mandate,
        project=project,
        outcome="reopened",
        reasons=text,
    )
    record(
        "gate:reopened",
        review,
        actor=actor,
        project=project,
        point=place.point.value.upper(),
        data={
            "gate": review.gate,
            "reason": text,
            "from_stage": left,
            "to_stage": project.stage,
            "reopened": [str(one) for one in reopened],
        },
    )
    announce(project.pk)
    return review
