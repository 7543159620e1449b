"""Propose that another government body owns a project."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotReady
from projects.concurrency import locked
from projects.events import announce
from projects.lines import common_authority
from projects.models import Agency, OwnershipTransfer, Project
from projects.rights import Right


@action
def propose_transfer(
    project: Project, *, actor: User, taker: Agency, reasons: str, basis: str
) -> OwnershipTransfer:
    """Leaders of the owner propose another government body as owner.

    The nearest authority above the owner that also stands above the other body, or is it, will
    decide (INV-1). Recorded as `transfer:proposed`.
    """
    project = locked(project)
    access.require(actor, Right.PROPOSE_TRANSFER, project)
    if not taker.is_government or not taker.is_active or taker.pk == project.owner_id:
        raise Invalid(
            "INV-1",
            _("Ownership passes to another active government body only."),
            fields={"taker": _("Choose another government body.")},
        )
    authority = common_authority(project.owner, taker)
    if authority is None:
        raise NotReady(
            "TRANSFER-NO-AUTHORITY",
            _("No authority stands above both bodies, so that nobody could decide."),
        )
    require_free_reference(project, taker)
    if OwnershipTransfer.objects.filter(
        project=project, status=OwnershipTransfer.Status.PROPOSED
    ).exists():
        raise Conflict("TRANSFER-TWICE", _("A transfer of this project already waits."))
    transfer = OwnershipTransfer.objects.create(
        project=project,
        giver_id=project.owner_id,
        taker=taker,
        authority=authority,
        reasons=reasons,
        basis=basis,
        proposed_by=actor,
        proposed_at=timezone.now(),
    )
    record(
        "transfer:proposed",
        transfer,
        actor=actor,
        data={
            "from": project.owner,
            "to": taker,
            "authority": authority,
            "reasons": reasons,
            "basis": basis,
        },
    )
    announce(project.pk)
    return transfer


def require_free_reference(project: Project, taker: Agency) -> None:
    """Refuse when the other body already has a project with this reference."""
    if Project.objects.filter(owner=taker, reference=project.reference).exists():
        raise Conflict(
            "PROJECT-REFERENCE",
            _("The other body already has a project with this reference."),
        )
