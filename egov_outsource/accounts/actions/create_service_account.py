"""Let a program act for an organisation."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts import scopes as known
from egov_outsource.accounts.administration import (
    require_active,
    require_administrator,
    require_fitting,
)
from egov_outsource.accounts.events import announce_memberships
from egov_outsource.accounts.models import Membership, Organisation, ServiceAccount, User
from egov_outsource.errors import Conflict, Invalid


@action
def create_service_account(
    organisation: Organisation,
    *,
    actor: User,
    name: str,
    purpose: str,
    role: str,
    scopes: Sequence[str],
) -> ServiceAccount:
    """A user of its own for the program, with one role and an upper bound of scopes.

    An administrator of the organisation may; a program never becomes an administrator. Recorded
    as `service-account:created`.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    require_administrator(actor, organisation)
    require_active(organisation)
    require_fitting(role, organisation)
    if role == Membership.Role.ADMINISTRATOR:
        message = _("Only a person can be an administrator.")
        raise Invalid("MEMBERSHIP-NOT-A-PERSON", message, fields={"role": message})
    name, purpose = name.strip(), purpose.strip()
    for field, value in (("name", name), ("purpose", purpose)):
        if not value:
            message = _("Say what the program is called and what it is for.")
            raise Invalid("SERVICE-ACCOUNT-NAMELESS", message, fields={field: message})
    held = clean_scopes(scopes)
    if organisation.service_accounts.filter(name=name, closed_at__isnull=True).exists():
        message = _("There is already a service account of this name.")
        raise Conflict("SERVICE-ACCOUNT-EXISTS", message, fields={"name": message})
    user = User.objects.create_user(
        f"service-{uuid.uuid4().hex}@platform.invalid", name=name, kind=User.Kind.SERVICE
    )
    account = ServiceAccount.objects.create(
        organisation=organisation,
        user=user,
        name=name,
        purpose=purpose,
        scopes=held,
        created_by=actor,
    )
    membership = Membership.objects.create(organisation=organisation, user=user, role=role)
    announce_memberships(organisation, membership)
    record(
        "service-account:created",
        account,
        actor=actor,
        organisation=organisation,
        data={"role": role, "scopes": held, "purpose": purpose},
    )
    return account


def clean_scopes(scopes: Sequence[str]) -> list[str]:
    """The scopes in order; at least one of reading and writing, none made up."""
    if known.unknown(scopes) or not set(scopes) & known.VERBS.keys():
        message = _("Choose at least one of reading and writing, and only scopes of the list.")
        raise Invalid("TOKEN-SCOPES", message, fields={"scopes": message})
    return [scope for scope in known.SCOPES if scope in set(scopes)]
