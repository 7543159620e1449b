"""Decide how the project shall be run."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.rights import Right
from projects.selection.models import ModeDecision
from projects.selection.terms import refuse_wrong


@action
def decide_mode(
    decision: ModeDecision,
    *,
    actor: User,
    approve: bool,
    note: str = "",
    expected_version: int | None = None,
) -> ModeDecision:
    """Holders of M1, other than the proposer, approve a proposal or return it with a note.

    Approval sets the project's mode. Recorded as `mode:approved` or `mode:returned`.
    """
    project = locked(decision.project)
    decision = locked(decision, expected_version=expected_version)
    mandate = access.require(actor, Right.M1, decision)
    require_another(actor, [decision.proposed_by_id])
    if decision.status != ModeDecision.Status.PROPOSED:
        raise Conflict("MODE-DECIDED", _("This proposal has already been decided."))
    if not approve:
        text = "" if note.strip() else _("Say what must change before it can be approved.")
        refuse_wrong("MODE-NOTE", {"note": text})
    decision.status = ModeDecision.Status.APPROVED if approve else ModeDecision.Status.RETURNED
    decision.decided_by, decision.decided_at = actor, timezone.now()
    decision.decision_note = note
    decision.version += 1
    decision.save()
    if approve:
        project.mode = decision.alternative.mode
        project.version += 1
        project.save(update_fields=["mode", "version"])
    event = f"mode:{decision.status}"
    log_decision(
        decision,
        actor=actor,
        right=Right.M1,
        event=event,
        mandate=mandate,
        outcome=decision.status,
        reasons=note,
    )
    record(
        event,
        decision,
        actor=actor,
        point="M1",
        data={
            "alternative": decision.alternative,
            "mode": decision.alternative.mode,
            "note": note,
        },
    )
    announce(project.pk)
    return decision
