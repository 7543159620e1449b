"""What accounts announce to whoever depends on them."""

from functools import partial

from django.db import transaction
from django.dispatch import Signal

from egov_outsource.accounts.models import Membership, Organisation

# arguments: organisation_id, user_ids (empty: everybody in the organisation)
memberships_changed = Signal()


def announce_memberships(organisation: Organisation, *memberships: Membership) -> None:
    """Once the change is committed: who derives grants from memberships must do so again."""
    send = partial(
        memberships_changed.send,
        sender=Organisation,
        organisation_id=organisation.pk,
        user_ids=tuple(sorted({membership.user_id for membership in memberships})),
    )
    transaction.on_commit(send)
