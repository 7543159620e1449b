"""One signing key follows another: what the sequencer does about changes that were decided."""

from django.utils import timezone

from audit.log.actions.announce_key import announce_key
from audit.log.actions.end_alarm import end_alarm
from audit.log.actions.raise_alarm import raise_alarm
from audit.log.actions.withdraw_key import is_handed_over, withdraw_key
from audit.log.models import Alarm, Checkpoint, KeyChange
from audit.log.sequencer import Refused
from audit.log.signer import SignerError
from egov_outsource.accounts.models import User

State = KeyChange.State


def hand_over_keys(*, actor: User) -> None:
    """Announce the key of each approved change; withdraw the old one of each that is over."""
    approved = KeyChange.objects.filter(state=State.APPROVED)
    for change in approved:
        try:
            announce_key(change, actor=actor)
        except (SignerError, Refused) as problem:
            # of no tree: a head that is signed meanwhile says nothing about the new key
            raise_alarm(Alarm.Kind.KEY, actor=actor, tree="", detail=str(problem))
    if not approved.exists():  # announced, or dropped
        for alarm in Alarm.objects.filter(kind=Alarm.Kind.KEY, tree="", ended_at=None):
            end_alarm(alarm, actor=actor)
    over = KeyChange.objects.filter(state=State.ANNOUNCED, ends_at__lte=timezone.now())
    for change in over.select_related("key"):
        head = Checkpoint.objects.last_of(change.tree)
        if is_handed_over(change, head.size if head else 0):
            withdraw_key(change, actor=actor)
