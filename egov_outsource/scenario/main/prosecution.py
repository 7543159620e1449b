"""February 2026 until today: operation, an outage, an audit, a rating, what is still owed."""

from decimal import Decimal

from egov_outsource.scenario.clock import do
from egov_outsource.scenario.main.selection import Build
from egov_outsource.scenario.steps import supervision as work
from egov_outsource.scenario.steps.prosecution import hold_to_account, met, owe, rate
from projects.planning.actions.change_objective import change_objective
from projects.planning.models import Objective
from projects.supervision.actions.certify_payment import certify_payment

REACHED = {
    "Fewer visits": "1.3",
    "Shorter processing": "6.8",
    "One form": "79",
    "Shared data": "104",
    "Satisfied users": "87",
    "Lower running cost": "4.4",
}


def operate(build: Build) -> None:
    """February to July 2026: duties met, and one outage."""
    _settle_duties(build)
    _outage(build)


def account(build: Build) -> None:
    """August to October 2026: benefits are measured, the year is rated."""
    for objective in Objective.objects.in_project(build.job.project).filter(title__in=REACHED):
        do(
            "2026-08-14",
            change_objective,
            objective,
            actor=build.job.team.officer,
            facts={"actual": Decimal(REACHED[objective.title])},
        )
    work.pay(build.site, 400_000, "Operation, February to July 2026", "2026-08-03")
    _rate_the_year(build)


def rate_the_build(build: Build) -> None:
    """September 2025: the first rating."""
    rate(
        build.site,
        ("2024-09-02", "2025-08-31"),
        (3, 2, 3, 3, 2),
        "Good engineering, late by ten weeks, and resident records left the government cloud.",
        day="2025-09-15",
        comment="The delay has other causes, too: two interfaces of the bureaus came late.",
        commented="2025-09-24",
        final="2025-10-10",
        by=build.job.team.cast.person("temur"),
        reasons="The comment is true of four of ten weeks; the marks stand.",
    )


def _settle_duties(build: Build) -> None:
    """Duties of the operation that were met."""
    site, owner = build.site, build.job.team.agency
    told = (
        ("Custody of keys, domains and tenancy handed over", "2026-01-30", "2026-01-26", None),
        ("Certified operators: knowledge handed over", "2026-03-31", "2026-03-18", None),
        ("Withheld amount paid within 30 days", "2026-03-04", "2026-02-24", owner),
        ("Yearly security assessment, level 3", "2026-09-30", "2026-09-18", owner),
        ("Exit rehearsal of the first year: export and rebuild", "2026-09-30", "2026-09-22", None),
    )
    for title, due, met_on, party in told:
        obligation = owe(site, title, due, "2026-01-22", party=party, clause="§ 16 to § 20")
        met(site, obligation, met_on)


def _outage(build: Build) -> None:
    service = owe(
        build.site,
        "The portal is available 99.9 % a month",
        "2027-01-31",
        "2026-02-02",
        measure="Monitoring by the league",
        remedy="Service credit of 10 % of the month's fee an hour beyond",
        clause="§ 21",
    )
    hold_to_account(
        build.site,
        service,
        text="On 13 May 2026 the portal was out for seven hours; 99.1 % in May.",
        discovered="2026-05-13",
        noticed="2026-05-15",
        cure_by="2026-05-29",
        answered="2026-05-22",
        response="A certificate had run out. All certificates are watched now.",
        remedy="service_credit",
        amount=24_000,
        reasons="Credit as agreed. The decision came after 31 working days instead of 20: the "
        "league's measurement was disputed first.",
        day="2026-06-25",
    )


def _rate_the_year(build: Build) -> None:
    rate(
        build.site,
        ("2025-09-01", "2026-08-31"),
        (4, 3, 4, 4, 4),
        "Trial run and operation went well, one outage of seven hours.",
        day="2026-10-07",
        comment="Schedule: the trial run ended on the day agreed. We ask for 4.",
        commented="2026-10-16",
        final="2026-10-23",
        by=build.job.team.cast.person("temur"),
        reasons="Heard by the league. The trial run was on time, the build before it was not: 3.8 "
        "of 5 stands.",
    )


def leave_open(build: Build) -> None:
    """What waits for somebody today."""
    site, team = build.site, build.job.team
    owe(
        site,
        "Market sounding for the successor",
        "2027-02-28",
        "2026-09-24",
        party=team.agency,
        evidence="Report with at least three suppliers",
        clause="Exit plan",
    )
    owe(
        site,
        "Decision on renewal or new tender",
        "2027-08-31",
        "2026-09-24",
        party=team.agency,
        evidence="Decision of the leader",
        clause="§ 4",
    )
    work.find(
        site,
        "Two certificates without a named owner",
        "The list of certificates names no person for the gateway and the exchange.",
        "2026-11-10",
        severity="minor",
    )
    work.claim(site, 200_000, "Operation, August to October 2026", "2026-11-16")
    waiting = work.claim(site, 45_000, "Extra training of new clerks", "2026-11-04")
    do("2026-11-11", certify_payment, waiting, actor=team.supervisor, note="64 clerks trained.")
    work.change(
        site,
        "Sign-in with the national identity application",
        "requirement",
        "Residents ask for it; no change of price.",
        "2026-11-12",
    )
