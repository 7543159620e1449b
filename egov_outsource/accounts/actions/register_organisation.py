"""Register an agency below one's own, a contractor or a third party."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.actions.invite_person import check_address, draw_up
from egov_outsource.accounts.administration import require_active, require_authority
from egov_outsource.accounts.events import announce_memberships
from egov_outsource.accounts.identifiers import Pair, add_identifiers, clean_identifiers
from egov_outsource.accounts.mail import post_invitation
from egov_outsource.accounts.models import Membership, Organisation, User
from egov_outsource.errors import Invalid


@action
def register_organisation(
    authority: Organisation,
    *,
    actor: User,
    kind: str,
    name: str,
    name_zh: str = "",
    identifiers: Sequence[Pair] = (),
    administrator_email: str = "",
) -> Organisation:
    """Enter a new organisation; a government one stands below `authority`.

    An administrator of the government organisation `authority` may. A number that another
    organisation has already is refused. With `administrator_email` the first administrator is
    invited. Recorded as `organisation:registered`.
    """
    authority = Organisation.objects.select_for_update().get(pk=authority.pk)
    require_authority(actor, authority)
    require_active(authority)
    require_kind(kind)
    name = require_name(name)
    pairs = clean_identifiers(identifiers)
    email = administrator_email.strip().lower()
    if email:
        check_address(email)
    organisation = Organisation.objects.create(
        kind=kind,
        name=name,
        name_zh=name_zh.strip(),
        parent=authority if kind == Organisation.Kind.GOVERNMENT else None,
        registered_by=authority,
    )
    add_identifiers(organisation, pairs)
    if email:
        role = Membership.Role.ADMINISTRATOR
        post_invitation(*draw_up(organisation, actor=actor, email=email, role=role))
    record(
        "organisation:registered",
        organisation,
        actor=actor,
        organisation=authority,
        data={"kind": kind, "name_zh": organisation.name_zh, "identifiers": pairs},
        personal={"administrator": email} if email else None,
    )
    # those above see from now on what lies below
    announce_memberships(organisation)
    return organisation


def require_kind(kind: str) -> None:
    """Refuse what is no kind of organisation."""
    if kind not in Organisation.Kind.values:
        message = _("Choose the kind of organisation.")
        raise Invalid("ORGANISATION-KIND", message, fields={"kind": message})


def require_name(name: str) -> str:
    """The name without spaces around it; an empty or very long one is refused."""
    name = name.strip()
    if not name or len(name) > NAME_LIMIT:
        message = _("Enter the name of the organisation, at most 300 characters.")
        raise Invalid("ORGANISATION-NAME", message, fields={"name": message})
    return name


NAME_LIMIT = 300
