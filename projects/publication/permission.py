"""Who may import: officers of the agency for which it is done, and the platform itself."""

from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.models import Agency
from projects.rights import Right


def is_platform(actor: User) -> bool:
    """Whether a command of the operator acts, which is bound to no agency."""
    return actor.kind == User.Kind.SYSTEM


def require_import(actor: User, owner: Agency) -> None:
    """Refuse who does not hold the right to import for `owner`."""
    if not is_platform(actor):
        access.require(actor, Right.IMPORT_DATA, owner)


def importing_agencies(user: access.Viewer) -> list[Agency]:
    """Those for which `user` may import."""
    held = access.scope_of(user).agencies.get(Right.IMPORT_DATA, {})
    return list(Agency.objects.filter(pk__in=list(held), is_active=True).order_by("name", "pk"))
