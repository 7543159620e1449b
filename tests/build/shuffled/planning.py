"""Plans drawn at random."""

from decimal import Decimal

from projects.lifecycle.models import Attestation, GateReview
from projects.models import Project
from projects.planning.models import Objective, PlanItem, Requirement
from tests.build.shuffled.drawing import Draw, at

BLANKS = ("", " ", "measured")
ATTESTED = (("G2", "entrustment"), ("G3", "mlps-filed"), ("G4", "security_assessed"))
SIZES = (Decimal("0.5"), Decimal(1), Decimal(3), Decimal(8))


def planned(project: Project, draw: Draw) -> None:
    """Items, requirements and objectives in all their states."""
    PlanItem.objects.bulk_create(
        PlanItem(
            project=project,
            code=f"item-{place}",
            status=draw.well("approved", draw.one(PlanItem.Status.values)),
            author_organisation=draw.well(
                project.owner, draw.maybe(draw.one(draw.parties.everybody), 0.7)
            ),
        )
        for place in draw.upto(8)
    )
    Requirement.objects.bulk_create(
        Requirement(
            project=project,
            number=f"R{place}",
            text="Answers in time",
            criterion=draw.well("measured", draw.one(BLANKS)),
            test_method=draw.well("measured", draw.one(BLANKS)),
            size=draw.well(1, draw.one(SIZES)),
            baselined_at=draw.maybe(draw.moment(), 0.7),
            baselined_size=draw.well(1, draw.maybe(draw.one(SIZES), 0.8)),
            withdrawn_at=draw.well(None, draw.maybe(draw.moment(), 0.2)),
            author_organisation=draw.well(
                project.owner, draw.maybe(draw.one(draw.parties.everybody), 0.7)
            ),
            created_by=project.created_by,
        )
        for place in draw.upto(6)
    )
    Objective.objects.bulk_create(
        Objective(
            project=project,
            title=f"Objective {place}",
            baseline=draw.well(0, draw.maybe(Decimal(draw.one((0, 10, 100))), 0.7)),
            target=draw.well(50, draw.maybe(Decimal(draw.one((0, 10, 50))), 0.8)),
            actual=draw.well(60, draw.maybe(Decimal(draw.one((0, 5, 20, 60))), 0.8)),
            method=draw.well("measured", draw.one(BLANKS)),
            owner=draw.well("measured", draw.one(BLANKS)),
            weight=draw.one(SIZES),
            withdrawn_at=draw.maybe(draw.moment(), 0.3),
        )
        for place in draw.upto(5)
    )


def reviewed(project: Project, draw: Draw) -> None:
    """Gates submitted, passed, returned and opened again."""
    for gate in draw.some(["G1", "G2", "G3", "G4"]):
        status = draw.one(GateReview.Status.values)
        GateReview.objects.create(
            project=project,
            gate=gate,
            round=1,
            status=status,
            submitted_by=project.created_by,
            reviewed_at=None if status == "submitted" else draw.moment(),
        )


def attested(project: Project, draw: Draw) -> None:
    """What people said that no program sees, also what they took back."""
    for gate, code in draw.some(ATTESTED):
        is_replaced = draw.chance(0.4)
        for superseded_at in (draw.moment(), None) if is_replaced else (None,):
            at(
                draw.moment(),
                Attestation(
                    project=project,
                    gate=gate,
                    check_code=code,
                    holds=draw.well(True, draw.chance()),
                    is_applicable=draw.chance(),
                    statement="As seen",
                    attested_by=draw.one(draw.parties.people),
                    superseded_at=superseded_at,
                ),
            )
