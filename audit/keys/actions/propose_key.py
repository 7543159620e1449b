"""Propose that the log be signed with a new key."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.models import KeyChange, LogKey
from audit.log.models.key_change import LONGEST_HAND_OVER
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotReady
from egov_outsource.jobs.reach import require_operator

UNDER_WAY = _("A change of this key is under way; end that one first.")


@action
def propose_key(key: LogKey, *, actor: User, reason: str, hand_over_days: int) -> KeyChange:
    """An operator proposes a key after `key`, and for how many days both sign; another approves.

    No days are for a key that was lost or stolen. Recorded as `log-key:proposed`.
    """
    require_operator(actor)
    key = LogKey.objects.get(pk=key.pk)
    require_changeable(key)
    reason = reason.strip()
    if not reason:
        message = _("Say why the key is changed.")
        raise Invalid("LOG-KEY-REASON", message, fields={"reason": message})
    if not 0 <= hand_over_days <= LONGEST_HAND_OVER:
        message = _("At most a year.")
        raise Invalid("LOG-KEY-DAYS", message, fields={"hand_over_days": message})
    try:
        with transaction.atomic():
            change = KeyChange.objects.create(
                tree=key.tree,
                reason=reason,
                hand_over_days=hand_over_days,
                proposed_by=actor,
                proposed_at=timezone.now(),
            )
    except IntegrityError as taken:  # by another operator meanwhile
        raise Conflict("LOG-KEY-OPEN", UNDER_WAY) from taken
    facts = {"tree": key.tree, "reason": reason, "hand_over_days": hand_over_days}
    record("log-key:proposed", change, actor=actor, data=facts)
    return change


def require_changeable(key: LogKey) -> None:
    """Refuse a key that signs no more, and one whose change is under way."""
    if key.ended_at is not None:
        raise NotReady("LOG-KEY-ENDED", _("This key is withdrawn: it signs nothing any more."))
    if KeyChange.objects.filter(tree=key.tree, state__in=KeyChange.OPEN).exists():
        raise Conflict("LOG-KEY-OPEN", UNDER_WAY)
