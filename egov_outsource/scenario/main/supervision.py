"""September 2024 to October 2025: the build, its delay, and the resident records that left."""

from dataclasses import dataclass
from datetime import date

from egov_outsource.scenario.clock import days_after, do
from egov_outsource.scenario.main.selection import Build
from egov_outsource.scenario.steps import planning
from egov_outsource.scenario.steps import supervision as steps
from egov_outsource.scenario.steps.prosecution import hold_to_account as prosecute
from egov_outsource.scenario.steps.prosecution import met, owe
from egov_outsource.scenario.steps.supervision import Site
from projects.prosecution.models import Obligation
from projects.supervision.actions.mark_change_implemented import mark_change_implemented
from projects.supervision.models import Finding, Milestone

BAC = 1620
UNIT = 10_000
# month's end: PV, EV, AC in 10 000 yuan, cumulative; open book
MONTHS = {
    "2024-09-30": (60, 55, 58),
    "2024-10-31": (150, 130, 142),
    "2024-11-30": (270, 225, 252),
    "2024-12-31": (410, 330, 378),
    "2025-01-31": (560, 440, 512),
    "2025-02-28": (720, 560, 660),
    "2025-03-31": (880, 690, 815),
    "2025-04-30": (1040, 830, 985),
    "2025-05-31": (1190, 985, 1165),
    "2025-06-30": (1330, 1130, 1330),
    "2025-07-31": (1470, 1290, 1505),
    "2025-08-31": (1620, 1450, 1690),
}
# code, what, due, met, weight
MILESTONES = (
    ("MS-1", "Requirements and design approved", "2024-11-15", "2024-11-22", "1"),
    ("MS-2", "Identity and exchange in the test cloud", "2025-01-24", "2025-01-31", "1.5"),
    ("MS-3", "First release: portal and applications", "2025-04-30", "2025-06-12", "2"),
    ("MS-4", "Second release: licences, dashboard, grid", "2025-06-30", "2025-08-22", "2"),
    ("MS-5", "Build complete", "2025-08-08", "2025-10-17", "2.5"),
)
LATER = (
    ("MS-6", "Trial run ended", "2025-11-26"),
    ("MS-7", "Operation year 1", "2027-01-31"),
)
READY = {
    "mlps-filed": "Level 3 filed with public security on 18 September 2025.",
    "assessment-ordered": "Ordered from Beijiang Assessment; result of 20 October: largely met.",
    "trial-environment": "Ready since 13 October; data of the test copy were destroyed in May.",
    "asset-list": "212 assets listed, each with owner, place and licence.",
}


@dataclass(frozen=True)
class Works:
    """What was promised at the beginning of the build."""

    site: Site
    stones: dict[str, Milestone]
    duty: Obligation
    build: Obligation


def begin(build: Build) -> Works:
    """September to December 2024: milestones, obligations, the advance, the first reports."""
    site = build.site
    stones = {
        row[0]: steps.plan_milestone(site, row[0], row[1], row[2], "2024-09-03", weight=row[4])
        for row in MILESTONES
    }
    for code, title, due in LATER:
        stones[code] = steps.plan_milestone(site, code, title, due, "2024-09-03", kind="operation")
    works = Works(site, stones, *_owe_from_the_beginning(site))
    steps.pay(site, 3_720_000, "Advance, 20 %", "2024-09-09")
    _report(site, until="2024-11-30")
    steps.meet(site, stones["MS-1"], "2024-11-22")
    return works


def go_on(works: Works) -> None:
    """December 2024 to March 2025: changes, and a schedule that slips."""
    site = works.site
    _change(site)
    _report(site, until="2025-02-28", after="2024-11-30")
    steps.meet(site, works.stones["MS-2"], "2025-01-31")
    steps.pay(site, 2_790_000, "Progress, milestone 2", "2025-02-05")


def finish(build: Build, works: Works) -> None:
    """May to October 2025: recovery, the contractual end, two more months, gate G3."""
    site = works.site
    _report(site, until="2025-08-31", after="2025-04-30")
    for code, _title, _due, met_on, _weight in MILESTONES[2:]:
        steps.meet(site, works.stones[code], met_on)
    steps.pay(site, 2_790_000, "Progress, milestone 3", "2025-06-18")
    steps.report(site, "2025-09-30", (1620, 1545, 1795), bac=BAC, unit=UNIT)
    steps.report(site, "2025-10-16", (1620, 1620, 1868), bac=BAC, unit=UNIT)
    met(site, works.build, "2025-10-17", "Ten weeks late; settled with the final payment.")
    planning.attest(build.job, "G3", READY, "2025-10-21")
    planning.lead_through(
        build.job,
        "G3",
        submitted="2025-10-23",
        day="2025-10-24",
        reasons="The build is complete, ten weeks late; the trial run begins on 27 October.",
    )


def _report(site: Site, *, until: str, after: str = "2024-01-01") -> None:
    for as_of, figures in MONTHS.items():
        if after < as_of <= until:
            steps.report(site, as_of, figures, bac=BAC, unit=UNIT)


