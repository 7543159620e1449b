"""Deliveries, checks, decisions and assets, drawn at random."""

from datetime import timedelta
from decimal import Decimal

from projects.acceptance.models import (
    AcceptanceCriterion,
    AcceptanceDecision,
    Asset,
    Condition,
    CriterionCheck,
    CustodyVerification,
    Deliverable,
    Submission,
)
from projects.models import Project
from tests.build.shuffled.drawing import Draw, at

LEVELS = (Decimal(0), Decimal("0.5"), Decimal(1), Decimal(1))


def delivered(project: Project, draw: Draw) -> None:
    """Deliverables with submissions, of which some were checked and decided on."""
    parties = draw.parties
    for place in draw.upto(2):
        deliverable = Deliverable.objects.create(
            project=project,
            organisation=parties.firms[0],
            code=f"D{place}",
            title="D",
            due=draw.day(),
            status=draw.one(("accepted", *Deliverable.Status.values)),
        )
        criteria = AcceptanceCriterion.objects.bulk_create(
            AcceptanceCriterion(
                project=project,
                deliverable=deliverable,
                text="C",
                method="test",
                declared_by=project.created_by,
            )
            for _number in draw.upto(3)
        )
        for number in draw.upto(2):
            submitted_on = draw.day()
            submission = at(
                draw.moment(submitted_on),
                Submission(
                    project=project,
                    deliverable=deliverable,
                    number=number,
                    submitted_by=parties.people[0],
                ),
            )
            taken = draw.well(30, draw.one((-1, 0, 2, 3, 4, 5, 7)))
            decided_on = submitted_on + timedelta(days=taken)
            for criterion in draw.well(criteria, draw.some(criteria)):
                checked_on = decided_on - timedelta(days=draw.one((-1, 0, 1)))
                at(
                    draw.moment(checked_on),
                    CriterionCheck(
                        project=project,
                        submission=submission,
                        criterion=criterion,
                        result=draw.well(
                            "passed", draw.one(("passed", "passed", "failed", "not_tested"))
                        ),
                        organisation=draw.well(parties.watchers[2], draw.one(parties.everybody)),
                        checked_by=parties.people[1],
                        superseded_at=draw.maybe(draw.moment(), 0.2),
                    ),
                )
            if draw.chance(0.8):
                judged(submission, draw, at_day=decided_on)


def judged(submission: Submission, draw: Draw, *, at_day: object) -> None:
    """A decision, with conditions."""
    decision = at(
        draw.moment(at_day),  # type: ignore[arg-type]
        AcceptanceDecision(
            project=submission.project,
            submission=submission,
            outcome=draw.one(AcceptanceDecision.Outcome.values),
            reasons="As checked",
            decided_by=draw.well(draw.parties.leader, draw.one(draw.parties.people)),
        ),
    )
    Condition.objects.bulk_create(
        Condition(
            project=submission.project,
            decision=decision,
            text="more",
            due=draw.day(),
            met_on=draw.well(draw.day(), draw.maybe(draw.day(), 0.4)),
        )
        for _number in draw.upto(2)
    )


def registered(project: Project, draw: Draw) -> None:
    """Assets here and elsewhere, and what became of looking for them."""
    for place in draw.upto(5):
        holder = draw.one(draw.parties.everybody)
        custody = draw.well(Decimal(1), draw.one(LEVELS))
        asset = Asset.objects.create(
            project=project,
            kind=draw.one(("data", "data", "source", "source", *Asset.Kind.values)),
            name=f"Asset {place}",
            title=draw.well(1, draw.one(LEVELS)),
            custody=custody,
            control=draw.well(1, draw.one(LEVELS)),
            holder=draw.parties.owner if custody == 1 else holder,
            is_required=draw.chance(0.8),
            retired_on=draw.maybe(draw.day(), 0.2),
            registered_by=project.created_by,
        )
        CustodyVerification.objects.bulk_create(
            CustodyVerification(
                project=project,
                asset=asset,
                method=draw.one(CustodyVerification.Method.values),
                result=draw.well("confirmed", draw.one(("confirmed", "confirmed", "failed"))),
                verified_on=draw.day(),
                organisation=draw.one(draw.parties.everybody),
                verified_by=draw.parties.people[0],
            )
            for _number in draw.upto(3)
        )
