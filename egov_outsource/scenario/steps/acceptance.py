"""Deliverables are planned, handed in, checked and decided."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from egov_outsource.accounts.models import User
from egov_outsource.scenario import papers
from egov_outsource.scenario.clock import Day, day_of, do
from egov_outsource.scenario.steps.supervision import Site
from projects.acceptance.actions.decide_acceptance import decide_acceptance
from projects.acceptance.actions.declare_criterion import declare_criterion
from projects.acceptance.actions.plan_deliverable import plan_deliverable
from projects.acceptance.actions.record_check import record_check
from projects.acceptance.actions.submit_deliverable import submit_deliverable
from projects.acceptance.models import AcceptanceDecision, Deliverable, Submission
from projects.planning.models import Requirement


def expect(
    site: Site,
    code: str,
    title: str,
    due: Day,
    criteria: Sequence[tuple[str, str]],
    day: Day,
    *,
    requirements: Sequence[Requirement] = (),
) -> Deliverable:
    """The officer plans a deliverable, the leader declares how it will be judged."""
    deliverable = do(
        day,
        plan_deliverable,
        site.project,
        actor=site.job.team.officer,
        code=code,
        title=title,
        due=day_of(due),
        contract=site.contract,
    )
    for number, (text, method) in enumerate(criteria):
        do(
            day,
            declare_criterion,
            deliverable,
            actor=site.job.team.leader,
            text=text,
            method=method,
            requirement=requirements[number] if number < len(requirements) else None,
        )
    return deliverable


def hand_in(site: Site, deliverable: Deliverable, day: Day, note: str = "") -> Submission:
    """The contractor hands in a report and a list of files."""
    number = deliverable.submissions.count() + 1
    name = f"{deliverable.code}-v{number}"
    summary = note or f"{deliverable.title}, version {number}, complete as agreed."
    where = f"{site.project.reference} {site.project.title}"
    files = [
        papers.pdf(f"{name}.pdf", f"{deliverable.code} {deliverable.title}", where, summary),
        papers.text(f"{name}-contents.txt", where, f"{deliverable.code} version {number}", summary),
    ]
    return do(day, submit_deliverable, deliverable, actor=site.reporter, files=files, note=summary)


def check(
    submission: Submission,
    by: User,
    day: Day,
    *,
    failed: Mapping[int, str] | None = None,
    note: str = "Tested as described.",
) -> None:
    """Somebody independent checks every criterion; `failed` are places with what was found."""
    wrong = failed or {}
    for place, criterion in enumerate(submission.deliverable.criteria.order_by("id")):
        do(
            day,
            record_check,
            submission,
            actor=by,
            criterion=criterion,
            result="failed" if place in wrong else "passed",
            note=wrong.get(place, note),
        )


def judge(
    site: Site,
    submission: Submission,
    outcome: str,
    day: Day,
    reasons: str,
    conditions: Sequence[tuple[str, str, int]] = (),
) -> AcceptanceDecision:
    """The leader decides; conditions are text, due day and withheld amount."""
    return do(
        day,
        decide_acceptance,
        submission,
        actor=site.job.team.leader,
        outcome=outcome,
        reasons=reasons,
        conditions=[
            {"text": text, "due": day_of(due), "withheld": Decimal(withheld)}
            for text, due, withheld in conditions
        ],
    )
