"""Note that a sanction was lifted."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from contractors.models import Sanction
from contractors.register import require_dates, require_entry, require_judge, require_said
from egov_outsource.accounts.models import User
from egov_outsource.accounts.separation import require_another
from egov_outsource.errors import Conflict


@action
def lift_sanction(sanction: Sanction, *, actor: User, lifted_on: date, reason: str) -> Sanction:
    """Leaders of government note that the authority lifted a sanction; the row stays.

    Never who recorded it (SOD-11). Recorded as `sanction:lifted`.
    """
    sanction = Sanction.objects.select_for_update().get(pk=sanction.pk)
    require_entry(actor, sanction.contractor)
    office = require_judge(actor)
    require_another(
        actor,
        [sanction.recorded_by_id],
        code="SOD-11",
        message=_("You recorded this sanction; somebody else enters that it was lifted."),
    )
    if sanction.lifted_on is not None:
        raise Conflict("SANCTION-LIFTED", _("This sanction is already lifted."))
    require_said(reason=reason)
    require_dates(sanction.starts_on, lifted_on, field="lifted_on")
    sanction.lifted_on, sanction.lift_reason = lifted_on, reason
    sanction.save(update_fields=["lifted_on", "lift_reason"])
    record(
        "sanction:lifted",
        sanction,
        actor=actor,
        organisation=office,
        data={"contractor": sanction.contractor, "lifted_on": lifted_on, "reason": reason},
    )
    return sanction
