"""Say that something is no longer wrong with the log."""

from django.utils import timezone

from audit.log.action import action
from audit.log.models import Alarm
from audit.log.record import record
from egov_outsource.accounts.models import User


@action
def end_alarm(alarm: Alarm, *, actor: User) -> Alarm:
    """The platform ends an alarm whose reason it does not find any more.

    Recorded as `alarm:ended`.
    """
    locked = Alarm.objects.select_for_update().get(pk=alarm.pk)
    if locked.ended_at is None:
        locked.ended_at = timezone.now()
        locked.save(update_fields=["ended_at"])
        record("alarm:ended", locked, actor=actor, data={"kind": locked.kind})
    return locked
