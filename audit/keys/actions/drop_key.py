"""Drop a change of the log's key."""

from django.utils import timezone

from audit.keys.deciding import locked_change
from audit.log.action import action
from audit.log.models import KeyChange
from audit.log.record import record
from egov_outsource.accounts.models import User

State = KeyChange.State


@action
def drop_key(change: KeyChange, *, actor: User) -> KeyChange:
    """An operator drops it, the proposer too, as long as there is no new key.

    Recorded as `log-key:dropped`.
    """
    change = locked_change(change, actor, (State.PROPOSED, State.APPROVED))
    change.state = State.DROPPED
    change.decided_by, change.decided_at = actor, timezone.now()
    change.save(update_fields=["state", "decided_by", "decided_at"])
    record("log-key:dropped", change, actor=actor, data={"tree": change.tree})
    return change
