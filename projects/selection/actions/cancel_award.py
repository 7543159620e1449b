"""Take back an award before a contract is signed."""

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
from projects.selection.models import Award, Contract, Tender
from projects.selection.terms import refuse_wrong


@action
def cancel_award(award: Award, *, actor: User, reasons: str) -> Award:
    """Holders of M3 cancel an active award without a contract in effect; another can follow.

    Drafts of its contract are dropped. Recorded as `award:cancelled`.
    """
    award = locked(award)
    mandate = access.require(actor, Right.M3, award)
    signed = award.contracts.filter(status__in=[Contract.Status.ACTIVE, Contract.Status.TERMINATED])
    if award.status != Award.Status.ACTIVE or signed.exists():
        raise NotReady(
            "AWARD-NOT-CANCELLABLE",
            _("Only an active award without a signed contract can be cancelled."),
        )
    refuse_wrong("AWARD-CANCEL", {"reasons": "" if reasons.strip() else _("Give the reasons.")})
    award.status = Award.Status.CANCELLED
    award.save(update_fields=["status"])
    award.contracts.filter(status=Contract.Status.PENDING).update(
        status=Contract.Status.CANCELLED, end_reason=reasons
    )
    if award.tender is not None:
        tender = locked(award.tender)
        tender.status = Tender.Status.OPENED
        tender.version += 1
        tender.save()
    log_decision(
        award,
        actor=actor,
        right=Right.M3,
        event="award:cancelled",
        mandate=mandate,
        outcome="cancelled",
        reasons=reasons,
    )
    record("award:cancelled", award, actor=actor, point="M3", data={"reasons": reasons})
    announce(award.project_id)
    return award
