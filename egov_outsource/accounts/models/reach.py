"""How far a person sees: their own organisations and, for government, the bodies below."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models.expressions import RawSQL
from django.utils import timezone

Viewer = AbstractBaseUser | AnonymousUser

_OWN = """
    SELECT o.id, o.kind FROM accounts_membership m
    JOIN accounts_organisation o ON o.id = m.organisation_id AND o.is_active
    WHERE m.user_id = %s AND m.valid_from <= %s AND (m.valid_to IS NULL OR m.valid_to > %s)
"""
# only government organisations have a parent, so nobody else's walk goes further
_OWN_AND_BELOW = f"""
    WITH RECURSIVE reach(id) AS (
        SELECT own.id FROM ({_OWN}) own
        UNION
        SELECT child.id FROM accounts_organisation child JOIN reach ON child.parent_id = reach.id
    ) SELECT id FROM reach
"""  # noqa: S608 - constants only; values are parameters


def own_organisations(user: Viewer) -> RawSQL:
    """Ids of the organisations in which `user` holds any role now."""
    now = timezone.now()
    return RawSQL(f"SELECT own.id FROM ({_OWN}) own", (user.pk, now, now))  # noqa: S608, S611


def own_and_below(user: Viewer) -> RawSQL:
    """Ids of the same and of every government body below them."""
    now = timezone.now()
    return RawSQL(_OWN_AND_BELOW, (user.pk, now, now))  # noqa: S611


def may_look(user: Viewer) -> bool:
    """Anonymous and inactive people see nothing."""
    return bool(user.is_authenticated and user.is_active)
