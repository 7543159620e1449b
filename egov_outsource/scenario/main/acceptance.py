"""November 2025 to January 2026: conditional acceptance, three conditions, gate G4."""

from egov_outsource.errors import Refusal
from egov_outsource.scenario.clock import day_of, do
from egov_outsource.scenario.main.selection import Build
from egov_outsource.scenario.steps import acceptance as steps
from egov_outsource.scenario.steps import planning
from egov_outsource.scenario.steps.supervision import Site, pay
from projects.acceptance.actions.confirm_condition import confirm_condition
from projects.acceptance.models import AcceptanceDecision, Deliverable, Submission
from projects.lifecycle.actions.attest_check import attest_check
from projects.planning.models import Requirement

WANTED = {
    "D-1": ("Requirements and design", "2024-11-15"),
    "D-2": ("First release: portal and applications", "2025-04-30"),
    "D-3": ("Source, build scripts and configuration", "2025-08-29"),
    "D-4": ("Complete platform", "2025-08-29"),
    "D-5": ("Operation documents and training", "2025-08-29"),
}
CRITERIA = {
    "D-1": (
        ("All 100 verifiable requirements are traced to the design", "Review of the matrix"),
        ("Every interface is described with an example", "Review"),
    ),
    "D-2": (
        ("95 of 100 prepared searches show the wanted entry first", "Functional test"),
        ("No finding of level AA on the twelve main pages", "Accessibility test"),
        ("95 % of pages within 2 s with 2 000 people at once", "Load test"),
    ),
    "D-3": (
        ("The repository of the bureau holds the complete history", "Inspection"),
        ("The platform can be rebuilt on the bureau's machines (L2)", "Rebuild"),
    ),
    "D-5": (
        ("Manuals of operation, recovery, security, data are complete", "Review"),
        ("Two operators of the bureau are certified", "Examination"),
    ),
}
CONDITIONS = (
    ("Rebuild by a third party from the government repository (L3)", "2026-01-15", 500_000),
    ("Four operation documents are completed", "2026-01-31", 230_000),
    ("Two minor defects of the dashboard are mended", "2026-02-13", 200_000),
)
MET = ("2025-12-19", "2026-01-22", "2026-01-28")
SETTLED = {
    "custody_taken": "Keys, domains and tenancy were handed over on 26 January; ownership 0.94.",
    "operation_ready": "Two operators passed the examination of 14 January.",
    "settlement_checked": "Finance compared contract, changes, damages and payments on 27 January.",
    "users_satisfied": "4.3 of 5 from 612 answers in the trial run.",
    "rebuilt": "Rebuilt by Beijiang Assessment on 19 December (L3).",
    "training_done": "64 clerks and two operators trained.",
}


def accept(build: Build, wanted: dict[str, Deliverable]) -> AcceptanceDecision:
    """The deliverables of the end, the refused shortcut, the conditions."""
    site = build.site
    team = build.job.team
    source = steps.hand_in(site, wanted["D-3"], "2025-11-04")
    steps.check(source, team.assessor, "2025-11-12")
    steps.judge(site, source, "accepted", "2025-11-28", "Complete; rebuilt by ourselves (L2).")
    whole = steps.hand_in(site, wanted["D-4"], "2025-11-05")
    _try_without_tests(site, whole)
    steps.check(whole, team.supervisor, "2025-11-24")
    decision = steps.judge(
        site,
        whole,
        "conditional",
        "2025-11-28",
        "Committee of seven: fit for use. Three conditions; 0.93 million yuan are withheld.",
        CONDITIONS,
    )
    papers = steps.hand_in(site, wanted["D-5"], "2025-11-06")
    steps.check(papers, team.supervisor, "2025-11-21")
    steps.judge(site, papers, "accepted", "2025-11-28", "Complete but for the condition of D-4.")
    pay(site, 5_970_000, "Conditional acceptance, less 0.93 million withheld", "2025-12-02")
    return decision


def expect(build: Build, codes: str, day: str) -> dict[str, Deliverable]:
    """Some time before something is delivered the bureau says how it will be judged."""
    chosen = list(
        Requirement.objects.in_project(build.job.project)
        .filter(kind__in=["quality", "security", "service"], priority="must")
        .order_by("number")[:8]
    )
    criteria = {**CRITERIA, "D-4": tuple((one.criterion, one.test_method) for one in chosen)}
    return {
        code: steps.expect(
            build.site,
            code,
            *WANTED[code],
            criteria[code],
            day,
            requirements=chosen if code == "D-4" else (),
        )
        for code in codes.split()
    }


def accept_design(build: Build, wanted: dict[str, Deliverable]) -> None:
    """November 2024: the design."""
    design = steps.hand_in(build.site, wanted["D-1"], "2024-11-12")
    steps.check(design, build.job.team.supervisor, "2024-11-19")
    steps.judge(build.site, design, "accepted", "2024-11-22", "Complete and traceable.")


def accept_release(build: Build, wanted: dict[str, Deliverable]) -> None:
    """May and June 2025: the first release, in its second version."""
    site, tester = build.site, build.job.team.supervisor
    first = steps.hand_in(site, wanted["D-2"], "2025-05-12")
    steps.check(first, tester, "2025-05-20", failed={2: "Only 71 % within 2 s at 1 200 people."})
    steps.judge(site, first, "rejected", "2025-05-23", "The load test failed.")
    second = steps.hand_in(site, wanted["D-2"], "2025-06-05")
    steps.check(second, tester, "2025-06-11")
    steps.judge(site, second, "accepted", "2025-06-13", "All criteria are met.")


def _try_without_tests(site: Site, submission: Submission) -> None:
    """14 November: acceptance before the test report is refused by the platform."""
    try:
        steps.judge(site, submission, "accepted", "2025-11-14", "The trial run looks good.")
    except Refusal:
        return
    raise AssertionError("Something untested was accepted.")


def finish(build: Build, decision: AcceptanceDecision) -> None:
    """December 2025 and January 2026: the conditions are met, gate G4 is passed."""
    team = build.job.team
    for condition, day in zip(decision.conditions.order_by("due"), MET, strict=True):
        do(day, confirm_condition, condition, actor=team.officer, met_on=day_of(day))
    do(
        "2026-01-23",
        attest_check,
        build.job.project,
        actor=team.assessor,
        gate="G4",
        code="security_assessed",
        statement="Level 3: largely met (20 October 2025), no high risk.",
    )
    planning.attest(build.job, "G4", SETTLED, "2026-01-28")
    planning.lead_through(
        build.job,
        "G4",
        submitted="2026-01-29",
        day="2026-01-30",
        reasons="The conditions are met: final acceptance.",
    )
    pay(build.site, 930_000, "Withheld amount after the conditions were met", "2026-02-02")
