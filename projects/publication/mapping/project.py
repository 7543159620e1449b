"""The project itself: what of a process says who owns it, what it is and where it stands."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from egov_outsource.accounts.models import User
from projects.models import Agency, Project
from projects.publication.mapping.rows import short
from projects.publication.ocds.process import ContractingProcess

MAX_REFERENCE = 80
OVER = {"cancelled", "unsuccessful", "withdrawn"}


def day(moment: datetime | None) -> date | None:
    """The calendar day of an instant, at the platform's place."""
    return timezone.localtime(moment).date() if moment else None


def currency_of(process: ContractingProcess) -> str:
    """The currency that the process mostly speaks of."""
    tender = process.tender
    amounts = [process.budget, tender.value if tender else None]
    amounts += [contract.value for contract in process.contracts]
    amounts += [award.value for award in process.awards]
    amounts += [bid.value for bid in process.bids]
    return next((amount.currency for amount in amounts if amount), "CNY")


def particulars(process: ContractingProcess) -> dict[str, Any]:
    """The fields of the project that the source decides."""
    starts = [begun for c in process.contracts if (begun := c.period.start or c.signed)]
    ends = [contract.period.end for contract in process.contracts if contract.period.end]
    start, end = day(min(starts, default=None)), day(max(ends, default=None))
    if start and end and end < start:
        end = None
    texts = [process.description, process.rationale, process.budget_text]
    currency = currency_of(process)
    budget = process.budget
    return {
        "title": process.title,
        "summary": "\n\n".join(dict.fromkeys(filter(None, texts))),
        "budget": budget.amount if budget else None,
        "currency": currency,
        "start_date": start,
        "end_date": end,
        "status": status_of(process),
    }


def status_of(process: ContractingProcess) -> str:
    """Cancelled when the call failed and nothing was agreed, else active."""
    live = any(contract.status != "cancelled" for contract in process.contracts)
    failed = process.tender is not None and process.tender.status in OVER
    return Project.Status.CANCELLED if failed and not live else Project.Status.ACTIVE


def new_project(process: ContractingProcess, *, agency: Agency, actor: User) -> Project:
    """A project for a process that is not known yet.

    No control rights are declared: open data does not say who holds them.
    """
    project = Project(
        owner=agency,
        reference=short(process.ocid, limit=MAX_REFERENCE),
        source=Project.Source.OCDS,
        stage=process.stage,
        created_by=actor,
        **particulars(process),
    )
    project.save(force_insert=True)
    return project


def change_project(project: Project, process: ContractingProcess, *, last_stage: str) -> bool:
    """Take over what differs; whether anything did.

    A stage that people moved since the last import stays theirs.
    """
    values = particulars(process)
    if project.stage == last_stage:
        values["stage"] = process.stage
    changed = {name for name, value in values.items() if getattr(project, name) != value}
    for name in changed:
        setattr(project, name, values[name])
    project.version += 1
    project.save(update_fields=[*changed, "version"])
    return bool(changed)
