"""Note that a measure against a risk is done."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict
from projects.concurrency import locked
from projects.rights import Right
from risk.models import RiskMeasure


@action
def complete_measure(measure: RiskMeasure, *, actor: User, note: str) -> RiskMeasure:
    """Whose measure it is, or whoever keeps risks, notes that it is done.

    Recorded as `risk:measure_done`.
    """
    measure = locked(measure)
    require_doer(measure, actor)
    if measure.done_on is not None:
        raise Conflict("MEASURE-DONE", _("This measure is done already."))
    measure.done_on, measure.done_by, measure.note = timezone.localdate(), actor, note
    measure.save(update_fields=["done_on", "done_by", "note"])
    record(
        "risk:measure_done",
        measure,
        actor=actor,
        data={"risk": measure.entry, "note": note, "in_time": measure.done_on <= measure.due},
    )
    return measure


def require_doer(measure: RiskMeasure, actor: User) -> None:
    """Refuse everybody but whose measure it is and who keeps risks."""
    own = measure.owner_id == actor.pk
    access.require(actor, Right.VIEW_RISK if own else Right.KEEP_RISKS, measure)
