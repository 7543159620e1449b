"""End the hand-over: the key before signs nothing more."""

from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.models import Checkpoint, KeyChange, LogKey
from audit.log.record import record
from audit.log.sequencer import wait_to_sequence
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady


@action
def withdraw_key(change: KeyChange, *, actor: User) -> KeyChange:
    """The sequencer withdraws every older key at the size of the last signed head.

    Not before both have signed a head, unless the hand-over has no days: then the key before was
    lost or stolen. A key that never signed ends at the size with which it would have begun.
    Recorded as `log-key:withdrawn`.
    """
    wait_to_sequence()
    change = KeyChange.objects.select_for_update().get(pk=change.pk)
    head = Checkpoint.objects.last_of(change.tree)
    size = head.size if head else 0
    if not is_handed_over(change, size):
        message = _("The new key has not signed beside the old one for as long as was decided.")
        raise NotReady("LOG-KEY-HAND-OVER", message)
    older = LogKey.objects.filter(tree=change.tree, ended_at=None).exclude(brought_by=change)
    facts = {"tree": change.tree, "vkey": " ".join(map(str, older)), "last": size}
    older.update(ended_at=timezone.now(), last_size=Greatest(size, "first_size"))
    change.state = KeyChange.State.DONE
    change.save(update_fields=["state"])
    record("log-key:withdrawn", change, actor=actor, data=facts)
    return change


def is_handed_over(change: KeyChange, size: int) -> bool:
    """Whether the old key may end under a signed head of this size."""
    if change.state != KeyChange.State.ANNOUNCED or change.key is None:
        return False
    is_over = change.ends_at is not None and change.ends_at <= timezone.now()
    return is_over and (change.hand_over_days == 0 or size >= change.key.first_size)
