"""Memberships changed: the grants that follow from them change too."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from egov_outsource.accounts.events import memberships_changed
from egov_outsource.accounts.models import Organisation
from projects.grants import derive_for_members


@receiver(memberships_changed)
def derive_grants(organisation_id: int, **_facts: Any) -> None:
    """Derive all grants that depend on the members of the organisation."""
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
        derive_for_members(organisation)
