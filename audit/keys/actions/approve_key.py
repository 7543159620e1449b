"""Approve that the log be signed with a new key."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.keys.deciding import locked_change
from audit.log.action import action
from audit.log.models import KeyChange
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.accounts.separation import require_another

ANOTHER = _("You proposed this change; another operator must approve it.")


@action
def approve_key(change: KeyChange, *, actor: User) -> KeyChange:
    """Another operator approves; the sequencer makes the key with its next round.

    Recorded as `log-key:approved`.
    """
    change = locked_change(change, actor, (KeyChange.State.PROPOSED,))
    require_another(actor, [change.proposed_by], message=ANOTHER)
    change.state = KeyChange.State.APPROVED
    change.decided_by, change.decided_at = actor, timezone.now()
    change.save(update_fields=["state", "decided_by", "decided_at"])
    record("log-key:approved", change, actor=actor, data={"tree": change.tree})
    return change
