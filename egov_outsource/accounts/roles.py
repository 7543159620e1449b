"""Which role fits which kind of organisation: only government people can hold government roles."""

from egov_outsource.accounts.models import Membership, Organisation

Role = Membership.Role
Kind = Organisation.Kind

ROLES_OF_KIND: dict[str, tuple[Membership.Role, ...]] = {
    Kind.GOVERNMENT: (
        Role.OFFICER,
        Role.LEADER,
        Role.PROCUREMENT,
        Role.FINANCE,
        Role.LEGAL,
        Role.SECURITY,
        Role.USER_REPRESENTATIVE,
        Role.RECORDS,
        Role.MODEL_STEWARD,
        Role.ADMINISTRATOR,
    ),
    Kind.CONTRACTOR: (
        Role.LEGAL_REPRESENTATIVE,
        Role.PROJECT_MANAGER,
        Role.BID_MANAGER,
        Role.ENGINEER,
        Role.SERVICE_MANAGER,
        Role.ADMINISTRATOR,
    ),
    Kind.THIRD_PARTY: (
        Role.SUPERVISOR,
        Role.ASSESSOR,
        Role.AUDITOR,
        Role.CONSULTANT,
        Role.ADMINISTRATOR,
    ),
}


def fits(role: str, kind: str) -> bool:
    """Whether an organisation of `kind` can give `role`."""
    return role in ROLES_OF_KIND.get(kind, ())


def choices_for(kind: str, *, for_service: bool = False) -> list[tuple[str, str]]:
    """The roles that a form offers; a service account never administers."""
    return [
        (role.value, str(role.label))
        for role in ROLES_OF_KIND.get(kind, ())
        if not (for_service and role is Role.ADMINISTRATOR)
    ]
