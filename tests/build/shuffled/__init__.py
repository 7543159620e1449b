"""Projects with rows drawn at random in every stage, for comparing two ways to compute."""

from decimal import Decimal

from projects.models import Project
from projects.supervision.models import Milestone, Payment
from tests.build.risk import bare_project, rich_project
from tests.build.risk import selected as called_and_agreed
from tests.build.shuffled import acceptance, planning, prosecution, selection, supervision
from tests.build.shuffled.drawing import Draw, Parties

CARES = (0.0, 0.0, 0.7, 0.9, 0.97, 1.0)  # from anything goes to all in order


def shuffled_projects(seed: int, count: int) -> list[int]:
    """So many projects between the same parties, kept with more or less care."""
    parties = Parties()
    draw = Draw(seed, parties)
    prosecution.judged_and_tied(draw)
    return [shuffled_project(draw, draw.one(CARES)).pk for _ in range(count)]


def shuffled_project(draw: Draw, care: float) -> Project:
    """One project; each group of tables has rows or not."""
    draw.care = care
    project = bare_project(
        draw.parties.owner,
        created_by=draw.parties.people[0],
        stage=draw.one(("supervision", "supervision", "prosecution", *Project.Stage.values)),
        source=draw.well("native", draw.one(("native", "native", "native", "ocds"))),
        classification=draw.well(
            "general", draw.one(("general", "general", *Project.Classification.values))
        ),
        mlps_level=draw.well(None, draw.one((None, None, 1, 2, 3))),
        budget=draw.well(Decimal(1010), draw.maybe(draw.amount(), 0.9)),
        currency=draw.well("CNY", draw.one(("CNY", "EUR"))),
        reference_cost=draw.well(
            Decimal(1000), draw.maybe(draw.one((Decimal(0), Decimal(1000))), 0.9)
        ),
    )
    planning.reviewed(project, draw)
    planning.attested(project, draw)
    selection.allocated(project, draw)
    groups = (planning.planned, selected, supervised, accepted, prosecuted)
    for group in draw.some(groups) if draw.chance(0.4) else groups:
        group(project, draw)
    return project


def selected(project: Project, draw: Draw) -> None:
    """Mode, tenders, contracts and what was reported on them."""
    selection.appraised(project, draw)
    contracts = selection.contracted(project, draw, selection.called(project, draw))
    supervision.reported(project, draw, contracts)
    supervision.built(project, draw, contracts)


def supervised(project: Project, draw: Draw) -> None:
    """Who takes part, and what was decided."""
    supervision.engaged(project, draw)
    supervision.decided(project, draw)


def accepted(project: Project, draw: Draw) -> None:
    """Deliveries and assets."""
    acceptance.delivered(project, draw)
    acceptance.registered(project, draw)


def prosecuted(project: Project, draw: Draw) -> None:
    """Breaches, audit findings and ratings."""
    prosecution.breached(project, draw)
    prosecution.audited(project, draw)
    prosecution.rated(project, draw)


def full_project(draw: Draw) -> Project:
    """The rich project with rows in the tables that it leaves empty, drawn at random."""
    project = rich_project()
    planning.attested(project, draw)
    selection.appraised(project, draw)
    supervised(project, draw)
    acceptance.registered(project, draw)
    prosecution.audited(project, draw)
    prosecution.rated(project, draw)
    return project


def thin_project(draw: Draw) -> Project:
    """What open data tells of a project: a call, two bids, an award, a contract, two milestones
    and three payments."""
    project = bare_project(
        draw.parties.owner,
        created_by=draw.parties.people[0],
        source="ocds",
        stage=draw.one(("selection", "supervision", "supervision", "acceptance")),
        budget=draw.amount(),
    )
    contract = called_and_agreed(project, *draw.random.sample(draw.parties.firms, 2))
    for place in range(2):
        met_on = draw.maybe(draw.day())
        Milestone.objects.create(
            project=project,
            contract=contract,
            code=f"M{place}",
            title="M",
            due=draw.day(),
            status="met" if met_on else "scheduled",
            met_on=met_on,
        )
    for _ in range(3):
        Payment.objects.create(
            project=project,
            contract=contract,
            amount=draw.amount(600),
            status="paid",
            paid_on=draw.day(),
        )
    return project
