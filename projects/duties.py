"""Separation of duties: who must be somebody else."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from egov_outsource.errors import NotAllowed


def require_another(
    actor: User,
    others: Iterable[User | int | None],
    *,
    code: str = "SOD-1",
    message: str = "",
) -> None:
    """Refuse when `actor` is among `others`: author and approver are different people."""
    ids = {other.pk if isinstance(other, User) else other for other in others}
    if actor.pk in ids:
        raise NotAllowed(
            code,
            message or _("You prepared this yourself; somebody else must decide it."),
            helper=_("Ask a colleague who holds this right."),
        )
