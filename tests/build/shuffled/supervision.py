"""The build and who watches it, drawn at random."""

from datetime import timedelta
from decimal import Decimal

from projects.models import Decision, Engagement, Project, Subcontract
from projects.rights import DECISION_POINTS
from projects.selection.models import Contract
from projects.supervision.models import ChangeRequest, Finding, Milestone, Payment, StatusReport
from tests.build.risk import AS_OF
from tests.build.shuffled.drawing import Draw, at

DELEGATED = [code for code, point in DECISION_POINTS.items() if not point.is_reserved]


def reported(project: Project, draw: Draw, contracts: list[Contract]) -> None:
    """Cumulative reports, also of two contracts, corrected ones and verified ones."""
    last = AS_OF - timedelta(days=draw.well(1, draw.one((0, 0, 1, 30, 44, 45, 46, 180))))
    reports = []
    first = contracts[0] if contracts else None
    for contract in draw.one(((), (None,), (first,), (first, None) if first else (None,))):
        planned = earned = spent = Decimal(0)
        for month in draw.upto(7):
            planned += draw.amount(200)
            earned += draw.well(planned - earned, draw.amount(200))
            spent += draw.well(planned - spent, draw.amount(200))
            is_verified = draw.well(True, draw.chance())
            for version in (1, 2) if draw.chance(0.2) else (1,):
                is_current = draw.chance(0.9)
                reports.append(
                    StatusReport(
                        project=project,
                        contract=contract,
                        as_of=last - timedelta(days=30 * (6 - month)),
                        number=version,
                        bac=draw.one((500, 800, 1620)),
                        pv=planned,
                        ev=earned,
                        ac=spent,
                        organisation=draw.parties.firms[0],
                        submitted_by=draw.parties.people[0],
                        verified_at=draw.moment() if is_verified else None,
                        verified_ev=draw.maybe(earned / 2, 0.3) if is_verified else None,
                        superseded_at=None if version == 1 and is_current else draw.moment(),
                    )
                )
    StatusReport.objects.bulk_create(reports)


def built(project: Project, draw: Draw, contracts: list[Contract]) -> None:
    """Findings, changes, milestones and payments."""
    people, parties = draw.parties.people, draw.parties
    for place in draw.upto(4):
        raised = draw.moment(AS_OF - timedelta(days=draw.one((0, 1, 30, 90, 91, 92, 200))))
        finding = Finding(
            project=project,
            number=place,
            title="F",
            text="F",
            severity=draw.one(Finding.Severity.values),
            due=draw.day(),
            status=draw.well("closed", draw.one(Finding.Status.values)),
            organisation=draw.one(parties.watchers),
            addressee=draw.one(parties.firms),
            raised_by=people[0],
            closed_at=draw.maybe(draw.moment(), 0.3),
        )
        at(raised, finding)
    changes = ChangeRequest.objects.bulk_create(
        ChangeRequest(
            project=project,
            contract=draw.one([*contracts, None]),
            number=place,
            title="C",
            value=draw.one((-1, 1)) * draw.well(draw.amount(10), draw.amount(150)),
            status=draw.one(("approved", *ChangeRequest.Status.values)),
            proposed_by=people[0],
            decided_at=draw.maybe(draw.moment(), 0.8),
            implemented_on=draw.well(None, draw.maybe(draw.day())),
        )
        for place in draw.upto(4)
    )
    for place in draw.upto(5):
        status = draw.one(Milestone.Status.values if changes else Milestone.Status.values[:4])
        due = draw.maybe(draw.day(), 0.9)
        Milestone.objects.create(
            project=project,
            code=f"M{place}",
            title="M",
            due=due,
            weight=draw.one((Decimal("0.5"), Decimal(2))),
            status=status,
            met_on=draw.well(due, draw.maybe(draw.day())),
            descoped_by=draw.one(changes) if status == "descoped" else None,
        )
    Payment.objects.bulk_create(
        Payment(
            project=project,
            contract=draw.one([*contracts, None]),
            amount=draw.well(draw.amount(100), draw.amount(900)),
            currency=draw.well("CNY", draw.one(("CNY", "CNY", "CNY", "EUR"))),
            status=draw.one(("paid", "paid", *Payment.Status.values)),
            certified_at=draw.well(draw.moment(), draw.maybe(draw.moment(), 0.9)),
            paid_on=draw.maybe(draw.day(), 0.9),
        )
        for place in draw.upto(4)
    )


def engaged(project: Project, draw: Draw) -> None:
    """Contractors, supervisors and subcontractors, before, in and after their time."""
    parties = draw.parties
    for capacity, organisation in [
        *(("contractor", one) for one in draw.some(parties.firms[:3])),
        *(("assessment", one) for one in draw.some(parties.watchers)),
        *(
            ("supervision", one)
            for one in draw.some(
                draw.well(parties.watchers[2:], [*parties.watchers, parties.firms[0]])
            )
        ),
    ]:
        begin = draw.moment()
        engagement = Engagement.objects.create(
            project=project,
            organisation=organisation,
            capacity=capacity,
            purpose="As agreed",
            valid_from=begin,
            valid_to=begin + timedelta(days=draw.one((1, 365, 3000, 3000))),
            is_independent=draw.well(True, draw.chance()),
            appointed_by=project.created_by,
            ended_at=draw.maybe(draw.moment(), 0.2),
        )
        if capacity == "contractor" and draw.chance():
            handed_on(engagement, draw)


def handed_on(main: Engagement, draw: Draw) -> None:
    """Subcontracts in every state, and who works under those that were consented to."""
    others = [one for one in draw.parties.firms if one.pk != main.organisation_id]
    for organisation in draw.some(others)[:3]:
        status = draw.one(("consented", *Subcontract.Status.values))
        is_decided = status in {"consented", "refused"}
        Subcontract.objects.bulk_create(
            [
                Subcontract(
                    project=main.project,
                    main=main,
                    organisation=organisation,
                    part="Data migration",
                    value=draw.maybe(draw.amount(900), 0.8),
                    valid_from=main.valid_from,
                    valid_to=main.valid_to,
                    status=status,
                    proposed_by=draw.parties.people[0],
                    decided_by=draw.parties.leader if is_decided else None,
                    decided_at=draw.moment() if is_decided else None,
                )
            ],
            ignore_conflicts=True,
        )


def decided(project: Project, draw: Draw) -> None:
    """Logged decisions, near the end of the 180 days."""
    far = draw.one((0, 8, 15))
    for _place in range(far):
        code = draw.one(list(DECISION_POINTS))
        moment = draw.moment(AS_OF - timedelta(days=draw.one((3, 179, 180, 181))))
        at(
            moment,
            Decision(
                project=project,
                point=code,
                event="change:approved",
                subject_type="projects.project",
                subject_id=project.pk,
                subject_name="C",
                decided_by=draw.parties.leader,
                organisation=draw.parties.owner,
                holder="G",
                is_as_declared=draw.well(True, draw.chance()),
            ),
        )
