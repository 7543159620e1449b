"""Confirm how far a milestone was met."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.events import announce
from projects.rights import Right
from projects.selection.terms import refuse_wrong
from projects.supervision.independence import require_verifier
from projects.supervision.models import Milestone
from projects.supervision.parties import past_day_problem

OUTCOMES = (Milestone.Status.MET, Milestone.Status.PARTIALLY_MET, Milestone.Status.NOT_MET)


@action
def meet_milestone(
    milestone: Milestone,
    *,
    actor: User,
    met_on: date | None = None,
    outcome: str = Milestone.Status.MET,
    note: str = "",
    expected_version: int | None = None,
) -> Milestone:
    """The engaged supervisor says when it was met, in part or not; never the contractor (SOD-5).

    Where no supervisor is engaged government inspects itself. Recorded as `milestone:inspected`;
    exercises S2.
    """
    milestone = locked(milestone, expected_version=expected_version)
    mandate = require_verifier(actor, milestone)
    if not milestone.is_open:
        raise NotReady("MILESTONE-SETTLED", _("A milestone that is settled stays as it is."))
    _check(milestone, outcome=outcome, met_on=met_on, note=note)
    milestone.status = outcome
    milestone.met_on = met_on if outcome == Milestone.Status.MET else None
    milestone.verified_by = actor
    milestone.note = note or milestone.note
    milestone.version += 1
    milestone.save()
    log_decision(
        milestone,
        actor=actor,
        right=Right.S2,
        event="milestone:inspected",
        mandate=mandate,
        outcome=outcome,
        reasons=note,
    )
    record(
        "milestone:inspected",
        milestone,
        actor=actor,
        point="S2",
        data={"outcome": outcome, "met_on": met_on, "due": milestone.due, "note": note},
    )
    announce(milestone.project_id)
    return milestone


def _check(milestone: Milestone, *, outcome: str, met_on: date | None, note: str) -> None:
    if outcome not in OUTCOMES:
        refuse_wrong("MILESTONE", {"outcome": _("Choose one of the outcomes.")})
    if outcome != Milestone.Status.MET:
        said = bool(note.strip())
        refuse_wrong("MILESTONE", {"note": "" if said else _("Say what is missing.")})
    elif met_on is None:
        refuse_wrong("MILESTONE", {"met_on": _("Say on which day it was met.")})
    else:
        contract = milestone.contract
        starts = (contract.start_date if contract else None) or milestone.project.start_date
        refuse_wrong("MILESTONE", {"met_on": past_day_problem(met_on, starts)})
