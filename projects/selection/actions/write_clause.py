"""Put an ownership clause into a contract, or take it out."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right
from projects.selection.drafts import require_draft_contract
from projects.selection.models import OwnershipClause
from projects.selection.terms import refuse_wrong


@action
def write_clause(
    clause: OwnershipClause,
    *,
    actor: User,
    is_present: bool,
    position: str = "",
    text: str = "",
    expected_version: int | None = None,
) -> OwnershipClause:
    """Holders of `edit_contract` say where in the contract the clause stands and how it reads.

    A change needs a new review. Recorded as `clause:written`.
    """
    clause = locked(clause, expected_version=expected_version)
    access.require(actor, Right.EDIT_CONTRACT, clause)
    require_draft_contract(locked(clause.contract))
    needed = _("Say it, or mark the clause as not in the contract.")
    if is_present:
        refuse_wrong(
            "CLAUSE-INCOMPLETE",
            {
                "position": "" if position.strip() else needed,
                "text": "" if text.strip() else needed,
            },
        )
    clause.is_present, clause.position, clause.text = is_present, position, text
    clause.written_by, clause.reviewed_by, clause.reviewed_at = actor, None, None
    clause.version += 1
    clause.save()
    record(
        "clause:written",
        clause,
        actor=actor,
        data={
            "contract": clause.contract,
            "is_present": is_present,
            "position": position,
            "text": text,
        },
    )
    announce(clause.project_id)
    return clause
