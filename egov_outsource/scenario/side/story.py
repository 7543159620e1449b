"""The smaller projects, each as far as its story goes."""

from datetime import date
from decimal import Decimal

from egov_outsource.scenario.cast import Cast
from egov_outsource.scenario.clock import days_after, do
from egov_outsource.scenario.scoring import score
from egov_outsource.scenario.side import course as steps
from egov_outsource.scenario.side.course import BUILDING, TEN_THOUSAND, Course
from egov_outsource.scenario.side.facts import SIDES, Side
from egov_outsource.scenario.side.words import ATTESTED
from egov_outsource.scenario.steps import acceptance, planning
from egov_outsource.scenario.steps import supervision as work
from egov_outsource.scenario.steps.assets import keep
from egov_outsource.scenario.steps.prosecution import met, owe, rate
from egov_outsource.scenario.steps.supervision import Site
from projects.acceptance.models import Deliverable
from projects.planning.actions.change_objective import change_objective
from projects.planning.models import Objective

CRITERIA = (
    ("All twelve verifiable requirements are met", "Functional test"),
    ("95 % of answers within two seconds", "Load test"),
    ("The bureau can rebuild it from its own repository", "Rebuild"),
)

REACHED = ("1.1", "2.8")  # days to an answer, per cent of cases returned


def tell(cast: Cast) -> None:
    """All of them."""
    for side in SIDES:
        _tell(cast, side)


def _tell(cast: Cast, side: Side) -> None:
    course = steps.plan(cast, side)
    mine = [course.job.project]
    score(mine, course.day(46))
    if side.until == "plan":
        return
    steps.choose(course)
    contract = None
    if side.method != "self_build":
        tender, offers = steps.call(course)
        if side.until == "tender":
            score(mine, course.day(98))
            return
        contract = steps.sign(course, tender, offers)
    site = steps.ready(course, contract)
    score(mine, course.day(120))
    _change(course, site)
    wanted = acceptance.expect(
        site,
        "D-1",
        f"{side.title}: complete system",
        days_after(side.begin, 130 + 31 * side.months),
        CRITERIA,
        course.day(124),
    )
    last = steps.build(course, site)
    score(mine, days_after(last, 8))
    if side.until == "supervision":
        _find(course, site, last)
        return
    _accept(course, site, wanted, last)
    score(mine, days_after(last, 90))


def _change(course: Course, site: Site) -> None:
    for title, value, day in course.side.changes:
        change = work.change(
            site, title, "price", "Found on the way.", day, value=value * TEN_THOUSAND
        )
        work.decide(
            site,
            change,
            opinion="Priced by the unit prices.",
            assessed=days_after(day, 4),
            day=days_after(day, 9),
            reasons="Needed to go on.",
            reference=f"{course.side.reference}-P1",
        )


def _find(course: Course, site: Site, last: date) -> None:
    if site.contract is None:
        return
    work.find(
        site,
        "Test report of the last month is missing",
        "The report says “tested”; no record is in the files.",
        days_after(last, 10),
    )
    work.claim(site, course.side.price * 1000, "Progress of the last quarter", days_after(last, 12))


def _accept(course: Course, site: Site, wanted: Deliverable, last: date) -> None:
    side, job = course.side, course.job
    planning.attest(job, "G3", ATTESTED["G3"], days_after(last, 8))
    planning.lead_through(
        job,
        "G3",
        submitted=days_after(last, 9),
        day=days_after(last, 11),
        reasons="The build is complete.",
    )
    first = acceptance.hand_in(site, wanted, days_after(last, 20))
    if side.until == "acceptance":
        found = {0: "Of 400 sampled files 31 cannot be read."}
        acceptance.check(first, site.verifier, days_after(last, 30), failed=found)
        acceptance.judge(
            site, first, "rejected", days_after(last, 35), "Every twelfth file is unreadable."
        )
        acceptance.hand_in(site, wanted, days_after(last, 76), "Scanned again, all of them.")
        return
    acceptance.check(first, site.verifier, days_after(last, 30))
    acceptance.judge(site, first, "accepted", days_after(last, 35), "All criteria are met.")
    work.pay(site, side.price * 7000, "Acceptance", days_after(last, 38))
    keep(site, days_after(last, 55))
    planning.attest(job, "G4", ATTESTED["G4"], days_after(last, 60))
    planning.lead_through(
        job,
        "G4",
        submitted=days_after(last, 62),
        day=days_after(last, 64),
        reasons="Finally accepted.",
    )
    _operate(course, site, days_after(last, 66))


def _operate(course: Course, site: Site, begin: date) -> None:
    side = course.side
    aims = Objective.objects.in_project(site.project).order_by("id")
    for objective, reached in zip(aims, REACHED, strict=True):
        do(
            days_after(begin, 200),
            change_objective,
            objective,
            actor=course.job.team.officer,
            facts={"actual": Decimal(reached)},
        )
    service = owe(site, "The service is available 99.5 % a month", days_after(begin, 290), begin)
    met(site, service, days_after(begin, 288))
    if side.until == "closed":
        _close(course, site, begin)
        return
    owe(site, "Interfaces are documented", date(2026, 9, 30), days_after(begin, 300))


def _close(course: Course, site: Site, begin: date) -> None:
    side, job = course.side, course.job
    rate(
        site,
        (course.day(BUILDING), days_after(begin, 270)),
        side.marks,
        "On time, in budget, without a complaint.",
        day=days_after(begin, 277),
        comment="Thank you for the cooperation.",
        commented=days_after(begin, 281),
        final=days_after(begin, 285),
        by=job.team.cast.person("temur"),
        reasons="As proposed.",
    )
    planning.attest(job, "G5", ATTESTED["G5"], days_after(begin, 310))
    planning.lead_through(
        job,
        "G5",
        submitted=days_after(begin, 312),
        day=days_after(begin, 315),
        reasons="The service moved to the portal of the city.",
    )
