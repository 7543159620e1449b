"""Subcontractors enter with the consent of government and leave with the contract (INV-2, M5)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource import access
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed
from projects.actions.decide_subcontract import decide_subcontract
from projects.actions.end_engagement import end_engagement
from projects.actions.propose_subcontract import propose_subcontract
from projects.actions.withdraw_subcontract import withdraw_subcontract
from projects.models import Decision, Engagement, Project, ProjectGrant, Subcontract
from projects.rights import Right
from projects.roles import Capacity
from tests.build import ownership as build
from tests.build.projects import Cast


def test_a_proposal_alone_opens_nothing_and_its_proposer_cannot_decide_it(cast: Cast) -> None:
    subcontract = build.proposed_subcontract(cast)
    assert Entry.objects.about(subcontract).get().event == "subcontract:proposed"
    assert not access.may(cast.rival_manager, Right.VIEW, cast.project)
    with pytest.raises(NotAllowed, match="INV-5"):
        decide_subcontract(
            subcontract, actor=cast.project_manager, outcome="consented", reasons="mine"
        )
    with pytest.raises(NotAllowed, match="RIGHT-M5"):
        decide_subcontract(subcontract, actor=cast.officer, outcome="consented", reasons="yes")
    with pytest.raises(Conflict, match="TWICE"):
        build.proposed_subcontract(cast)
    with pytest.raises(Hidden):
        propose_subcontract(
            build.main_engagement(cast),
            actor=cast.rival_manager,
            organisation=cast.rival,
            part="all",
            basis="none",
            valid_from=timezone.now(),
            valid_to=timezone.now() + timedelta(days=1),
        )


def test_consent_exercises_m5_and_gives_a_subcontractor_its_few_rights(cast: Cast) -> None:
    subcontract = build.consented_subcontract(cast)
    decision = Decision.objects.get(project=cast.project, point="M5")
    assert (decision.outcome, decision.holder) == ("consented", "G")
    engagement = Engagement.objects.get(pk=subcontract.engagement_id)
    assert engagement.capacity == Capacity.SUBCONTRACTOR.value
    held = {right for right in Right if access.may(cast.rival_manager, right, cast.project)}
    assert held == {Right.VIEW, Right.VIEW_OWN, Right.RESPOND}
    events = Entry.objects.about(subcontract).order_by("id").values_list("event", flat=True)
    assert list(events) == ["subcontract:proposed", "subcontract:decided"]
    with pytest.raises(Conflict):
        withdraw_subcontract(subcontract, actor=cast.project_manager)
    with pytest.raises(Conflict):
        decide_subcontract(subcontract, actor=cast.leader, outcome="refused", reasons="later")
    end_engagement(engagement, actor=cast.leader, reason="The part is done.")
    assert Decision.objects.filter(project=cast.project, point="M5").count() == 2
    assert not access.may(cast.rival_manager, Right.RESPOND, cast.project)


def test_refused_or_withdrawn_nobody_enters(cast: Cast) -> None:
    refused = decide_subcontract(
        build.proposed_subcontract(cast), actor=cast.leader, outcome="refused", reasons="Too much."
    )
    assert refused.engagement is None
    withdrawn = withdraw_subcontract(build.proposed_subcontract(cast), actor=cast.project_manager)
    assert withdrawn.status == Subcontract.Status.WITHDRAWN
    assert not ProjectGrant.objects.filter(organisation=cast.rival).exists()


def test_a_subcontractor_leaves_with_the_contract_it_stands_under(cast: Cast) -> None:
    build.consented_subcontract(cast)
    main = build.main_engagement(cast)
    assert Project.objects.visible_to(cast.rival_manager).exists()
    end_engagement(main, actor=cast.leader, reason="The contract is ended.")
    assert not access.may(cast.rival_manager, Right.RESPOND, cast.project)
    assert access.may(cast.rival_manager, Right.VIEW_OWN, cast.project)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert not Project.objects.visible_to(cast.rival_manager).exists()


def test_dates_beyond_the_contract_and_dependent_firms_are_refused(cast: Cast) -> None:
    main = build.main_engagement(cast)
    with pytest.raises(Invalid, match="SUBCONTRACT-DATES"):
        build.proposed_subcontract(cast, valid_to=main.valid_to + timedelta(seconds=1))
    with pytest.raises(Invalid, match="SUBCONTRACT-KIND"):
        build.proposed_subcontract(cast, organisation=cast.supervision_firm)
    with pytest.raises(Invalid, match="SUBCONTRACT-KIND"):
        build.proposed_subcontract(cast, organisation=cast.contractor)


STATEMENTS = [
    (
        (
            "INSERT INTO projects_engagement (project_id, organisation_id, capacity, under_id,"
            " purpose, basis, valid_from, valid_to, appointed_by_id, created_at, is_independent,"
            " end_reason) SELECT project_id, {rival}, 'subcontractor', id, 'shell', '', now(),"
            " now() + interval '1 day', appointed_by_id, now(), false, ''"
            " FROM projects_engagement WHERE id = {main}"
        ),
        "INV-2",
    ),
    ("UPDATE projects_subcontract SET valid_to = valid_to + interval '9 years'", "INV-3"),
    (
        (
            "UPDATE projects_subcontract SET status = 'consented', decided_at = now(),"
            " decided_by_id = {engineer}"
        ),
        "INV-5",
    ),
    ("DELETE FROM projects_subcontract", "INV-6"),
]


def test_the_database_knows_no_way_round_consent(cast: Cast) -> None:
    build.proposed_subcontract(cast)
    for statement, rule in STATEMENTS:
        sql = statement.format(
            rival=cast.rival.pk, main=build.main_engagement(cast).pk, engineer=cast.engineer.pk
        )
        with pytest.raises(DatabaseError, match=rule), transaction.atomic():
            connection.cursor().execute(sql)
