"""April to August 2024: mode, tender, award, contract, and gate G2."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from egov_outsource.errors import Refusal
from egov_outsource.scenario.clock import do, moment
from egov_outsource.scenario.main.documents import file_papers
from egov_outsource.scenario.steps import planning
from egov_outsource.scenario.steps import selection as steps
from egov_outsource.scenario.steps.selection import Choice, Offer
from egov_outsource.scenario.steps.supervision import Site
from egov_outsource.scenario.team import Undertaking
from projects.actions.set_allocation import set_allocation
from projects.lifecycle.actions.waive_check import waive_check
from projects.selection.models import Contract, Tender

CHOICES = (
    Choice(
        "process",
        "Process outsourcing: build and operation by a contractor, control by the bureau",
        26_800_000,
        (5.5, 6.5, 7, 7.5, 8, 9.5),
        "One contractor builds and runs; the bureau keeps data, architecture and every release.",
    ),
    Choice(
        "self_build",
        "Self-build with the league's data centre",
        29_100_000,
        (3, 5, 3.5, 9, 10, 6),
        "Eleven developers would have to be hired; infrastructure is there.",
    ),
    Choice(
        "hybrid",
        "Hybrid: contractor builds, the league operates",
        28_400_000,
        (6, 7.5, 5.5, 5, 8, 6),
        "Two parties answer for the same service.",
    ),
    Choice(
        "innovative",
        "Innovative outsourcing: a service company finances and owns the platform",
        24_900_000,
        (9.5, 9, 8, 3, 3, 3),
        "Cheapest at first; the platform would belong to somebody else.",
    ),
)
CRITERIA = {"Price": 30, "Technical solution": 35, "Team and references": 20, "Exit plan": 15}
# decision point: how it is decided, and the basis; a clause of the catalogue where there is one
ALLOCATED: dict[str, tuple[dict[str, Any], str, str]] = {
    "S3": ({"mode": "joint", "decider": "G", "partner": "C"}, "§ 22 joint change board", ""),
    "X6": (
        {"mode": "joint", "decider": "G", "partner": "C"},
        "§ 31 joint use of anonymous data",
        "data_title",
    ),
    "M5": (
        {"mode": "deemed", "decider": "C", "partner": "G", "deemed_days": 10},
        "§ 19 consent deemed after 10 days",
        "",
    ),
    "X2": (
        {"mode": "joint", "shares": {"G": Decimal("0.2"), "C": Decimal("0.8")}},
        "§ 27 releases by the contractor, monthly list",
        "",
    ),
    "A6": (
        {"mode": "joint", "shares": {"G": Decimal("0.45"), "C": Decimal("0.55")}},
        "§ 25 joint go-live",
        "",
    ),
    "P4": (
        {"mode": "joint", "shares": {"G": Decimal("0.4"), "C": Decimal("0.6")}},
        "§ 14 standards proposed by the contractor",
        "",
    ),
    "P6": ({"mode": "sole", "decider": "C"}, "§ 15 detailed design", ""),
}
ATTESTED = {
    "entrustment": "Entrusted processing was approved on 9 August (Data Security Law, art. 40).",
    "conflicts-cleared": "All seven members declared; evaluator E3 was recused on 12 July.",
    "award-published": "Published on 22 July; the query of Xing'an Digital of 24 July was answered "
    "on 31 July and rejected.",
}


@dataclass(frozen=True)
class Build:
    """The project with its contract in effect."""

    job: Undertaking
    contract: Contract

    @property
    def site(self) -> Site:
        """Where the contractor reports and the supervisor verifies."""
        team = self.job.team
        return Site(self.job, self.contract, team.cast.person("chen"), team.supervisor)


def select(job: Undertaking) -> Build:
    """From the comparison of modes to the effective contract."""
    steps.choose_mode(
        job,
        CHOICES,
        compared="2024-04-16",
        proposed="2024-04-18",
        day="2024-04-22",
        reasons="Process outsourcing ranks first (closeness .67) before self-build (.64); it keeps "
        "rank 1 in 70 % of the draws around the weights.",
        suppliers=4,
    )
    tender = _call(job)
    offers = _bids(job, tender)
    tender = steps.evaluate(job, tender, offers, opened="2024-07-09", day="2024-07-12")
    awarded = steps.award(
        job,
        tender,
        job.team.cast.of("ltc"),
        "2024-07-19",
        "Highest score. The low price rests on components that the firm proved to reuse.",
    )
    contract = steps.conclude(
        job,
        awarded,
        {
            "reference": "UL-2024-001-C1",
            "title": "Build and three years of operation of the platform",
            "title_zh": "平台建设及三年运维",
            "build_value": Decimal(16_200_000),
            "advance_cap": Decimal("0.85"),
            "start_date": date(2024, 9, 2),
            "end_date": date(2028, 8, 31),
        },
        drafted="2024-08-12",
        signed="2024-08-16",
        acknowledged="2024-08-19",
        by=job.team.cast.person("chen"),
        without=("step_in",),
    )
    _allocate(job, contract)
    _pass(job)
    return Build(job, contract)


def _call(job: Undertaking) -> Tender:
    terms = {
        "reference": "UL-2024-001-T1",
        "title": "Ulanhot Intelligent Information Platform: build and operation",
        "title_zh": "乌兰浩特智慧信息平台建设与运维",
        "description": "Build within 12 months and operation for three years. The intent was "
        "published on 10 May; a clarification went to all bidders on 20 June.",
        "method": "open",
        "award_criteria": "Highest score over four criteria",
        "value": Decimal(25_800_000),
        "period_start": moment("2024-06-14", time(10)),
        "period_end": moment("2024-07-08", time(10)),
    }
    return steps.call_for_bids(job, terms, CRITERIA, drafted="2024-06-11", day="2024-06-14")


def _bids(job: Undertaking, tender: Tender) -> list[Offer]:
    cast = job.team.cast
    told = (
        ("ltc", "chen", "18600000", "Reused portal components, 42 people", "88.4", "2024-07-05"),
        ("xad", "xu", "24200000", "New build on the league's cloud", "82.1", "2024-07-03"),
        ("cys", "meng", "24900000", "Extension of the exchange platform", "79.6", "2024-07-04"),
        ("ytg", "yan", "25600000", "Map-centred solution", "74.2", "2024-07-04"),
    )
    offers = []
    for firm, bidder, amount, summary, score, day in told:
        is_low = firm == "ltc"
        offer = Offer(
            cast.of(firm),
            cast.person(bidder),
            Decimal(amount),
            summary,
            score,
            "30.1 % below the next price: the committee accepted the explanation."
            if is_low
            else "",
            is_low,
        )
        steps.bid(tender, offer, day)
        offers.append(offer)
    _refuse_the_drafters_affiliate(job, tender)
    return offers


def _refuse_the_drafters_affiliate(job: Undertaking, tender: Tender) -> None:
    """Huashe Software tries to bid although its affiliate drafted the plan."""
    cast = job.team.cast
    offer = Offer(cast.of("hsw"), cast.person("kong"), Decimal(23_900_000), "Our own design")
    try:
        steps.bid(tender, offer, "2024-07-05")
    except Refusal:
        return
    raise AssertionError("The drafter's affiliate was let in.")


def _allocate(job: Undertaking, contract: Contract) -> None:
    """The contract gives rights away: the index of misallocation becomes 0.12."""
    clauses = {clause.code: clause for clause in contract.clauses.all()}
    for point, (how, basis, code) in ALLOCATED.items():
        do(
            "2024-08-16",
            set_allocation,
            job.project,
            actor=job.team.leader,
            point=point,
            basis=basis,
            clause=clauses.get(code),
            accountable=job.team.officer,
            **how,
        )


def _pass(job: Undertaking) -> None:
    file_papers(job, after="2024-03-20", until="2024-08-27")
    steps.appoint(
        job,
        job.team.supervision_firm,
        "supervision",
        "2024-08-26",
        until="2028-09-01",
        purpose="Supervision of build and operation",
        fee=620_000,
    )
    steps.appoint(
        job,
        job.team.assessment_firm,
        "assessment",
        "2024-08-26",
        until="2028-09-01",
        purpose="Yearly security assessment, level 3",
        fee=380_000,
    )
    planning.attest(job, "G2", ATTESTED, "2024-08-27")
    do(
        "2024-08-28",
        waive_check,
        job.project,
        actor=job.team.leader,
        gate="G2",
        code="clauses-complete",
        reason="The contractor did not agree to step-in; it is asked for again at the first price "
        "review.",
        expires_on=date(2024, 11, 25),
    )
    planning.lead_through(
        job,
        "G2",
        submitted="2024-08-29",
        day="2024-08-30",
        reasons="All hard checks hold; building may begin on 2 September.",
    )
