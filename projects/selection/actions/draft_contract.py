"""Draft the contract that follows an award."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, NotReady
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right
from projects.selection.clauses import CLAUSES
from projects.selection.models import Award, Contract, OwnershipClause
from projects.selection.terms import check_contract_terms

TERMS = (
    "reference",
    "title",
    "title_zh",
    "value",
    "currency",
    "build_value",
    "advance_cap",
    "start_date",
    "end_date",
    "value_reason",
)


@action
def draft_contract(award: Award, *, actor: User, terms: Mapping[str, Any]) -> Contract:
    """Holders of `edit_contract` draft the contract of an active award, with 12 empty clauses.

    Value and currency are those of the award unless given. Recorded as `contract:drafted`.
    """
    award = locked(award)
    access.require(actor, Right.EDIT_CONTRACT, award)
    if award.status != Award.Status.ACTIVE or award.supplier is None:
        raise NotReady("AWARD-NOT-ACTIVE", _("Only an active award leads to a contract."))
    facts = {"value": award.value, "currency": award.currency} | {
        name: value for name, value in terms.items() if name in TERMS
    }
    check_contract_terms(facts)
    live = award.contracts.exclude(status=Contract.Status.CANCELLED)
    if live.exists():
        raise Conflict("CONTRACT-EXISTS", _("This award already has a contract."))
    require_free_reference(award, facts["reference"])
    contract = Contract.objects.create(
        project=award.project, award=award, contractor=award.supplier, created_by=actor, **facts
    )
    OwnershipClause.objects.bulk_create(
        [OwnershipClause(project=award.project, contract=contract, code=code) for code in CLAUSES]
    )
    record("contract:drafted", contract, actor=actor, data={"contractor": award.supplier, **facts})
    announce(award.project_id)
    return contract


def require_free_reference(
    inside: Award | Contract, reference: str, *, besides: int | None = None
) -> None:
    """Refuse a reference that another contract of the project has."""
    taken = Contract.objects.filter(project_id=inside.project_id, reference=reference)
    if taken.exclude(pk=besides or 0).exists():
        message = _("Another contract of this project has this reference.")
        raise Conflict("CONTRACT-REFERENCE", message, fields={"reference": message})
