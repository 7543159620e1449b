"""Change a tender before it is published."""

from collections.abc import Mapping, Sequence
from typing import Any

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right
from projects.selection.actions.draft_tender import (
    TERMS,
    require_free_tender_reference,
    write_criteria,
)
from projects.selection.drafts import require_draft_tender
from projects.selection.models import Tender
from projects.selection.terms import check_criteria, check_tender_terms


@action
def change_tender(
    tender: Tender,
    *,
    actor: User,
    terms: Mapping[str, Any],
    criteria: Sequence[Mapping[str, Any]] | None = None,
    expected_version: int | None = None,
) -> Tender:
    """Holders of `edit_selection` change a draft; given criteria replace the earlier ones.

    Recorded as `tender:changed` with old and new values.
    """
    tender = locked(tender, expected_version=expected_version)
    access.require(actor, Right.EDIT_SELECTION, tender)
    require_draft_tender(tender)
    news = {name: value for name, value in terms.items() if name in TERMS}
    old = {name: getattr(tender, name) for name in TERMS}
    check_tender_terms(old | news)
    require_free_tender_reference(
        tender.project_id, str((old | news)["reference"]), besides=tender.pk
    )
    for name, value in news.items():
        setattr(tender, name, value)
    tender.version += 1
    tender.save()
    changed: dict[str, Any] = {n: {"old": old[n], "new": v} for n, v in news.items() if old[n] != v}
    if criteria is not None:
        check_criteria(criteria)
        write_criteria(tender, criteria)
        changed["criteria"] = list(criteria)
    record("tender:changed", tender, actor=actor, data=changed)
    announce(tender.project_id)
    return tender
