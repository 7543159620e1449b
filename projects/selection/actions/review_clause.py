"""Confirm an ownership clause as a second reader."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.duties import require_another
from projects.events import announce
from projects.rights import Right
from projects.selection.drafts import require_draft_contract
from projects.selection.models import OwnershipClause


@action
def review_clause(
    clause: OwnershipClause, *, actor: User, expected_version: int | None = None
) -> OwnershipClause:
    """Holders of `edit_contract` or of M4, other than its writer, confirm a clause (SOD-1).

    Recorded as `clause:reviewed`; exercises M4 where the reader holds it.
    """
    clause = locked(clause, expected_version=expected_version)
    mandate, is_decision = require_reader(clause, actor)
    require_draft_contract(locked(clause.contract))
    require_another(actor, [clause.written_by_id])
    if not clause.is_present:
        raise NotReady("CLAUSE-ABSENT", _("This clause is not in the contract yet."))
    clause.reviewed_by, clause.reviewed_at = actor, timezone.now()
    clause.version += 1
    clause.save()
    if is_decision:
        log_decision(
            clause,
            actor=actor,
            right=Right.M4,
            event="clause:reviewed",
            mandate=mandate,
            outcome="reviewed",
        )
    record(
        "clause:reviewed",
        clause,
        actor=actor,
        point="M4" if is_decision else "",
        data={"contract": clause.contract},
    )
    announce(clause.project_id)
    return clause


def require_reader(clause: OwnershipClause, actor: User) -> tuple[access.Decision, bool]:
    """Refuse who neither prepares contracts nor decides their terms; by M4 it is a decision."""
    mandate = access.may(actor, Right.M4, clause)
    if mandate:
        return mandate, True
    return access.require(actor, Right.EDIT_CONTRACT, clause), False
