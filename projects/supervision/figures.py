"""What must hold of the figures of a status report."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import Text
from projects.models import Project
from projects.selection.models import Contract
from projects.selection.terms import money_problem, refuse_wrong
from projects.supervision.models import ChangeRequest, StatusReport
from projects.supervision.parties import past_day_problem

AMOUNTS = ("bac", "pv", "ev", "ac")
CUMULATIVE = ("pv", "ev", "ac")


def check_figures(
    project: Project,
    contract: Contract | None,
    *,
    as_of: date,
    figures: Mapping[str, Decimal],
    narrative: str,
) -> None:
    """Refuse a report whose date or amounts cannot be right.

    Cumulative values do not fall: a value below that of the report before, or above that of the
    one after, needs its reason in the narrative. The budget at completion moves only after an
    approved change of price.
    """
    wrong: dict[str, Text] = {name: money_problem(figures[name]) for name in AMOUNTS}
    wrong["as_of"] = past_day_problem(as_of, beginning_of(project, contract))
    if not wrong["bac"] and not figures["bac"]:
        wrong["bac"] = _("The budget at completion is more than zero.")
    for name in ("pv", "ev"):
        if not wrong[name] and figures[name] > figures["bac"]:
            wrong[name] = _("This cannot be more than the budget at completion.")
    refuse_wrong("REPORT-FIGURES", wrong)
    others = StatusReport.objects.filter(
        project=project, contract=contract, superseded_at__isnull=True
    )
    before = others.filter(as_of__lt=as_of).order_by("as_of").last()
    after = others.filter(as_of__gt=as_of).order_by("as_of").first()
    refuse_wrong("REPORT-NOT-CUMULATIVE", _falls(figures, narrative, before, after))
    if before is not None and before.bac != figures["bac"]:
        refuse_wrong("REPORT-BASELINE", _rebaselined(project, contract))


def beginning_of(project: Project, contract: Contract | None) -> date | None:
    """The first day on which there can be progress: the contract's start or signature."""
    if contract is None:
        return project.start_date
    if contract.start_date is None and contract.signed_at is not None:
        return timezone.localdate(contract.signed_at)
    return contract.start_date


def _falls(
    figures: Mapping[str, Decimal],
    narrative: str,
    before: StatusReport | None,
    after: StatusReport | None,
) -> dict[str, Text]:
    if narrative.strip():
        return {}
    wrong: dict[str, Text] = {}
    for name in CUMULATIVE:
        least: Any = getattr(before, name, None)
        most: Any = getattr(after, name, None)
        if least is not None and figures[name] < least:
            wrong[name] = _("Cumulative values do not fall; the report before says %(amount)s.") % {
                "amount": f"{least:,.2f}"
            }
        elif most is not None and figures[name] > most:
            wrong[name] = _("Cumulative values do not fall; the report after says %(amount)s.") % {
                "amount": f"{most:,.2f}"
            }
    if wrong:
        wrong["narrative"] = _("If the amounts are right, say here why a cumulative value falls.")
    return wrong


def _rebaselined(project: Project, contract: Contract | None) -> dict[str, Text]:
    approved = ChangeRequest.objects.filter(
        project=project, contract=contract, status=ChangeRequest.Status.APPROVED
    )
    if approved.exclude(value=0).exists():
        return {}
    return {"bac": _("The budget at completion changes only after an approved change of price.")}
