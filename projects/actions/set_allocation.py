"""Declare who holds a control right."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotAllowed
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.events import announce
from projects.grants import derive_project_grants
from projects.models import Allocation, Decision, Project
from projects.rights import Holder, Right
from projects.sharing import COUNTS, NEVER_WITHOUT_GOVERNMENT, counted_shares, follows_rule

MOST_DAYS = 365
Mode = Allocation.Mode


@action
def set_allocation(
    project: Project,
    *,
    actor: User,
    point: str,
    mode: str,
    shares: Mapping[str, Decimal] | None = None,
    decider: str = "",
    partner: str = "",
    deemed_days: int | None = None,
    basis: str = "",
    clause: models.Model | None = None,
    decision: Decision | None = None,
    accountable: User | None = None,
) -> list[Allocation]:
    """Leaders of the owner declare who decides one decision point (M4).

    With `decider` and `partner` the shares follow from the mode; `shares` given by themselves must
    be what the mode counts, but a joint decision may have other parts. They sum to 1. A reserved
    point of weight 3 never goes without government (INV-5). The basis is a clause of the contract
    or a decision, or words where there is neither. The old rows are closed, not changed. Grants
    of a delegable point follow the shares. Recorded as `allocation:declared`; exercises M4.
    """
    project = locked(project)
    mandate = access.require(actor, Right.M4, project)
    given = _shares(mode, shares, decider, partner)
    if point in NEVER_WITHOUT_GOVERNMENT and not given.get(Holder.GOVERNMENT.value):
        raise NotAllowed(
            "INV-5",
            _("%(point)s is reserved to government and cannot go without it.") % {"point": point},
        )
    _check_days(mode, deemed_days)
    _check_basis(project, basis, clause, decision)
    now = timezone.now()
    open_rows = Allocation.objects.filter(project=project, point=point, valid_to__isnull=True)
    old = {row.holder: row.share for row in open_rows}
    open_rows.update(valid_to=now)
    rows = Allocation.objects.bulk_create(
        Allocation(
            project=project,
            point=point,
            holder=holder,
            share=share,
            mode=mode,
            is_consenting=_consents(mode, holder, given, partner),
            deemed_days=deemed_days,
            basis=basis,
            clause_id=clause.pk if clause else None,
            decision=decision,
            accountable=accountable if holder == Holder.GOVERNMENT else None,
            valid_from=now,
        )
        for holder, share in given.items()
    )
    derive_project_grants(project)
    log_decision(
        project,
        actor=actor,
        right=Right.M4,
        event="allocation:declared",
        mandate=mandate,
        outcome="declared",
        reasons=f"{point}: {basis or clause or decision}",
    )
    record(
        "allocation:declared",
        project,
        actor=actor,
        project=project,
        point=point,
        data={
            "point": point,
            "old": old,
            "new": given,
            "mode": mode,
            "deemed_days": deemed_days,
            "basis": basis,
            "clause": clause.pk if clause else None,
            "decision": decision.pk if decision else None,
        },
    )
    announce(project.pk)
    return rows


def _shares(
    mode: str, shares: Mapping[str, Decimal] | None, decider: str, partner: str
) -> dict[str, Decimal]:
    """The shares that are declared, checked against the counting rule of the mode."""
    if mode not in COUNTS:
        raise Invalid("ALLOCATION-MODE", _("This way of deciding is not known."))
    if shares is None:
        try:
            return counted_shares(mode, decider, partner)
        except ValueError as error:
            problem = (
                _("Choose two different holders.")
                if len(COUNTS[mode]) > 1
                else _("Whoever decides alone has no other party.")
            )
            raise Invalid("ALLOCATION-MODE", problem, fields={"partner": problem}) from error
    given = {holder: share for holder, share in shares.items() if share}
    if sum(given.values(), Decimal(0)) != 1 or min(given.values()) < 0:
        raise Invalid("ALLOCATION-SUM", _("The shares must be positive and add up to 1."))
    if not follows_rule(mode, given):
        raise Invalid(
            "ALLOCATION-MODE",
            _(
                "These shares do not fit the way of deciding: alone counts 1, with consent .75 and "
                ".25, jointly or with deemed consent half each; only joint parts may differ."
            ),
        )
    return given


def _consents(mode: str, holder: str, given: Mapping[str, Decimal], partner: str) -> bool:
    """Whether this holder only consents to what the other decides."""
    if mode == Mode.CONSENT:
        return given[holder] == min(given.values())
    return mode == Mode.DEEMED and holder == (partner or Holder.GOVERNMENT.value)


def _check_days(mode: str, days: int | None) -> None:
    if mode == Mode.DEEMED and (days is None or not 1 <= days <= MOST_DAYS):
        problem = _("Say after how many days of silence consent is deemed: 1 to 365.")
        raise Invalid("ALLOCATION-DAYS", problem, fields={"deemed_days": problem})
    if mode != Mode.DEEMED and days is not None:
        problem = _("Days belong to deemed consent only.")
        raise Invalid("ALLOCATION-DAYS", problem, fields={"deemed_days": problem})


def _check_basis(
    project: Project, basis: str, clause: models.Model | None, decision: Decision | None
) -> None:
    """The allocation rests on something, and on something of this project."""
    if not (basis.strip() or clause or decision):
        problem = _("Name the clause or the decision that says so.")
        raise Invalid("ALLOCATION-BASIS", problem, fields={"basis": problem})
    for name, thing in (("clause", clause), ("decision", decision)):
        if thing is not None and getattr(thing, "project_id", None) != project.pk:
            problem = _("This belongs to another project.")
            raise Invalid("ALLOCATION-BASIS", problem, fields={name: problem})
