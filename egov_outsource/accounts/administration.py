"""Who may administer an organisation, and what an administrator can never do."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.accounts.roles import fits
from egov_outsource.errors import Hidden, Invalid, NotAllowed, NotReady


def is_administrator(user: User, organisation: Organisation) -> bool:
    """Whether `user` holds the administrator's role there now."""
    return Membership.objects.administrators().filter(user=user, organisation=organisation).exists()


def stands_in(user: User, organisation: Organisation) -> bool:
    """Whether `user` may start an organisation that has no administrator yet.

    These are the administrators of the authority above it or of the one that registered it.
    """
    if Membership.objects.administrators().filter(organisation=organisation).exists():
        return False
    return oversees(user, organisation)


def oversees(user: User, organisation: Organisation) -> bool:
    """Whether `user` administers the authority above, or the one that registered it."""
    above = (organisation.parent_id, organisation.registered_by_id)
    authorities = [authority for authority in above if authority is not None]
    return (
        Membership.objects.administrators()
        .filter(user=user, organisation_id__in=authorities)
        .exists()
    )


def keeps_entry(user: User, organisation: Organisation) -> bool:
    """Whether `user` may change register numbers and close the organisation.

    That is for the authority that oversees it; the head of a tree has nobody above it.
    """
    is_head = organisation.parent_id is None and organisation.registered_by_id is None
    return oversees(user, organisation) or (is_head and is_administrator(user, organisation))


def require_keeper(actor: User, organisation: Organisation) -> None:
    """Refuse unless the actor keeps the organisation's entry in the register."""
    if not keeps_entry(actor, organisation):
        raise NotAllowed(
            "ORGANISATION-AUTHORITY-ONLY",
            _("Only the authority that registered the organisation may change this."),
            helper=_("Ask an administrator of that authority."),
        )


def require_visible(actor: User, organisation: Organisation) -> None:
    """Refuse as if the organisation did not exist when the actor may not know of it."""
    if not Organisation.objects.visible_to(actor).filter(pk=organisation.pk).exists():
        raise Hidden("ORGANISATION-UNKNOWN", _("There is no such organisation."))


def require_administrator(actor: User, organisation: Organisation) -> None:
    """Refuse unless the actor administers the organisation."""
    require_visible(actor, organisation)
    if not is_administrator(actor, organisation):
        raise NotAllowed(
            "ORGANISATION-ADMINISTRATOR-ONLY",
            _("Only an administrator of the organisation may do this."),
            helper=_("Ask an administrator of the organisation."),
        )


def require_authority(actor: User, organisation: Organisation) -> None:
    """Refuse unless the actor administers this government organisation."""
    require_administrator(actor, organisation)
    if not organisation.is_government:
        raise NotAllowed(
            "ORGANISATION-GOVERNMENT-ONLY",
            _("Only a government organisation may register other organisations."),
            helper=_("Ask the agency that you work with."),
        )


def require_active(organisation: Organisation) -> None:
    """Refuse changes to people of an organisation that was closed."""
    if not organisation.is_active:
        raise NotReady(
            "ORGANISATION-CLOSED",
            _("The organisation is closed."),
            helper=_("Ask the authority that registered it to open it again."),
        )


def require_fitting(role: str, organisation: Organisation) -> None:
    """Refuse a role that this kind of organisation must not have."""
    if not fits(role, organisation.kind):
        message = _("This kind of organisation cannot give this role.")
        raise Invalid(
            "MEMBERSHIP-ROLE-DOES-NOT-FIT",
            message,
            helper=_("Choose one of the roles that the form offers."),
            fields={"role": message},
        )


def require_another_administrator(membership: Membership, *, until: datetime | None = None) -> None:
    """Refuse to leave the organisation without an administrator from `until` (default now) on."""
    if membership.role != Membership.Role.ADMINISTRATOR:
        return
    end = until or timezone.now()
    others = (
        Membership.objects.administrators()
        .filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=end), organisation=membership.organisation
        )
        .exclude(pk=membership.pk)
        .exclude(user=membership.user)
    )
    if not others.exists():
        raise NotReady(
            "MEMBERSHIP-LAST-ADMINISTRATOR",
            _("This is the last administrator of the organisation."),
            helper=_("Make somebody else an administrator first."),
        )
