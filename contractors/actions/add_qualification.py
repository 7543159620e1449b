"""Enter a qualification of a contractor."""

from datetime import date

from audit.log.action import action
from audit.log.record import record
from contractors.models import Contractor, Qualification
from contractors.register import require_dates, require_entry, require_keeper, require_said
from egov_outsource.accounts.models import User


@action
def add_qualification(
    contractor: Contractor,
    *,
    actor: User,
    title: str,
    issuer: str,
    issued_on: date,
    number: str = "",
    expires_on: date | None = None,
) -> Qualification:
    """Officers of government enter a certificate with its end.

    Recorded as `qualification:added`.
    """
    require_entry(actor, contractor)
    office = require_keeper(actor)
    require_said(title=title, issuer=issuer)
    require_dates(issued_on, expires_on, field="expires_on")
    qualification = Qualification.objects.create(
        contractor=contractor,
        title=title,
        number=number,
        issuer=issuer,
        issued_on=issued_on,
        expires_on=expires_on,
    )
    record(
        "qualification:added",
        qualification,
        actor=actor,
        organisation=office,
        data={
            "contractor": contractor,
            "number": number,
            "issuer": issuer,
            "issued_on": issued_on,
            "expires_on": expires_on,
        },
    )
    return qualification
