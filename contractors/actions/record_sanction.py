"""Record a sanction that the competent authority imposed."""

from datetime import date

from audit.log.action import action
from audit.log.record import record
from contractors.models import Contractor, Sanction
from contractors.register import require_dates, require_entry, require_judge, require_said
from egov_outsource.accounts.models import User


@action
def record_sanction(
    contractor: Contractor,
    *,
    actor: User,
    kind: str,
    authority: str,
    reason: str,
    starts_on: date,
    ends_on: date | None = None,
    reference: str = "",
) -> Sanction:
    """Leaders of government enter a published sanction; the platform itself imposes none.

    Recorded as `sanction:recorded`.
    """
    require_entry(actor, contractor)
    office = require_judge(actor)
    known = kind if kind in Sanction.Kind.values else ""
    require_said(kind=known, authority=authority, reason=reason)
    require_dates(starts_on, ends_on, field="ends_on")
    sanction = Sanction.objects.create(
        contractor=contractor,
        kind=kind,
        authority=authority,
        reference=reference,
        reason=reason,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=actor,
    )
    record(
        "sanction:recorded",
        sanction,
        actor=actor,
        organisation=office,
        data={
            "contractor": contractor,
            "kind": kind,
            "authority": authority,
            "reference": reference,
            "from": starts_on,
            "to": ends_on,
            "reason": reason,
        },
    )
    return sanction
