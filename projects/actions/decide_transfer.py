"""Decide to which government body a project belongs."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import Membership, User
from egov_outsource.errors import Conflict, Invalid, NotAllowed, NotReady
from projects.actions.propose_transfer import require_free_reference
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.grants import derive_project_grants
from projects.lines import common_authority
from projects.models import Agency, Allocation, EmergencyAccess, OwnershipTransfer, Project
from projects.rights import Right


@action
def decide_transfer(
    transfer: OwnershipTransfer, *, actor: User, outcome: str, reasons: str
) -> OwnershipTransfer:
    """A leader of the next higher authority approves or refuses; the proposer cannot (SOD-1).

    Both ends are checked: the project is still the giver's, the authority still stands above
    both. With approval the owner changes in this transaction, and what depends on it: who is
    responsible or accountable is open again, emergencies end, grants follow. Recorded as
    `transfer:decided`; exercises M4.
    """
    transfer = locked(transfer)
    project = locked(transfer.project)
    mandate = require_decider(transfer, actor)
    if transfer.status != OwnershipTransfer.Status.PROPOSED:
        raise Conflict("TRANSFER-DECIDED", _("This transfer is already decided."))
    if outcome not in {OwnershipTransfer.Status.APPROVED, OwnershipTransfer.Status.REFUSED}:
        raise Invalid(
            "TRANSFER-OUTCOME",
            _("A transfer is approved or refused."),
            fields={"outcome": _("Choose one of the two.")},
        )
    transfer.status, transfer.decision_reasons = outcome, reasons
    transfer.decided_by, transfer.decided_at = actor, timezone.now()
    if outcome == OwnershipTransfer.Status.APPROVED:
        _require_both_ends(transfer, project)
    log_decision(
        transfer,
        actor=actor,
        right=Right.M4,
        event="transfer:decided",
        mandate=mandate,
        project=project,
        outcome=outcome,
        reasons=reasons,
    )
    transfer.save()
    if outcome == OwnershipTransfer.Status.APPROVED:
        _hand_over(project, transfer.taker)
    record(
        "transfer:decided",
        transfer,
        actor=actor,
        project=project,
        organisation=transfer.authority,
        point="M4",
        data={
            "from": transfer.giver,
            "to": transfer.taker,
            "outcome": outcome,
            "reasons": reasons,
        },
    )
    announce(project.pk)
    return transfer


def require_decider(transfer: OwnershipTransfer, actor: User) -> access.Decision:
    """Only the authority that the transfer names; a body further up does not decide past it."""
    mandate = access.require(actor, Right.DECIDE_TRANSFER, transfer)
    leads = Membership.objects.in_force().filter(
        user=actor, organisation=transfer.authority, role=Membership.Role.LEADER
    )
    if not leads.exists():
        raise NotAllowed(
            "INV-1",
            _("Only the next higher authority of both bodies decides this."),
            helper=_("Held at %(agency)s by: %(roles)s.")
            % {"agency": transfer.authority.label, "roles": Membership.Role.LEADER.label},
        )
    require_another(actor, [transfer.proposed_by_id])
    return mandate


def _require_both_ends(transfer: OwnershipTransfer, project: Project) -> None:
    if project.owner_id != transfer.giver_id or not transfer.taker.is_active:
        raise NotReady(
            "TRANSFER-OUTDATED",
            _("Owner or receiving body changed since this was proposed."),
            helper=_("Refuse it; the present owner can propose it again."),
        )
    if common_authority(transfer.giver, transfer.taker) != transfer.authority:
        raise NotReady(
            "TRANSFER-OUTDATED",
            _("Another authority stands above both bodies now."),
            helper=_("Refuse it; the present owner can propose it again."),
        )
    require_free_reference(project, transfer.taker)


def _hand_over(project: Project, taker: Agency) -> None:
    """What the owner's people held personally is open again; the rest goes with the project."""
    now = timezone.now()
    project.owner, project.responsible_officer = taker, None
    project.version += 1
    project.save(update_fields=["owner", "responsible_officer", "version"])
    held = Allocation.objects.filter(
        project=project, valid_to__isnull=True, accountable__isnull=False
    )
    rows = list(held)
    held.update(valid_to=now)
    for row in rows:
        row.pk, row.accountable, row.valid_from = None, None, now
    Allocation.objects.bulk_create(rows)
    EmergencyAccess.objects.in_force().filter(project=project).update(ended_at=now)
    derive_project_grants(project)
