"""January to March 2024: the platform is planned and gate G1 is passed with one waiver."""

from datetime import date

from egov_outsource.scenario.cast import Cast
from egov_outsource.scenario.clock import do
from egov_outsource.scenario.main.documents import file_papers
from egov_outsource.scenario.main.plan import ATTESTED, OBJECTIVES, TEXTS
from egov_outsource.scenario.main.requirements import requirements
from egov_outsource.scenario.steps import planning
from egov_outsource.scenario.steps.selection import appoint
from egov_outsource.scenario.team import Undertaking, team_of
from projects.lifecycle.actions.waive_check import waive_check
from projects.planning.actions.add_requirement import add_requirement
from projects.planning.actions.set_baseline import set_baseline

REFERENCE = "UL-2024-001"
DRAFTED_OUTSIDE = ("architecture", "budget")
REQUIRED_OUTSIDE = 12


def plan(cast: Cast) -> Undertaking:
    """Registered, drafted in part by a consultant, required, approved."""
    team = team_of(cast, "udb")
    job = planning.register(
        team,
        "2024-01-08",
        reference=REFERENCE,
        title="Ulanhot Intelligent Information Platform",
        title_zh="乌兰浩特智慧信息平台",
        summary="One portal, one identity and one data exchange for the services of five bureaus.",
        budget="25800000",
        reference_cost="29320000",
        start_date=date(2024, 1, 8),
        end_date=date(2028, 8, 31),
    )
    consultant = cast.of("pln")
    appoint(
        job,
        consultant,
        "consultancy",
        "2024-01-08",
        until="2024-05-01",
        purpose="Draft of architecture and budget",
        fee=80_000,
    )
    items = planning.write_plan(
        job, TEXTS, "2024-02-06", drafted_by=dict.fromkeys(DRAFTED_OUTSIDE, consultant)
    )
    _require(job)
    planning.aim(job, OBJECTIVES, "2024-02-27")
    planning.classify(
        job,
        "2024-03-05",
        classification="personal",
        level=3,
        reasons="Personal data of 290 000 residents; damage would be serious to public order.",
    )
    planning.approve_plan(job, items, submitted="2024-03-11", day="2024-03-18")
    do(
        "2024-03-20",
        set_baseline,
        job.project,
        actor=team.leader,
        reasons="122 requirements; 22 wishes stay visible as unverifiable.",
    )
    _pass(job)
    return job


def _require(job: Undertaking) -> None:
    rows = list(requirements())
    planning.require(job, rows[REQUIRED_OUTSIDE:], "2024-02-20")
    for row in rows[:REQUIRED_OUTSIDE]:
        do(
            "2024-02-22",
            add_requirement,
            job.project,
            actor=job.team.officer,
            facts={**row, "author_organisation": job.team.cast.of("pln")},
        )


def _pass(job: Undertaking) -> None:
    file_papers(job, after="2024-01-08", until="2024-03-20")
    planning.attest(job, "G1", ATTESTED, "2024-03-25")
    do(
        "2024-03-28",
        waive_check,
        job.project,
        actor=job.team.leader,
        gate="G1",
        code="interfaces",
        reason="The agreement with the housing bureau is negotiated; the build does not need it "
        "before summer.",
        expires_on=date(2024, 6, 26),
    )
    planning.lead_through(
        job,
        "G1",
        submitted="2024-03-26",
        day="2024-03-29",
        reasons="Complete; the open interface agreement is waived until 26 June.",
    )
