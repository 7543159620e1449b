"""Return a submitted gate with reasons."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from projects.events import announce
from projects.lifecycle.freezing import freeze
from projects.lifecycle.gates import gate_state
from projects.lifecycle.models import GateReview
from projects.lifecycle.reviewing import begin_decision
from projects.texts import require_text


@action
def return_gate(review: GateReview, *, actor: User, reasons: str) -> GateReview:
    """Leaders of the owner return a submitted gate; the project stays in its stage.

    Never who submitted it or attested one of its checks (SOD-1), nor the responsible officer
    (SOD-14). What was found is frozen, so that the next reviewer sees the differences. Recorded
    as `gate:returned`.
    """
    project, review, place = begin_decision(review, actor)
    review.reasons = require_text(reasons, "reasons", most=4000)
    review.snapshot, review.snapshot_digest = freeze(project, gate_state(project, place))
    review.status = GateReview.Status.RETURNED
    review.reviewed_by, review.reviewed_at = actor, timezone.now()
    review.version += 1
    review.save()
    record(
        "gate:returned",
        review,
        actor=actor,
        project=project,
        data={
            "gate": review.gate,
            "round": review.round,
            "reasons": review.reasons,
            "snapshot_digest": review.snapshot_digest,
        },
    )
    announce(project.pk)
    return review
