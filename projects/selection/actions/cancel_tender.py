"""Cancel a tender."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.events import announce
from projects.rights import Right
from projects.selection.models import Award, Tender
from projects.selection.terms import refuse_wrong


@action
def cancel_tender(
    tender: Tender, *, actor: User, reasons: str, expected_version: int | None = None
) -> Tender:
    """Holders of M2 cancel a tender that has no active award; sealed bids stay sealed.

    Recorded as `tender:cancelled`.
    """
    tender = locked(tender, expected_version=expected_version)
    mandate = access.require(actor, Right.M2, tender)
    awarded = tender.awards.filter(status=Award.Status.ACTIVE).exists()
    if awarded or tender.status == Tender.Status.CANCELLED:
        raise NotReady(
            "TENDER-SETTLED", _("A tender that is awarded or cancelled cannot be cancelled.")
        )
    refuse_wrong("TENDER-CANCEL", {"reasons": "" if reasons.strip() else _("Give the reasons.")})
    tender.status, tender.cancel_reason = Tender.Status.CANCELLED, reasons
    tender.version += 1
    tender.save()
    log_decision(
        tender,
        actor=actor,
        right=Right.M2,
        event="tender:cancelled",
        mandate=mandate,
        outcome="cancelled",
        reasons=reasons,
    )
    record("tender:cancelled", tender, actor=actor, point="M2", data={"reasons": reasons})
    announce(tender.project_id)
    return tender
