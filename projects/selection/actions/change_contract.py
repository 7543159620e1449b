"""Correct a contract before it is signed."""

from collections.abc import Mapping
from typing import Any

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right
from projects.selection.actions.draft_contract import TERMS, require_free_reference
from projects.selection.drafts import require_draft_contract
from projects.selection.models import Contract
from projects.selection.terms import check_contract_terms


@action
def change_contract(
    contract: Contract,
    *,
    actor: User,
    terms: Mapping[str, Any],
    expected_version: int | None = None,
) -> Contract:
    """Holders of `edit_contract` change the terms of a draft.

    Recorded as `contract:changed` with old and new values.
    """
    contract = locked(contract, expected_version=expected_version)
    access.require(actor, Right.EDIT_CONTRACT, contract)
    require_draft_contract(contract)
    news = {name: value for name, value in terms.items() if name in TERMS}
    old = {name: getattr(contract, name) for name in TERMS}
    check_contract_terms(old | news)
    require_free_reference(contract, str((old | news)["reference"]), besides=contract.pk)
    for name, value in news.items():
        setattr(contract, name, value)
    contract.version += 1
    contract.save()
    changed = {n: {"old": old[n], "new": v} for n, v in news.items() if old[n] != v}
    record("contract:changed", contract, actor=actor, data=changed)
    announce(contract.project_id)
    return contract
