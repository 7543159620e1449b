"""Say that something is wrong with the log."""

from django.utils import timezone

from audit.log.action import action
from audit.log.models import Alarm
from audit.log.record import record
from egov_outsource.accounts.models import User


@action
def raise_alarm(kind: Alarm.Kind, *, actor: User, tree: str, detail: str) -> Alarm:
    """The platform raises an alarm, once as long as it is open.

    Recorded as `alarm:raised`.
    """
    alarm, is_new = Alarm.objects.get_or_create(
        kind=kind,
        tree=tree,
        ended_at=None,
        defaults={"detail": detail, "raised_at": timezone.now()},
    )
    if is_new:
        record("alarm:raised", alarm, actor=actor, data={"kind": kind, "detail": detail})
    return alarm
