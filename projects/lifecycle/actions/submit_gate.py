"""Submit a gate for review."""

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.concurrency import locked
from projects.events import announce
from projects.lifecycle.gates import gate_of, gate_state
from projects.lifecycle.models import GateReview
from projects.lifecycle.reviewing import require_current, require_met
from projects.models import Project
from projects.rights import Right
from projects.texts import bounded_text


@action
def submit_gate(project: Project, *, actor: User, gate: str, note: str = "") -> GateReview:
    """Officers of the owner submit the gate of the project's stage once every hard check holds.

    Opens a round that somebody else reviews. Recorded as `gate:submitted`.
    """
    project = locked(project)
    place = gate_of(gate)
    access.require(actor, Right.SUBMIT_GATE, project)
    require_current(project, place)
    state = gate_state(project, place)
    if state.is_in_review:
        raise Conflict(
            "GATE-IN-REVIEW",
            _("This gate is already submitted and awaits its review."),
            helper=_("A leader of the owner passes or returns it."),
        )
    require_met(state.hard_missing)
    last = GateReview.objects.filter(project=project, gate=gate).aggregate(last=Max("round"))
    review = GateReview.objects.create(
        project=project,
        gate=gate,
        round=(last["last"] or 0) + 1,
        note=bounded_text(note, "note", most=4000),
        submitted_by=actor,
    )
    record(
        "gate:submitted",
        review,
        actor=actor,
        data={
            "gate": gate,
            "round": review.round,
            "note": review.note,
            "checks": {row.check.code: row.state.value for row in state.rows},
        },
    )
    announce(project.pk)
    return review
