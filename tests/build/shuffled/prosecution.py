"""Breaches, audit findings, ratings and debarments, drawn at random."""

from datetime import timedelta

from audit.reviews.models import AuditFinding, Review
from contractors.models import Affiliation, Rating, Sanction
from projects.models import Engagement, Project
from projects.prosecution.models import Breach, Obligation, Remedy
from tests.build.contractors import registered
from tests.build.shuffled.drawing import Draw, at


def breached(project: Project, draw: Draw) -> None:
    """Breaches, some of them decided."""
    obligation = Obligation.objects.create(
        project=project,
        number=1,
        party=draw.parties.firms[0],
        title="O",
        due=draw.day(),
        created_by=project.created_by,
    )
    for place in draw.upto(draw.well(0, 3)):
        decide_by = draw.day()
        breach = Breach.objects.create(
            project=project,
            obligation=obligation,
            number=place,
            text="late",
            discovered_on=decide_by,
            decide_by=decide_by,
            opened_by=project.created_by,
        )
        if draw.chance():
            remedy = Remedy(
                project=project,
                breach=breach,
                kind="cured",
                reasons="done",
                opened_by=project.created_by,
                decided_by=draw.parties.leader,
            )
            at(draw.moment(draw.one((decide_by, draw.day()))), remedy)


def audited(project: Project, draw: Draw) -> None:
    """Audit findings in every state."""
    if draw.chance(0.4):
        return
    begin = draw.moment()
    engagement = Engagement.objects.create(
        project=project,
        organisation=draw.parties.watchers[0],
        capacity="audit",
        purpose="Contract audit",
        valid_from=begin,
        valid_to=begin + timedelta(days=3000),
        appointed_by=project.created_by,
    )
    review = Review.objects.create(
        project=project,
        engagement=engagement,
        title="Audit",
        plan="Look",
        opened_by=draw.parties.people[0],
    )
    for place in draw.upto(4):
        status = draw.well("resolved", draw.one(AuditFinding.Status.values))
        is_draft = status in {"draft", "withdrawn"}
        is_settled = status in {"resolved", "accepted_risk"}
        has_answer = not is_draft and status != "issued"
        AuditFinding.objects.create(
            project=project,
            review=review,
            number=None if is_draft else place + 1,
            title="A",
            severity=draw.one(AuditFinding.Severity.values),
            criterion="C",
            condition="C",
            due=draw.day(),
            status=status,
            organisation=draw.parties.watchers[0],
            addressee=draw.parties.owner,
            raised_by=draw.parties.people[0],
            issued_at=None if is_draft else draw.moment(),
            responded_at=draw.moment() if has_answer else None,
            measure_due=draw.maybe(draw.day()) if has_answer else None,
            resolved_at=draw.moment() if is_settled else None,
        )


def rated(project: Project, draw: Draw) -> None:
    """Ratings, open and closed."""
    Rating.objects.bulk_create(
        (
            Rating(
                project=project,
                organisation=draw.one(draw.parties.firms),
                period_start=draw.day().replace(year=2020),
                period_end=draw.day(),
                quality=draw.one((1, 3, 5)),
                schedule=draw.one((1, 3, 5)),
                cost=draw.one((2, 4)),
                management=4,
                security=5,
                narrative="R",
                status=draw.one(("final", "final", *Rating.Status.values)),
                rated_by=project.created_by,
                comment_by=draw.day(),
                finalised_at=draw.maybe(draw.moment(), 0.9),
            )
            for _place in draw.upto(3)
        ),
        ignore_conflicts=True,
    )


def judged_and_tied(draw: Draw) -> None:
    """Sanctions of the firms, and ties between those who should be independent."""
    for firm in draw.parties.firms[:4]:
        begin = draw.day()
        Sanction.objects.create(
            contractor=registered(firm),
            kind=draw.one(("debarment", *Sanction.Kind.values)),
            authority="Finance Department",
            reason="Forged certificates",
            starts_on=begin,
            ends_on=draw.maybe(draw.after(begin)),
            lifted_on=draw.maybe(draw.day(), 0.3),
            recorded_by=draw.parties.people[0],
        )
    for _place in range(12):
        one, other = draw.random.sample(draw.parties.doubtful, 2)
        Affiliation.objects.create(
            organisation=one,
            other=other,
            kind=draw.one(Affiliation.Kind.values),
            source="Register",
            since=draw.maybe(draw.day(), 0.4),
            until=draw.maybe(draw.day(), 0.6),
        )
