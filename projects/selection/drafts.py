"""What may still be edited: drafts only."""

from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import NotReady
from projects.selection.models import Contract, Tender


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