def _owe_from_the_beginning(site: Site) -> tuple[Obligation, Obligation]:
    """Custody of the records, and the build itself; two smaller duties are met soon."""
    bond = owe(
        site,
        "Performance bond of 5 %",
        "2024-09-30",
        "2024-09-02",
        evidence="Bank guarantee",
        clause="§ 9",
    )
    met(site, bond, "2024-09-20")
    leave = owe(
        site,
        "Exit plan within 90 days after signature",
        "2024-11-14",
        "2024-09-02",
        evidence="Plan, approved by the bureau",
        remedy="Payment rests",
        clause="§ 16",
    )
    met(site, leave, "2024-12-02", "Approved in its second version.")
    build = owe(
        site,
        "Build complete",
        "2025-08-29",
        "2024-09-02",
        measure="All milestones of the build met",
        remedy="0.05 % of the build price a day",
        clause="§ 12",
    )
    duty = owe(
        site,
        "Resident records stay in the government cloud, test copies included",
        "2025-08-29",
        "2024-09-02",
        measure="No copy found elsewhere; incidents reported within 30 minutes",
        evidence="Inspection of accounts and hosts",
        remedy="Damages, removal of the subcontractor",
        clause="§ 11, § 18",
    )
    return duty, build


def _change(site: Site) -> None:
    """Five changes: two are built before anybody approved them."""
    icons = steps.change(
        site, "Other sign-in page", "requirement", "Asked for by the portal team.", "2024-10-08"
    )
    index = steps.change(
        site,
        "Another search engine",
        "technical",
        "The planned one is no longer maintained.",
        "2024-11-11",
    )
    licences = steps.change(
        site,
        "Two more kinds of electronic licence",
        "price",
        "The league asked all cities for them.",
        "2024-11-18",
        value=620_000,
        days=14,
    )
    steps.decide(
        site,
        icons,
        opinion="No effect on price or time.",
        assessed="2024-11-20",
        day="2024-11-29",
        reasons="Useful and free of charge.",
    )
    steps.decide(
        site,
        licences,
        opinion="Priced by the unit prices of the contract; 3.3 % of its value.",
        assessed="2024-11-28",
        day="2024-12-12",
        reasons="Required by the league.",
    )
    built = (
        (icons, date(2024, 11, 4)),
        (index, date(2025, 1, 6)),
        (licences, date(2025, 1, 20)),
    )
    for change, day in built:
        do(
            "2025-01-21",
            mark_change_implemented,
            change,
            actor=site.verifier,
            implemented_on=day,
        )
    finding = steps.find(
        site,
        "Two changes were built before their approval",
        "CR-1 was in the code on 4 November, CR-2 on 6 January; neither was approved by then.",
        "2025-01-21",
    )
    steps.settle(
        site,
        finding,
        answered="2025-01-27",
        response="The release manager now checks the number of the approval.",
        day="2025-02-14",
        note="Three releases looked at: each change had its approval.",
    )
    steps.decide(
        site,
        index,
        opinion="Technically sound; security was tested afterwards.",
        assessed="2025-01-24",
        day="2025-02-10",
        reasons="Kept, because going back would cost more; it does not make the bypass right.",
    )
    _two_more(site)


def _two_more(site: Site) -> None:
    offers = (
        ("Link to the league's licence register", 460_000, "2025-02-12", "2025-03-20"),
        ("More storage for scanned files", 300_000, "2025-02-19", "2025-03-27"),
    )
    for title, value, proposed, day in offers:
        change = steps.change(
            site, title, "price", "Not foreseeable at the tender.", proposed, value=value
        )
        steps.decide(
            site,
            change,
            opinion="Priced by unit prices.",
            assessed=days_after(proposed, 5),
            day=day,
            reasons="Needed; all changes together stay below 10 %.",
        )


def correct(works: Works) -> None:
    """March 2025: the supervisor orders a recovery plan."""
    site = works.site
    _report(site, until="2025-03-31", after="2025-02-28")
    finding = steps.find(
        site,
        "Schedule index below 0.8 for two months",
        "SPI 0.78 at the end of February: a recovery plan is ordered.",
        "2025-03-11",
    )
    steps.settle(
        site,
        finding,
        answered="2025-03-24",
        response="Eight developers more from April; the dashboard is built in two steps.",
        day="2025-06-16",
        note="SPI 0.83 at the end of May; the plan is followed.",
    )


def lose_records(works: Works) -> Finding:
    """17 April 2025: 1.2 million resident records on a rented public cloud."""
    site = works.site
    return steps.find(
        site,
        "1.2 million resident records on a public cloud",
        "A test copy lies in an account rented by the subcontractor Haoyuan, open to six people. "
        "The contractor's own report came nine hours after ours; the contract says 30 minutes.",
        "2025-04-17",
        severity="critical",
        by=site.job.team.assessor,
    )


def hold_to_account(works: Works, finding: Finding) -> None:
    """18 April to 20 May 2025: breach, answer, verified deletion, damages."""
    site = works.site
    prosecute(
        site,
        works.duty,
        text="Resident records were stored outside the government cloud (§ 11) and the incident "
        "was reported after nine hours (§ 18). Production access of six accounts is suspended.",
        discovered="2025-04-18",
        noticed="2025-04-18",
        cure_by="2025-05-06",
        answered="2025-04-24",
        response="We regret it. The copy is deleted; an assessor certifies that nothing is left.",
        remedy="damages",
        amount=280_000,
        reasons="Deletion was certified on 6 May. Damages of 0.28 million yuan; Haoyuan leaves "
        "the project by 20 May.",
        day="2025-05-16",
    )
    steps.settle(
        site,
        finding,
        answered="2025-04-19",
        response="Account closed on 18 April, keys changed, copy deleted.",
        day="2025-05-06",
        note="Deletion verified with the provider's certificate and by own inspection.",
    )
    _report(site, until="2025-04-30", after="2025-03-31")
