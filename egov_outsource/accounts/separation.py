"""Separation of duties between people: other accounts and stand-ins count as the same."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Delegation, User
from egov_outsource.errors import NotAllowed, Text

NOT_ONESELF = _("Nobody gives themselves a role; another administrator does.")
HELPER = _("Ask a colleague who holds this right.")


def person_key_of(document: str) -> str:
    """What stands for the holder of an identity document; the number itself is kept nowhere."""
    normal = "".join(document.split()).replace("-", "").upper()
    secret = settings.PERSON_KEY_SECRET or settings.SECRET_KEY
    return salted_hmac("accounts.person", normal, secret=secret, algorithm="sha256").hexdigest()


def is_same_person(one: User, other: User) -> bool:
    """Whether two accounts belong to one person, as far as is known."""
    return one.pk == other.pk or (one.person_key is not None and one.person_key == other.person_key)


def accounts_of(ids: Iterable[int]) -> set[int]:
    """Every account of the people who own the accounts `ids`."""
    return set(User.objects.same_people(ids).values_list("pk", flat=True))


def circle_of(ids: Iterable[int]) -> set[int]:
    """The accounts that count as these people now.

    Besides their own accounts these are everybody who stands in for them, and everybody for whom
    they stand in: what the one wrote the other does not approve.
    """
    people = accounts_of(ids)
    links = Delegation.objects.in_force().filter(Q(delegator__in=people) | Q(delegate__in=people))
    linked = {pk for pair in links.values_list("delegator", "delegate") for pk in pair}
    return accounts_of(people | linked) if linked else people


def require_another(
    actor: User,
    others: Iterable[User | int | None],
    *,
    code: str = "SOD-1",
    message: Text = "",
) -> None:
    """Refuse when `actor` is one of `others`, by another account or as a stand-in too.

    Author and approver are different people (SOD-1); other rules give their own code.
    """
    ids = {other.pk if isinstance(other, User) else other for other in others} - {None}
    if not ids:
        return
    known = {pk for pk in ids if pk is not None}
    own = message or _("You prepared this yourself; somebody else must decide it.")
    if actor.pk in known or actor.pk in accounts_of(known):
        raise NotAllowed(code, own, helper=HELPER)
    if actor.pk in circle_of(known):
        raise NotAllowed(
            code,
            _("You stand in for somebody who had a part in this, or they for you: %(rule)s")
            % {"rule": own},
            helper=_("Ask a colleague who is not tied to it by a delegation."),
        )
