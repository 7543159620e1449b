"""A subcontractor that came by consent and left early, a night of emergency, a transfer refused."""

from egov_outsource.scenario.clock import do, moment
from egov_outsource.scenario.main.selection import Build
from projects.actions.decide_emergency import decide_emergency
from projects.actions.decide_subcontract import decide_subcontract
from projects.actions.decide_transfer import decide_transfer
from projects.actions.end_emergency import end_emergency
from projects.actions.end_engagement import end_engagement
from projects.actions.propose_subcontract import propose_subcontract
from projects.actions.propose_transfer import propose_transfer
from projects.actions.request_emergency import request_emergency
from projects.models import Engagement
from projects.roles import Capacity


def let_in_a_subcontractor(build: Build) -> None:
    """September 2024: test data are to come from another firm; government consents."""
    cast, project = build.job.team.cast, build.job.project
    main = Engagement.objects.get(project=project, capacity=Capacity.CONTRACTOR.value)
    subcontract = do(
        "2024-09-23",
        propose_subcontract,
        main,
        actor=cast.person("chen"),
        organisation=cast.of("hao"),
        part="Data entry and test data",
        basis="Contract, § 8; named in the bid",
        value=None,
        valid_from=moment("2024-10-01"),
        valid_to=min(main.valid_to, moment("2025-12-31")),
    )
    do(
        "2024-09-29",
        decide_subcontract,
        subcontract,
        actor=cast.person("zhao"),
        outcome="consented",
        reasons="Named in the bid; no access to production.",
    )


def send_it_away(build: Build) -> None:
    """May 2025: the subcontractor copied resident records; the emergency of the night before."""
    cast, project = build.job.team.cast, build.job.project
    emergency = do(
        "2025-05-11",
        request_emergency,
        project,
        actor=cast.person("bao"),
        person=cast.person("gao"),
        reason="Records of the incident are needed tonight; both officers are on the way.",
        hours=2,
    )
    do(
        "2025-05-11",
        decide_emergency,
        emergency,
        actor=cast.person("sarnai"),
        outcome="confirmed",
        reasons="The thirty minutes for the report are running.",
    )
    do("2025-05-11", end_emergency, emergency, actor=cast.person("sarnai"))
    part = Engagement.objects.get(project=project, capacity=Capacity.SUBCONTRACTOR.value)
    do(
        "2025-05-20",
        end_engagement,
        part,
        actor=cast.person("zhao"),
        reason="Resident records were copied to a host of the subcontractor.",
    )


def stay_where_it_is(build: Build) -> None:
    """September 2026: the bureau wants to hand the platform over; the league says no."""
    cast, project = build.job.team.cast, build.job.project
    transfer = do(
        "2026-09-07",
        propose_transfer,
        project,
        actor=cast.person("zhao"),
        taker=cast.agency("civ"),
        reasons="Most services of the portal are those of civil affairs.",
        basis="Minutes of the city's informatisation group, 1 September 2026",
    )
    do(
        "2026-09-18",
        decide_transfer,
        transfer,
        actor=cast.person("temur"),
        outcome="refused",
        reasons="The operation contract ends soon; decide again with the renewal.",
    )
