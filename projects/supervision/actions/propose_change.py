"""Propose a change of what was agreed."""

from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import User
from egov_outsource.errors import Text
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.selection.models import Contract
from projects.selection.terms import money_problem, refuse_wrong
from projects.supervision.models import ChangeRequest
from projects.supervision.parties import contract_in, require_proposer

LONGEST = 3650


@action
def propose_change(
    project: Project,
    *,
    actor: User,
    contract: Contract | None = None,
    title: str,
    kind: str,
    reasons: str,
    value: Decimal = Decimal(0),
    days: int = 0,
) -> ChangeRequest:
    """The contractor proposes for its own contract, officers for any contract of the project.

    The contractor sees every change of its contract. Recorded as `change:proposed`.
    """
    project = locked(project)
    mandate = require_proposer(actor, project, contract)
    contract = contract_in(project, contract)
    _check(title=title, kind=kind, reasons=reasons, value=value, days=days)
    last = ChangeRequest.objects.filter(project=project).aggregate(last=Max("number"))["last"]
    change = ChangeRequest.objects.create(
        project=project,
        contract=contract,
        number=(last or 0) + 1,
        title=title.strip(),
        kind=kind,
        reasons=reasons,
        value=value,
        days=days,
        organisation=contract.contractor if contract else None,
        proposer_id=mandate.organisation_id,
        proposed_by=actor,
    )
    record(
        "change:proposed",
        change,
        actor=actor,
        data={"kind": kind, "value": value, "days": days, "contract": contract, "reasons": reasons},
    )
    announce(project.pk)
    return change


def _check(*, title: str, kind: str, reasons: str, value: Decimal, days: int) -> None:
    wrong: dict[str, Text] = {"value": money_problem(abs(value))}
    for name, text in (("title", title), ("reasons", reasons)):
        if not text.strip():
            wrong[name] = _("This is needed.")
    if kind not in ChangeRequest.Kind.values:
        wrong["kind"] = _("Choose one of the types.")
    if kind == ChangeRequest.Kind.PRICE and not value:
        wrong["value"] = _("A change of price says by how much.")
    if abs(days) > LONGEST:
        wrong["days"] = _("Give at most ten years.")
    elif kind == ChangeRequest.Kind.TIME and not days:
        wrong["days"] = _("A change of time says by how many days.")
    refuse_wrong("CHANGE", wrong)
