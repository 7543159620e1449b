"""Who may speak about a contract: its contractor, and the officers of the owner."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden, Invalid, NotAllowed, NotReady
from projects.models import Project
from projects.rights import Right
from projects.selection.models import Contract


def contract_in(project: Project, contract: Contract | None) -> Contract | None:
    """`contract` when it belongs to `project` and is in effect; None only for a self-build.

    Raises:
        Hidden: it belongs to another project.
        NotReady: it is not in effect.
        Invalid: none is named although others build.

    """
    if contract is None:
        if project.mode == Project.Mode.SELF_BUILD:
            return None
        raise Invalid(
            "CONTRACT-NEEDED",
            _("Say which contract this is about."),
            fields={"contract": _("Only a project that government builds itself has none.")},
        )
    if contract.project_id != project.pk:
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    require_in_effect(contract)
    return contract


def require_in_effect(contract: Contract) -> None:
    """Refuse what only a signed contract that has not ended allows."""
    if contract.status != Contract.Status.ACTIVE:
        raise NotReady("CONTRACT-NOT-ACTIVE", _("This contract is not in effect."))


def require_contractor(actor: User, right: Right, contract: Contract) -> access.Decision:
    """The mandate of the contract's own contractor; a contract of others does not exist."""
    mandate = access.require(actor, right, contract)
    if not serves(actor, contract.contractor_id):
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    return mandate


def require_reporter(actor: User, project: Project, contract: Contract | None) -> access.Decision:
    """Contractors report on their own contract, officers on a self-build."""
    if contract is None:
        return _require_own_work(actor, project, Right.SUBMIT)
    return require_contractor(actor, Right.SUBMIT, contract)


def require_proposer(actor: User, project: Project, contract: Contract | None) -> access.Decision:
    """Officers propose changes of any contract, contractors of their own."""
    if contract is None:
        return _require_own_work(actor, project, Right.PROPOSE_CHANGE)
    mandate = access.may(actor, Right.EDIT_SUPERVISION, project)
    return mandate or require_contractor(actor, Right.PROPOSE_CHANGE, contract)


def _require_own_work(actor: User, project: Project, others: Right) -> access.Decision:
    """Officers; who could act on a contract is told by `contract_in` that none was named."""
    if project.mode == Project.Mode.SELF_BUILD:
        return access.require(actor, Right.EDIT_SUPERVISION, project)
    return require_any(actor, (Right.EDIT_SUPERVISION, others), project)


def require_any(actor: User, rights: tuple[Right, ...], thing: Any) -> access.Decision:
    """The mandate of the first of `rights` that `actor` holds; refused by the last."""
    for right in rights[:-1]:
        mandate = access.may(actor, right, thing)
        if mandate:
            return mandate
    return access.require(actor, rights[-1], thing)


def serves(actor: User, organisation_id: int | None) -> bool:
    """Whether `actor` acts for the organisation at this moment."""
    return organisation_id in access.scope_of(actor).organisations


def require_member(actor: User, organisation_id: int | None) -> None:
    """Refuse people of other organisations."""
    if not serves(actor, organisation_id):
        raise NotAllowed(
            "OTHER-ORGANISATION",
            _("Only the organisation whose this is can do it."),
            helper=_("The page names the organisation."),
        )


def past_day_problem(day: Any, earliest: Any = None) -> Any:
    """What is wrong with the day of something that happened; empty when nothing is."""
    if day > timezone.localdate():
        return _("This day lies in the future.")
    if earliest is not None and day < earliest:
        return _("This day lies before the beginning, %(day)s.") % {"day": earliest.isoformat()}
    return ""
