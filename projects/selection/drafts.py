"""What may still be edited: drafts only."""

from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import NotReady
from projects.models import Project
from projects.selection.models import Contract, ModeDecision, Tender


def require_draft_contract(contract: Contract) -> None:
    """Refuse changes to a contract that was signed or dropped."""
    if contract.status != Contract.Status.PENDING:
        raise NotReady(
            "CONTRACT-NOT-DRAFT",
            _("Only a draft can be edited; a signed contract changes by a change request."),
        )


def require_draft_tender(tender: Tender) -> None:
    """Refuse changes to a tender that was published."""
    if tender.status != Tender.Status.DRAFT:
        raise NotReady(
            "TENDER-NOT-DRAFT",
            _("A published tender is not changed; cancel it and publish a new one."),
        )


def require_open_appraisal(project: Project) -> None:
    """Refuse changes to a comparison on which a proposal rests."""
    live = ModeDecision.objects.filter(project=project).exclude(status=ModeDecision.Status.RETURNED)
    if live.exists():
        raise NotReady(
            "MODE-PROPOSED",
            _("A proposal rests on this comparison, or it is decided; it cannot change any more."),
            helper=_("Whoever decides it can return the proposal."),
        )
