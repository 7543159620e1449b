"""Overrides: another person, reasoned, at most 30 days, beside the computed value (SOD-12)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from audit.log.models import Entry
from egov_outsource.errors import Conflict, Invalid, NotAllowed, NotReady
from projects.grants import derive_for_members
from projects.models import Project
from risk.actions.ask_override import ask_override
from risk.actions.refuse_override import refuse_override
from risk.actions.set_override import set_override
from risk.actions.withdraw_override import withdraw_override
from risk.answers.rates import rates
from risk.models import RiskModel, RiskOverride, RiskResult
from tests.build import accounts, replies
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored(cast: Cast) -> Cast:
    """The project has a computed score."""
    replies.computed(replies.under_way(cast))
    return cast


def until(days: int) -> object:
    return timezone.localdate() + timedelta(days=days)


def entries(event: str) -> int:
    return Entry.objects.filter(event=event).count()


def test_a_leader_without_a_part_sets_it_beside_the_computed_score(scored: Cast) -> None:
    before = RiskResult.objects.get(pk=scored.project.pk)
    override = replies.asked(scored)
    set_override(override, actor=scored.leader, ends_on=until(30), reasons="Agreed.")
    override.refresh_from_db()
    assert override.is_in_force
    assert override.band_code == "elevated"
    assert override.computed == pytest.approx(before.score)
    after = RiskResult.objects.get(pk=scored.project.pk)
    assert (after.score, after.band) == (before.score, before.band)
    assert (entries("risk:override_asked"), entries("risk:override_set")) == (1, 1)


def test_it_ends_by_itself(scored: Cast) -> None:
    override = set_override(
        replies.asked(scored), actor=scored.leader, ends_on=until(5), reasons="x"
    )
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert not RiskOverride.objects.in_force().exists()
        assert override.is_over
        with pytest.raises(NotReady):
            withdraw_override(override, actor=scored.leader, reasons="x")


def test_neither_who_asked_nor_who_answers_for_the_project_sets_it(scored: Cast) -> None:
    """SOD-12."""
    own = replies.asked(scored, by=scored.leader)
    with pytest.raises(NotAllowed) as asked:
        set_override(own, actor=scored.leader, ends_on=until(3), reasons="x")
    Project.objects.filter(pk=scored.project.pk).update(responsible_officer=scored.authority_leader)
    own.project.refresh_from_db()
    with pytest.raises(NotAllowed) as answers:
        set_override(own, actor=scored.authority_leader, ends_on=until(3), reasons="x")
    assert {asked.value.code, answers.value.code} == {"SOD-12"}
    another = accounts.member(scored.agency, "leader")
    derive_for_members(scored.agency)
    assert set_override(own, actor=another, ends_on=until(3), reasons="x").is_in_force


def test_officers_ask_and_do_not_set(scored: Cast) -> None:
    override = replies.asked(scored)
    with pytest.raises(NotAllowed):
        set_override(override, actor=scored.officer, ends_on=until(3), reasons="x")
    with pytest.raises(NotAllowed):
        ask_override(scored.project, actor=scored.supervisor, score=10.0, reasons="x")
    with pytest.raises(Conflict) as twice:
        replies.asked(scored)
    assert twice.value.code == "OVERRIDE-TWICE"


def test_thirty_days_are_the_most_in_the_action_and_in_the_database(scored: Cast) -> None:
    override = replies.asked(scored)
    for days in (-1, 31):
        with pytest.raises(Invalid) as wrong:
            set_override(override, actor=scored.leader, ends_on=until(days), reasons="x")
        assert "ends_on" in wrong.value.fields
    set_override(override, actor=scored.leader, ends_on=until(30), reasons="x")
    rows = RiskOverride.objects.filter(pk=override.pk)
    with pytest.raises(IntegrityError, match="at_most_30_days"), transaction.atomic():
        rows.update(ends_on=until(31))
    with pytest.raises(IntegrityError, match="set_by_another"), transaction.atomic():
        rows.update(decided_by=scored.second_officer)


def test_one_at_a_time(scored: Cast) -> None:
    first = set_override(replies.asked(scored), actor=scored.leader, ends_on=until(5), reasons="x")
    second = replies.asked(scored)
    with pytest.raises(Conflict) as refused:
        set_override(second, actor=scored.leader, ends_on=until(5), reasons="x")
    assert refused.value.code == "OVERRIDE-IN-FORCE"
    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
        RiskOverride.objects.filter(pk=second.pk).update(
            status="set", decided_by=scored.leader, begins_on=until(2), ends_on=until(3)
        )
    withdraw_override(first, actor=scored.leader, reasons="Facts are corrected.")
    assert entries("risk:override_withdrawn") == 1
    set_override(second, actor=scored.leader, ends_on=until(5), reasons="x")


def test_who_asked_takes_it_back_and_leaders_refuse(scored: Cast) -> None:
    override = replies.asked(scored)
    with pytest.raises(NotAllowed):
        withdraw_override(override, actor=scored.officer, reasons="x")
    withdraw_override(override, actor=scored.second_officer, reasons="Mistaken.")
    refused = refuse_override(replies.asked(scored), actor=scored.leader, reasons="No grounds.")
    assert refused.status == RiskOverride.Status.REFUSED
    assert entries("risk:override_refused") == 1
    with pytest.raises(Conflict):
        set_override(refused, actor=scored.leader, ends_on=until(2), reasons="x")


def test_its_band_is_by_the_model_of_the_result_beside_it(scored: Cast) -> None:
    override = set_override(
        replies.asked(scored), actor=scored.leader, ends_on=until(5), reasons="x"
    )
    beside = RiskResult.objects.select_related("model").get(pk=scored.project.pk)
    other = RiskModel.objects.create(
        version="9.0.0",
        catalogue_hash=beside.model.catalogue_hash,
        codes=beside.model.codes,
        parameters=beside.model.parameters | {"band_edges": [5.0, 10.0, 15.0, 20.0]},
    )
    RiskResult.objects.filter(pk=scored.project.pk).update(model=other)
    assert override.score > 20
    assert RiskOverride.objects.get(pk=override.pk).band_code == "critical"


def test_by_rest_two_leaders_do_not_decide_over_each_other(scored: Cast) -> None:
    override = replies.asked(scored)
    client = APIClient()
    client.force_authenticate(scored.leader)
    url = f"/api/v1/projects/{scored.project.pk}/risk/overrides/{override.pk}/setting/"
    facts = {"ends_on": str(until(5)), "reasons": "Agreed."}
    assert client.post(url, facts).status_code == 428
    stale = client.post(url, facts, headers={"If-Match": f'"{override.pk}-7"'})
    assert stale.status_code == 412
    done = client.post(url, facts, headers={"If-Match": f'"{override.pk}-1"'})
    assert (done.status_code, done.data["version"]) == (200, 2)


def test_rates_count_what_each_person_set(scored: Cast) -> None:
    set_override(replies.asked(scored), actor=scored.leader, ends_on=until(5), reasons="x")
    (rate,) = rates(scored.auditor)
    assert (rate.person, rate.count, rate.withdrawn) == (scored.leader.name, 1, 0)
    assert rate.distance > 0
    assert rates(scored.project_manager) == []
