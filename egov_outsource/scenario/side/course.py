"""The course of a smaller project: the same steps, days counted from its registration."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import pairwise

from egov_outsource.scenario.cast import Cast
from egov_outsource.scenario.clock import day_of, days_after, do, moment
from egov_outsource.scenario.side.facts import Rival, Side
from egov_outsource.scenario.side.words import ATTESTED, OBJECTIVES, plan_texts, required
from egov_outsource.scenario.steps import planning, selection
from egov_outsource.scenario.steps import supervision as work
from egov_outsource.scenario.steps.selection import Choice, Offer
from egov_outsource.scenario.steps.supervision import Site
from egov_outsource.scenario.team import Undertaking, team_of
from projects.lifecycle.actions.pass_gate import pass_gate
from projects.lifecycle.actions.return_gate import return_gate
from projects.lifecycle.actions.submit_gate import submit_gate
from projects.planning.actions.set_baseline import set_baseline
from projects.selection.models import Contract, Tender

TEN_THOUSAND = 10_000
CHOICES = (
    Choice("process", "Process outsourcing", 0, (6, 7, 7, 7, 8, 8)),
    Choice("self_build", "Self-build", 0, (5, 4, 4, 8, 9, 5)),
    Choice("innovative", "Service of a company", 0, (8, 8, 7, 3, 3, 4)),
)
BUILDING, PERIOD = 122, 24  # days from registration to the build; days to bid


@dataclass(frozen=True)
class Course:
    """A smaller project under way."""

    side: Side
    job: Undertaking

    def day(self, count: int) -> date:
        """The working day `count` days after the registration."""
        return days_after(self.side.begin, count)

    @property
    def cast(self) -> Cast:
        """Everybody."""
        return self.job.team.cast


def plan(cast: Cast, side: Side) -> Course:
    """Registered, planned, required; approved and through G1 unless the story stops before."""
    team = team_of(cast, side.agency)
    job = planning.register(
        team,
        side.begin,
        reference=side.reference,
        title=side.title,
        title_zh=side.title_zh,
        summary=f"For everybody whose work or life concerns {side.subject}.",
        budget=Decimal(side.budget * TEN_THOUSAND),
        reference_cost=Decimal(side.median * TEN_THOUSAND),
        start_date=day_of(side.begin),
        end_date=days_after(side.begin, BUILDING + 31 * (side.months or 9) + 365 * side.years),
    )
    course = Course(side, job)
    texts = plan_texts(side)
    drafter = cast.of(side.drafter) if side.drafter else None
    outside = dict.fromkeys(list(texts)[4:12], drafter) if drafter else {}
    items = planning.write_plan(job, texts, course.day(14), drafted_by=outside)
    planning.require(job, required(side), course.day(20))
    planning.aim(job, OBJECTIVES, course.day(22))
    planning.classify(
        job,
        course.day(24),
        classification=side.classification,
        level=side.level,
        reasons="By the city's table of data sets.",
    )
    planning.approve_plan(job, items, submitted=course.day(30), day=course.day(34))
    do(course.day(36), set_baseline, job.project, actor=team.leader, reasons="Complete.")
    planning.attest(job, "G1", ATTESTED["G1"], course.day(38))
    review = do(course.day(40), submit_gate, job.project, actor=team.officer, gate="G1")
    if side.until == "plan":
        do(course.day(45), return_gate, review, actor=team.leader, reasons=side.rationale)
    else:
        do(course.day(42), pass_gate, review, actor=team.leader, reasons="Complete.")
    job.refresh()
    return course


def choose(course: Course) -> None:
    """The mode: self-build where the story says so."""
    side = course.side
    choices = sorted(CHOICES, key=lambda choice: choice.mode != side.method)
    if side.method == "self_build":
        choices[0] = replace(choices[0], scores=(7, 7, 7, 9, 10, 6))
    selection.choose_mode(
        course.job,
        [replace(choice, cost=side.budget * TEN_THOUSAND) for choice in choices],
        compared=course.day(48),
        proposed=course.day(50),
        day=course.day(54),
        reasons="Ranks first on the six criteria.",
        suppliers=1 + len(side.rivals),
    )


def call(course: Course) -> tuple[Tender, list[Offer]]:
    """The tender with its bids, opened."""
    side = course.side
    published, closes = course.day(64), course.day(64) + timedelta(days=PERIOD)
    terms = {
        "reference": f"{side.reference}-T1",
        "title": side.title,
        "title_zh": side.title_zh,
        "method": side.method,
        "method_rationale": side.rationale,
        "award_criteria": "Highest score",
        "value": Decimal(side.budget * TEN_THOUSAND),
        "period_start": moment(published, time(10)),
        "period_end": moment(closes, time(10)),
    }
    weights = {"Price": 40, "Solution": 40, "Team": 20}
    tender = selection.call_for_bids(
        course.job, terms, weights, drafted=course.day(60), day=published
    )
    offers = [
        Offer(
            course.cast.of(one.firm),
            course.cast.person(one.person),
            Decimal(one.price * TEN_THOUSAND),
            "Complete offer",
            "" if side.until == "tender" else str(90 - 4 * place),
        )
        for place, one in enumerate((Rival(side.firm, side.person, side.price), *side.rivals))
    ]
    for place, offer in enumerate(offers):
        selection.bid(tender, offer, days_after(published, 8 + 3 * place))
    opened, day = days_after(closes, 1), days_after(closes, 3)
    return selection.evaluate(course.job, tender, offers, opened=opened, day=day), offers


def sign(course: Course, tender: Tender, offers: list[Offer]) -> Contract:
    """Award and contract."""
    side = course.side
    winner = offers[0]
    awarded = selection.award(
        course.job, tender, winner.firm, course.day(98), "Highest score of the committee."
    )
    starts = course.day(BUILDING)
    return selection.conclude(
        course.job,
        awarded,
        {
            "reference": f"{side.reference}-C1",
            "title": side.title,
            "title_zh": side.title_zh,
            "build_value": Decimal(side.price * TEN_THOUSAND * 9 // 10),
            "advance_cap": Decimal("0.5"),
            "start_date": starts,
            "end_date": starts + timedelta(days=31 * side.months + 365 * side.years),
        },
        drafted=course.day(104),
        signed=course.day(112),
        acknowledged=course.day(113),
        by=winner.bidder,
    )


def ready(course: Course, contract: Contract | None) -> Site:
    """Supervisor and assessor are appointed, G2 is passed."""
    side, job = course.side, course.job
    until = course.day(BUILDING) + timedelta(days=31 * side.months + 365 * side.years)
    until = max(until, date(2027, 6, 30)) if side.until != "closed" else until
    for firm, capacity in (
        (job.team.supervision_firm, "supervision"),
        (job.team.assessment_firm, "assessment"),
    ):
        selection.appoint(
            job, firm, capacity, course.day(114), until=until, purpose="Build and operation"
        )
    planning.attest(job, "G2", ATTESTED["G2"], course.day(116))
    planning.lead_through(
        job, "G2", submitted=course.day(117), day=course.day(119), reasons="All checks hold."
    )
    reporter = course.cast.person(side.person) if side.person else job.team.officer
    return Site(job, contract, reporter, job.team.supervisor)


def build(course: Course, site: Site) -> date:
    """Milestones and monthly reports up to the last one told; the day of the last report."""
    side = course.side
    starts = course.day(BUILDING)
    total = (side.price or side.budget) * 9 // 10
    stones = [
        (
            days_after(starts, 31 * side.months * part // 4),
            work.plan_milestone(
                site,
                f"MS-{part}",
                title,
                days_after(starts, 31 * side.months * part // 4),
                course.day(BUILDING + 1),
            ),
        )
        for part, title in enumerate(("Design", "First release", "Second release", "Complete"), 1)
    ]
    if site.contract:
        work.pay(site, total * 2000, "Advance, 20 %", course.day(BUILDING + 4))
    last = starts
    for number, as_of in enumerate(month_ends(starts, side.months), start=1):
        if as_of > day_of(side.last_report):
            break
        is_end = number == side.months
        share = number / side.months
        planned, earned = grown(share), 1 if is_end else grown(share * side.pace)
        figures = (int(total * planned), int(total * earned), int(total * earned / side.thrift))
        work.report(site, as_of, figures, bac=total, unit=TEN_THOUSAND, view="owner")
        last = as_of
    for part, (due, stone) in enumerate(stones, start=1):
        late = timedelta(days=int(31 * side.months * part / 4 * (1 / side.pace - 1)))
        if due + late < last or side.until != "supervision":
            work.meet(site, stone, min(due + late, last))
    return last


def grown(share: float) -> float:
    """How much of a build is done after `share` of its time: slowly, fast, slowly."""
    there = min(share, 1)
    return there * there * (3 - 2 * there)


def month_ends(starts: date, count: int) -> list[date]:
    """The last days of `count` months, that of `starts` included."""
    firsts = [
        date(starts.year + (starts.month + ahead) // 12, (starts.month + ahead) % 12 + 1, 1)
        for ahead in range(-1, count)
    ]
    return [later - timedelta(days=1) for _first, later in pairwise(firsts)]
