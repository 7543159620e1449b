"""The nightly comparison of the log with itself and with what it speaks of."""

from django.utils import timezone

from audit.log.actions.end_alarm import end_alarm
from audit.log.actions.raise_alarm import raise_alarm
from audit.log.comparing import faults, objects
from audit.log.models import Alarm, Entry, Leaf, Reconciliation
from egov_outsource.accounts.models import User


def reconcile(*, actor: User) -> Reconciliation:
    """The platform looks for entries that are missing, changed or out of place.

    The finding is kept; an alarm is raised, or ended when there is no fault any more, and that is
    recorded. Inclusion is not completeness: a proof only speaks of what is there.
    """
    began = timezone.now()
    found = list(faults())
    result = Reconciliation.objects.create(
        began_at=began,
        ended_at=timezone.now(),
        entries=Entry.objects.count(),
        leaves=Leaf.objects.count(),
        faults=found,
        objects_known=objects(),
    )
    if found:
        detail = ", ".join(f"{fault['kind']} {fault['number']}" for fault in found)
        raise_alarm(Alarm.Kind.COMPLETENESS, actor=actor, tree="", detail=detail)
    else:
        for alarm in Alarm.objects.filter(kind=Alarm.Kind.COMPLETENESS, ended_at=None):
            end_alarm(alarm, actor=actor)
    return result
