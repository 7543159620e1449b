"""Make the key of an approved change, and say so in the log."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.models import KeyChange, LogKey
from audit.log.record import record
from audit.log.sequencer import leaf_count, origin_of, pens_of, register, wait_to_sequence
from audit.log.signer import signer
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict

NOT_APPROVED = _("This change of the key is not approved, or already under way.")


@action
def announce_key(change: KeyChange, *, actor: User) -> KeyChange:
    """The sequencer makes the new key and publishes it; from the next head on it signs too.

    Recorded as `log-key:announced`: a head that the key before signs covers the announcement, so
    that whoever keeps that key can take the new one from it. Where both are to sign, the key
    before must be there: without it the log would sign nothing until the hand-over is over.

    Raises:
        SignerError: when there can be no key, or the one before is lost.
        Refused: when the key before is another one than was published.

    """
    wait_to_sequence()
    change = KeyChange.objects.select_for_update().get(pk=change.pk)
    if change.state != KeyChange.State.APPROVED:
        raise Conflict("LOG-KEY-STATE", NOT_APPROVED)
    last = LogKey.objects.filter(tree=change.tree).order_by("-number").first()
    number = last.number + 1 if last else 1
    origin = origin_of(change.tree)
    if change.hand_over_days:
        pens_of(change.tree, origin)
    pen = signer(origin, number=number, may_create=True)
    change.key = register(change.tree, number, pen.verifier, leaf_count() + 1)
    change.state = KeyChange.State.ANNOUNCED
    change.ends_at = timezone.now() + timedelta(days=change.hand_over_days)
    change.save(update_fields=["key", "state", "ends_at"])
    facts = {
        "tree": change.tree,
        "vkey": change.key.vkey,
        "first": change.key.first_size,
        "before": last.vkey if last else "",
        "until": change.ends_at.isoformat(),
    }
    record("log-key:announced", change, actor=actor, data=facts)
    return change
