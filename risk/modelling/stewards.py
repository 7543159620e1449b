"""Who writes and who approves the measure by which everybody is measured.

The platform has one risk model at a time. An authority that stands below nobody and above others
answers for it: its model stewards draft, its leaders approve. Bodies below have no say in it, nor
does whoever stands in for one of these people.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from egov_outsource.access import NOTHING_HERE
from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.errors import Hidden, NotAllowed
from risk.models import ModelVersion

Role = Membership.Role


def authorities_of(person: User, role: str) -> QuerySet[Organisation]:
    """The authorities that answer for the model, in which `person` holds `role` now."""
    held = Membership.objects.in_force().filter(user=person, role=role)
    return Organisation.objects.filter(
        pk__in=held.values("organisation"),
        kind=Organisation.Kind.GOVERNMENT,
        is_active=True,
        parent__isnull=True,
        children__isnull=False,
    ).distinct()


def authority_of_steward(person: User) -> Organisation:
    """For which authority `person` drafts; refuse who is no steward of one."""
    authority = authorities_of(person, Role.MODEL_STEWARD).order_by("pk").first()
    if authority is None:
        raise NotAllowed(
            "MODEL-STEWARD",
            _("Versions of the risk model are drafted by the model stewards of the authority."),
            helper=_("An administrator of the authority gives this role."),
        )
    return authority


def require_steward(version: ModelVersion, person: User) -> None:
    """Refuse everybody but the model stewards of the version's authority."""
    require_visible(version, person)
    if not serves(version, person, Role.MODEL_STEWARD):
        raise NotAllowed(
            "MODEL-STEWARD",
            _("Versions of the risk model are drafted by the model stewards of the authority."),
            helper=_("An administrator of the authority gives this role."),
        )


def require_leader(version: ModelVersion, person: User) -> None:
    """Refuse everybody but the leaders of the version's authority."""
    require_visible(version, person)
    if not serves(version, person, Role.LEADER):
        raise NotAllowed(
            "MODEL-LEADER",
            _("Versions of the risk model are approved by a leader of the authority."),
            helper=_("Ask a leader of the authority that drafted it."),
        )


def require_visible(version: ModelVersion, person: User) -> None:
    """Whoever does not see a draft learns nothing of it."""
    if not ModelVersion.objects.visible_to(person).filter(pk=version.pk).exists():
        raise Hidden("HIDDEN", NOTHING_HERE)


def require_steward_or_leader(version: ModelVersion, person: User) -> None:
    """Refuse whoever neither drafts nor approves for the version's authority."""
    require_visible(version, person)
    if not is_steward_or_leader(version, person):
        raise NotAllowed(
            "MODEL-STEWARD",
            _("A version is tried by the model stewards and leaders of its authority."),
            helper=_("An administrator of the authority gives this role."),
        )


def is_steward_or_leader(version: ModelVersion, person: User) -> bool:
    """Whether `person` drafts or approves for the version's authority."""
    return any(serves(version, person, role) for role in (Role.MODEL_STEWARD, Role.LEADER))


def serves(version: ModelVersion, person: User, role: str) -> bool:
    """Whether `person` holds `role` in the version's authority; the first version has none."""
    if version.authority_id is None:
        return False
    return authorities_of(person, role).filter(pk=version.authority_id).exists()
