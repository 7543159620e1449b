"""Consent to a subcontractor, or refuse it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotReady
from projects.actions.appoint_engagement import engage
from projects.actions.propose_subcontract import require_subcontractor
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.models import Engagement, Subcontract
from projects.rights import Right
from projects.roles import Capacity


@action
def decide_subcontract(
    subcontract: Subcontract, *, actor: User, outcome: str, reasons: str
) -> Subcontract:
    """Leaders of the owner consent or refuse (M5); whoever proposed it cannot (SOD-1).

    With consent the subcontractor is engaged, until its own date or the contract's end, whichever
    comes first, and its grants follow. Recorded as `subcontract:decided`.
    """
    subcontract = locked(subcontract)
    mandate = access.require(actor, Right.M5, subcontract)
    require_another(actor, [subcontract.proposed_by_id])
    if subcontract.status != Subcontract.Status.PROPOSED:
        raise Conflict("SUBCONTRACT-DECIDED", _("This subcontract is already decided."))
    if outcome not in {Subcontract.Status.CONSENTED, Subcontract.Status.REFUSED}:
        raise Invalid(
            "SUBCONTRACT-OUTCOME",
            _("A subcontract is consented to or refused."),
            fields={"outcome": _("Choose one of the two.")},
        )
    subcontract.status = outcome
    subcontract.decided_by, subcontract.decided_at = actor, timezone.now()
    subcontract.reasons = reasons
    subcontract.save()
    if outcome == Subcontract.Status.CONSENTED:
        subcontract.engagement = _engage(subcontract, actor=actor)
        subcontract.save(update_fields=["engagement"])
    log_decision(
        subcontract,
        actor=actor,
        right=Right.M5,
        event="subcontract:decided",
        mandate=mandate,
        outcome=outcome,
        reasons=reasons,
    )
    record(
        "subcontract:decided",
        subcontract,
        actor=actor,
        point="M5",
        data={
            "organisation": subcontract.organisation,
            "outcome": outcome,
            "reasons": reasons,
            "valid_to": subcontract.valid_to,
        },
    )
    announce(subcontract.project_id)
    return subcontract


def _engage(subcontract: Subcontract, *, actor: User) -> Engagement:
    main = locked(subcontract.main)
    if not main.is_in_force or subcontract.valid_to > main.valid_to:
        raise NotReady(
            "SUBCONTRACT-DATES",
            _("The contract that it stands under has ended or ends earlier."),
            helper=_("Refuse it; the contractor can propose it again with other dates."),
        )
    require_subcontractor(main, subcontract.organisation)
    return engage(
        subcontract.project,
        actor=actor,
        organisation=subcontract.organisation,
        capacity=Capacity.SUBCONTRACTOR,
        purpose=subcontract.part,
        basis=subcontract.basis,
        valid_from=subcontract.valid_from,
        valid_to=subcontract.valid_to,
        under=main,
    )
