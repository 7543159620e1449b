"""Pass a gate."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.decisions import log_decision
from projects.events import announce
from projects.lifecycle.freezing import freeze
from projects.lifecycle.gates import GateOfStage, gate_state
from projects.lifecycle.models import GateReview
from projects.lifecycle.reviewing import (
    begin_decision,
    require_current,
    require_met,
    require_seen,
)
from projects.models import Project
from projects.texts import bounded_text


@action
def pass_gate(
    review: GateReview, *, actor: User, reasons: str = "", seen: str | None = None
) -> GateReview:
    """Leaders of the owner pass a submitted gate; every check is evaluated again first.

    Never who submitted it or attested one of its checks (SOD-1), nor the responsible officer
    (SOD-14). `seen` is the fingerprint of what the reviewer saw. Freezes the snapshot and moves
    the project to its next stage; after the last gate it is closed. Recorded as `gate:passed`;
    exercises the point that the gate stands for.
    """
    project, review, place = begin_decision(review, actor)
    mandate = access.require(actor, place.point, project)
    require_current(project, place)
    state = gate_state(project, place)
    require_seen(state, seen)
    require_met(state.missing)
    review.snapshot, review.snapshot_digest = freeze(project, state)
    review.status = GateReview.Status.PASSED
    review.reviewed_by, review.reviewed_at = actor, timezone.now()
    review.reasons = bounded_text(reasons, "reasons", most=4000)
    review.version += 1
    review.save()
    _move_on(project, place)
    log_decision(
        review,
        actor=actor,
        right=place.point,
        event="gate:passed",
        mandate=mandate,
        project=project,
        outcome="passed",
        reasons=review.reasons,
    )
    record(
        "gate:passed",
        review,
        actor=actor,
        project=project,
        point=place.point.value.upper(),
        data={
            "gate": review.gate,
            "round": review.round,
            "reasons": review.reasons,
            "snapshot_digest": review.snapshot_digest,
            "stage": project.stage,
        },
    )
    announce(project.pk)
    return review


def _move_on(project: Project, place: GateOfStage) -> None:
    if place.next_stage is None:
        project.status = Project.Status.CLOSED
    else:
        project.stage = place.next_stage.value
    project.version += 1
    project.save(update_fields=["stage", "status", "version"])
