"""A project is registered, planned, required, and led through a gate."""

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from egov_outsource.accounts.models import Organisation
from egov_outsource.scenario.clock import Day, do
from egov_outsource.scenario.team import Team, Undertaking
from projects.actions.classify_data import classify_data
from projects.actions.register_project import register_project
from projects.lifecycle.actions.attest_check import attest_check
from projects.lifecycle.actions.pass_gate import pass_gate
from projects.lifecycle.actions.submit_gate import submit_gate
from projects.lifecycle.models import GateReview
from projects.planning.actions.add_objective import add_objective
from projects.planning.actions.approve_plan_item import approve_plan_item
from projects.planning.actions.import_requirements import import_requirements
from projects.planning.actions.submit_plan_item import submit_plan_item
from projects.planning.actions.write_plan_item import write_plan_item
from projects.planning.models import PlanItem

COLUMNS = ("number", "text", "kind", "priority", "criterion", "test_method", "size", "source")
OBJECTIVE = ("title", "measure", "unit", "baseline", "target", "method", "owner", "weight")


def register(team: Team, day: Day, **particulars: Any) -> Undertaking:
    """The officer registers the project and answers for it."""
    project = do(day, register_project, team.agency, actor=team.officer, particulars=particulars)
    return Undertaking(project, team)


def classify(job: Undertaking, day: Day, *, classification: str, level: int, reasons: str) -> None:
    """The leader classifies the data."""
    do(
        day,
        classify_data,
        job.project,
        actor=job.team.leader,
        classification=classification,
        mlps_level=level,
        reasons=reasons,
    )


def write_plan(
    job: Undertaking,
    texts: Mapping[str, str],
    day: Day,
    *,
    drafted_by: Mapping[str, Organisation] | None = None,
) -> list[PlanItem]:
    """The officer writes the items, some as another organisation drafted them."""
    outside = drafted_by or {}
    return [
        do(
            day,
            write_plan_item,
            job.project,
            actor=job.team.officer,
            code=code,
            content=content,
            drafted_by=outside.get(code),
        )
        for code, content in texts.items()
    ]


def approve_plan(job: Undertaking, items: Iterable[PlanItem], *, submitted: Day, day: Day) -> None:
    """The officer submits the items and the leader approves them."""
    for item in items:
        waiting = do(submitted, submit_plan_item, item, actor=job.team.officer)
        do(day, approve_plan_item, waiting, actor=job.team.leader)


def require(job: Undertaking, rows: Iterable[Mapping[str, object]], day: Day) -> None:
    """The officer enters the requirements as a file."""
    written = io.StringIO()
    sheet = csv.DictWriter(written, COLUMNS, restval="")
    sheet.writeheader()
    sheet.writerows(rows)
    file = io.BytesIO(written.getvalue().encode())
    do(day, import_requirements, job.project, actor=job.team.officer, file=file)


def aim(job: Undertaking, objectives: Iterable[tuple[Any, ...]], day: Day) -> None:
    """The officer states the objectives."""
    for row in objectives:
        facts = dict(zip(OBJECTIVE, row, strict=True))
        facts["baseline"], facts["target"] = (
            None if value is None else Decimal(str(value))
            for value in (facts["baseline"], facts["target"])
        )
        do(day, add_objective, job.project, actor=job.team.officer, facts=facts)


def attest(job: Undertaking, gate: str, statements: Mapping[str, str], day: Day) -> None:
    """The officer says what code cannot see."""
    for code, statement in statements.items():
        do(
            day,
            attest_check,
            job.project,
            actor=job.team.officer,
            gate=gate,
            code=code,
            statement=statement,
        )


def lead_through(
    job: Undertaking, gate: str, *, submitted: Day, day: Day, reasons: str
) -> GateReview:
    """The officer submits a gate, the leader passes it."""
    review = do(submitted, submit_gate, job.project, actor=job.team.officer, gate=gate)
    passed = do(day, pass_gate, review, actor=job.team.leader, reasons=reasons)
    job.refresh()
    return passed
