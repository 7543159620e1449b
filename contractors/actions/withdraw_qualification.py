"""Note that a qualification was withdrawn."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from contractors.models import Qualification
from contractors.register import require_dates, require_entry, require_keeper, require_said
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict


@action
def withdraw_qualification(
    qualification: Qualification, *, actor: User, withdrawn_on: date, reason: str
) -> Qualification:
    """Officers of government note the withdrawal; the row stays.

    Recorded as `qualification:withdrawn`.
    """
    qualification = Qualification.objects.select_for_update().get(pk=qualification.pk)
    require_entry(actor, qualification.contractor)
    office = require_keeper(actor)
    if qualification.withdrawn_on is not None:
        raise Conflict("QUALIFICATION-WITHDRAWN", _("This is already noted as withdrawn."))
    require_said(reason=reason)
    require_dates(qualification.issued_on, withdrawn_on, field="withdrawn_on")
    qualification.withdrawn_on, qualification.withdrawal_reason = withdrawn_on, reason
    qualification.save(update_fields=["withdrawn_on", "withdrawal_reason"])
    record(
        "qualification:withdrawn",
        qualification,
        actor=actor,
        organisation=office,
        data={
            "contractor": qualification.contractor,
            "withdrawn_on": withdrawn_on,
            "reason": reason,
        },
    )
    return qualification
