"""Correct an organisation's entry in the register."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.actions.register_organisation import require_name
from egov_outsource.accounts.administration import (
    oversees,
    require_administrator,
    require_keeper,
    require_visible,
)
from egov_outsource.accounts.events import announce_memberships
from egov_outsource.accounts.identifiers import Pair, add_identifiers, clean_identifiers
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Stale


@action
def change_organisation(
    organisation: Organisation,
    *,
    actor: User,
    version: int,
    name: str,
    name_zh: str = "",
    identifiers: Sequence[Pair] = (),
    is_active: bool | None = None,
) -> Organisation:
    """Change the names, add register numbers, close or open again.

    Its own administrator may change the names; numbers and closing are for administrators of the
    authority above it or of the one that registered it. Recorded as `organisation:changed`.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    require_visible(actor, organisation)
    if not oversees(actor, organisation):
        require_administrator(actor, organisation)
    if organisation.version != version:
        raise Stale(
            "ORGANISATION-STALE",
            _("Somebody else changed this organisation in the meantime."),
            helper=_("Compare with the present entry and save again."),
        )
    pairs = clean_identifiers(identifiers)
    closes = is_active is not None and is_active != organisation.is_active
    if pairs or closes:
        require_keeper(actor, organisation)
    before = {"name": organisation.name, "name_zh": organisation.name_zh}
    organisation.name = require_name(name)
    organisation.name_zh = name_zh.strip()
    if is_active is not None:
        organisation.is_active = is_active
    organisation.version += 1
    organisation.save()
    add_identifiers(organisation, pairs)
    if closes:
        announce_memberships(organisation)
    record(
        "organisation:changed",
        organisation,
        actor=actor,
        data={
            "before": before,
            "name": organisation.name,
            "name_zh": organisation.name_zh,
            "identifiers": pairs,
            "is_active": organisation.is_active,
        },
    )
    return organisation
