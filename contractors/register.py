"""Who keeps the register of contractors: government people, each for their own organisation."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contractors.models import Contractor
from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.errors import Hidden, Invalid, NotAllowed

KEEPERS = (Membership.Role.OFFICER, Membership.Role.PROCUREMENT, Membership.Role.LEADER)
JUDGES = (Membership.Role.LEADER,)


def offices_of(user: User, roles: tuple[str, ...]) -> list[Organisation]:
    """The government organisations in which `user` holds one of `roles` now."""
    memberships = (
        Membership.objects.in_force()
        .filter(user=user, role__in=roles, organisation__kind=Organisation.Kind.GOVERNMENT)
        .select_related("organisation")
        .order_by("organisation_id")
    )
    return [membership.organisation for membership in memberships]


def is_keeper(user: User) -> bool:
    """Whether `user` may enter contractors, qualifications and affiliations."""
    return bool(offices_of(user, KEEPERS))


def is_judge(user: User) -> bool:
    """Whether `user` may record and lift sanctions."""
    return bool(offices_of(user, JUDGES))


def require_keeper(actor: User) -> Organisation:
    """The organisation for which `actor` keeps the register, or a refusal."""
    return _require(
        actor,
        KEEPERS,
        _("Only officers, procurement officers and leaders of government keep the register."),
    )


def require_judge(actor: User) -> Organisation:
    """The organisation for which `actor` records sanctions, or a refusal."""
    return _require(
        actor, JUDGES, _("Only a leader of a government organisation records or lifts sanctions.")
    )


def _require(actor: User, roles: tuple[str, ...], message: str | Promise) -> Organisation:
    offices = offices_of(actor, roles)
    if offices:
        return offices[0]
    raise NotAllowed("REGISTER-ROLE", message, helper=_("Ask the agency that you work with."))


def require_entry(actor: User, contractor: Contractor) -> None:
    """Refuse as if the entry did not exist when the actor may not know of it."""
    if not Contractor.objects.visible_to(actor).filter(pk=contractor.pk).exists():
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))


def require_dates(start: date | None, end: date | None, *, field: str) -> None:
    """Refuse an end before its beginning."""
    if start and end and end < start:
        message = _("The end lies before the beginning.")
        raise Invalid("REGISTER-DATES", message, fields={field: message})


def require_said(**texts: str) -> None:
    """Refuse empty texts, field by field."""
    missing = {name: _("This is needed.") for name, text in texts.items() if not text.strip()}
    if missing:
        raise Invalid("REGISTER-INCOMPLETE", _("Some fields cannot be right."), fields=missing)
