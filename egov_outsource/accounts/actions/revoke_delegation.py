"""End a delegation of absence early."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.events import announce_memberships
from egov_outsource.accounts.mail import post_delegation
from egov_outsource.accounts.models import Delegation, Membership, Organisation, User
from egov_outsource.errors import Conflict, Hidden, NotAllowed

REASON_LIMIT = 300
HEADS = (Membership.Role.ADMINISTRATOR, Membership.Role.LEADER)


@action
def revoke_delegation(delegation: Delegation, *, actor: User, reason: str = "") -> Delegation:
    """Either side ends a delegation, or a leader or administrator of the organisation.

    The rights that followed from it end at once. Recorded as `delegation:revoked`.
    """
    Organisation.objects.select_for_update().get(pk=delegation.organisation_id)
    if not Delegation.objects.visible_to(actor).filter(pk=delegation.pk).exists():
        raise Hidden("DELEGATION-UNKNOWN", _("There is no such delegation."))
    delegation = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("organisation", "delegator", "delegate")
        .get(pk=delegation.pk)
    )
    _require_concerned(delegation, actor)
    if delegation.state in {"revoked", "over"}:
        raise Conflict("DELEGATION-OVER", _("This delegation has already ended."))
    delegation.revoked_at, delegation.revoked_by = timezone.now(), actor
    delegation.revoke_reason = reason.strip()[:REASON_LIMIT]
    delegation.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    announce_memberships(delegation.organisation)
    post_delegation(delegation)
    record(
        "delegation:revoked",
        delegation,
        actor=actor,
        organisation=delegation.organisation,
        data={"delegator": delegation.delegator_id, "delegate": delegation.delegate_id},
        personal={"reason": delegation.revoke_reason},
    )
    return delegation


def _require_concerned(delegation: Delegation, actor: User) -> None:
    if actor.pk in {delegation.delegator_id, delegation.delegate_id}:
        return
    heads = Membership.objects.in_force().filter(
        user=actor, organisation=delegation.organisation_id, role__in=HEADS
    )
    if not heads.exists():
        raise NotAllowed(
            "DELEGATION-CONCERNED-ONLY",
            _("Only the two people, or a leader of the organisation, end a delegation."),
        )
