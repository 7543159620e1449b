"""Drafting, judging, approving, trying and withdrawing versions of the risk model (SOD-12)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from audit.log.models import Entry
from egov_outsource.accounts.models import Membership, User
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady, Stale
from egov_outsource.jobs.kinds import KINDS
from egov_outsource.jobs.models import Job
from projects.grants import derive_agency_grants
from projects.work import tasks_for
from risk.actions.change_model import change_model
from risk.actions.draft_model import draft_model
from risk.actions.drop_judgement import drop_judgement
from risk.actions.judge_dimensions import judge_dimensions
from risk.actions.publish_model import publish_model
from risk.actions.recompute_projects import recompute_projects
from risk.actions.replay_model import KIND, replay_model
from risk.actions.withdraw_model import withdraw_model
from risk.modelling.comparing import changes_since_published, verdict_of
from risk.models import ModelVersion, ReplayedResult, RiskModel, RiskResult
from tests.build import models as build
from tests.build.accounts import government, member
from tests.build.projects import Cast
from tests.build.risk import AS_OF, enrich
from tests.risk.models.test_ahp import CIRCLE, DESIGN

pytestmark = pytest.mark.django_db


def entries(event: str) -> int:
    return Entry.objects.filter(event=event).count()


def change(draft: ModelVersion, actor: User, **parameters: Any) -> ModelVersion:
    return change_model(
        draft, actor=actor, semver=draft.semver, reasons="Because.", parameters=parameters
    )


def test_a_steward_drafts_from_what_is_in_force(cast: Cast) -> None:
    draft = build.draft(build.steward(cast), "1.1.0")
    base = ModelVersion.objects.get(semver="1.0.0")
    assert draft.base == base
    assert draft.parameters == base.parameters | {"version": "1.1.0"}
    assert [row.values for row in draft.judgements.all()] == [list(DESIGN)]
    assert entries("risk_model:drafted") == 1
    assert ModelVersion.objects.in_force(timezone.localdate()) == base


def test_only_stewards_of_an_authority_above_others_draft(cast: Cast) -> None:
    alone = government("Lonely Bureau")
    for person in (
        cast.officer,
        cast.authority_leader,
        cast.project_manager,
        member(cast.agency, "model_steward"),
        member(alone, "model_steward"),
    ):
        with pytest.raises(NotAllowed) as caught:
            draft_model(cast.authority, actor=person, semver="1.1.0", reasons="x")
        assert caught.value.code == "MODEL-STEWARD"
    assert ModelVersion.objects.count() == 1


@pytest.mark.parametrize("semver", ["1", "1.0", "v1.1.0", "1.0.0", "01.1.0", "1.1.0\n"])
def test_a_number_is_semantic_and_free(cast: Cast, semver: str) -> None:
    with pytest.raises(Invalid) as caught:
        build.draft(build.steward(cast), semver)
    assert "semver" in caught.value.fields


def test_a_draft_is_changed_and_a_stale_form_is_told(cast: Cast) -> None:
    steward = build.steward(cast)
    draft = build.draft(steward)
    changed = change(draft, steward, project_power=3, band_edges=[25, 45, 65, 85])
    assert changed.parameters["project_power"] == 3
    assert changed.as_model().band_edges == (25.0, 45.0, 65.0, 85.0)
    assert entries("risk_model:changed") == 1
    assert [one.name for one in changes_since_published(changed)[1]] == [
        "project_power",
        "band_edges",
    ]
    with pytest.raises(Stale):
        change_model(
            draft,
            actor=steward,
            semver=draft.semver,
            reasons="x",
            parameters={},
            expected_version=1,
        )
    with pytest.raises(Invalid) as caught:
        change(draft, steward, facet_power=99)
    assert "facet_power" in caught.value.fields


def test_weights_follow_from_the_judges(cast: Cast) -> None:
    steward = build.steward(cast)
    draft = build.draft(steward)
    judged = judge_dimensions(draft, actor=steward, judge="Expert", values=[1] * 10)
    assert judged.parameters["dimension_weights"] == list(verdict_of(judged).weights)  # type: ignore[union-attr]
    assert entries("risk_model:judged") == 1
    first = judged.judgements.get(judge="Design of the platform")
    dropped = drop_judgement(judged, actor=steward, judge=first.pk)
    assert dropped.parameters["dimension_weights"] == [0.2] * 5
    assert entries("risk_model:judgement_dropped") == 1
    with pytest.raises(Invalid):
        judge_dimensions(draft, actor=steward, judge="Expert", values=[0] * 10)
    with pytest.raises(Hidden):
        drop_judgement(dropped, actor=steward, judge=first.pk)


def test_a_leader_who_wrote_nothing_publishes_and_it_never_changes(cast: Cast) -> None:
    steward = build.steward(cast)
    draft = change(build.draft(steward, "1.1.0"), steward, project_power=3)
    today = timezone.localdate()
    done = publish_model(draft, actor=cast.authority_leader, valid_from=today)
    assert (done.status, done.approved_by) == ("published", cast.authority_leader)
    assert ModelVersion.objects.in_force(today) == done
    assert RiskModel.objects.get(version="1.1.0").as_model() == done.as_model()
    assert entries("risk_model:published") == 1
    with pytest.raises(Conflict):
        change(done, steward, project_power=4)
    with pytest.raises(Conflict):
        withdraw_model(done, actor=steward)
    with pytest.raises(DatabaseError, match="SOD-12"), transaction.atomic():
        ModelVersion.objects.filter(pk=done.pk).update(valid_from=today + timedelta(days=1))


def test_sod_12_whoever_wrote_in_a_draft_does_not_approve_it(cast: Cast) -> None:
    steward, leader = build.steward(cast), cast.authority_leader
    draft = build.draft(steward)
    member(cast.authority, "model_steward", user=leader)
    change(draft, leader, project_power=3)
    with pytest.raises(NotAllowed) as caught:
        publish_model(draft, actor=leader, valid_from=timezone.localdate())
    assert caught.value.code == "SOD-12"
    rows = ModelVersion.objects.filter(pk=draft.pk)
    now = timezone.now()
    with pytest.raises(DatabaseError, match="SOD-12"), transaction.atomic():
        rows.update(status="published", approved_by=leader, approved_at=now, valid_from=now)
    for person in (steward, cast.leader):
        with pytest.raises((NotAllowed, Hidden)):
            publish_model(draft, actor=person, valid_from=timezone.localdate())


def test_the_number_must_say_how_much_changes(cast: Cast) -> None:
    steward = build.steward(cast)
    draft = change(build.draft(steward, "1.0.1"), steward, project_power=3)
    with pytest.raises(NotReady) as caught:
        publish_model(draft, actor=cast.authority_leader, valid_from=timezone.localdate())
    assert caught.value.code == "MODEL-SEMVER"
    assert "1.1.0" in str(caught.value.helper)


def test_contradictory_judgements_need_a_stated_reason_and_nothing_is_backdated(
    cast: Cast,
) -> None:
    steward, leader, today = build.steward(cast), cast.authority_leader, timezone.localdate()
    draft = build.draft(steward)
    draft = judge_dimensions(draft, actor=steward, judge="Expert", values=CIRCLE)
    draft = drop_judgement(draft, actor=steward, judge=draft.judgements.earliest("pk").pk)
    with pytest.raises(NotReady) as caught:
        publish_model(draft, actor=leader, valid_from=today)
    assert caught.value.code == "MODEL-CR"
    with pytest.raises(Invalid) as late:
        publish_model(draft, actor=leader, valid_from=today - timedelta(days=1))
    assert late.value.code == "MODEL-BACKDATED"
    done = publish_model(draft, actor=leader, valid_from=today, inconsistency_reasons="Disputed.")
    assert done.inconsistency_reasons == "Disputed."


def test_without_any_judge_nothing_is_published(cast: Cast) -> None:
    steward = build.steward(cast)
    draft = build.draft(steward)
    draft = drop_judgement(draft, actor=steward, judge=draft.judgements.get().pk)
    with pytest.raises(NotReady) as caught:
        publish_model(draft, actor=cast.authority_leader, valid_from=timezone.localdate())
    assert caught.value.code == "MODEL-JUDGES"


def test_a_withdrawn_draft_frees_its_number_and_is_hidden_from_others(cast: Cast) -> None:
    steward = build.steward(cast)
    draft = withdraw_model(build.draft(steward, "1.1.0"), actor=steward)
    assert entries("risk_model:withdrawn") == 1
    assert build.draft(steward, "1.1.0").pk != draft.pk
    assert draft in ModelVersion.objects.visible_to(cast.authority_leader)
    for person in (cast.leader, cast.supervisor, cast.project_manager, cast.outsider):
        assert [one.semver for one in ModelVersion.objects.visible_to(person)] == ["1.0.0"]
        with pytest.raises(Hidden):
            withdraw_model(draft, actor=person)


def test_a_draft_is_tried_on_all_projects_and_everybody_sees_their_own(cast: Cast) -> None:
    enrich(cast.project)
    recompute_projects([cast.project.pk], actor=User.objects.system(), as_of=AS_OF)
    steward = build.steward(cast)
    derive_agency_grants(cast.authority)
    draft = change(build.draft(steward), steward, project_power=8, dimension_power=8)
    replay = replay_model(draft, actor=steward)
    official = RiskResult.objects.get(pk=cast.project.pk)
    row = ReplayedResult.objects.get(replay=replay)
    assert (row.score_before, row.band_before) == (official.score, official.band)
    assert row.score > official.score
    assert entries("risk_model:replayed") == 1
    assert row in ReplayedResult.objects.visible_to(steward)
    assert not ReplayedResult.objects.visible_to(cast.other_officer).exists()
    assert replay_model(draft, actor=cast.authority_leader) == replay
    assert ReplayedResult.objects.count() == 1
    with pytest.raises(Hidden):
        replay_model(draft, actor=cast.leader)


def test_sod_12_no_call_writes_a_score(cast: Cast) -> None:
    client = APIClient()
    client.force_authenticate(cast.leader)
    address = f"/api/v1/projects/{cast.project.pk}/risk/"
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(address, {"score": 1}, format="json")
        assert answer.status_code == 405


def test_many_projects_are_tried_by_a_job_which_done_again_changes_nothing(cast: Cast) -> None:
    enrich(cast.project)
    recompute_projects([cast.project.pk], actor=User.objects.system(), as_of=AS_OF)
    steward = build.steward(cast)
    replay = replay_model(change(build.draft(steward), steward, project_power=8), actor=steward)
    at_once = ReplayedResult.objects.values().get()
    ReplayedResult.objects.all().delete()
    parameters = {"replay": replay.pk}
    job = Job.objects.create(kind=KIND, asked_by=steward, parameters=parameters, state="running")
    for _time in range(2):
        assert KINDS[KIND].work(job) == {"projects": 1}
        assert ReplayedResult.objects.values().get() | {"id": 0} == at_once | {"id": 0}
    replay.refresh_from_db()
    assert replay.finished_at is not None


def test_a_draft_waits_for_the_leaders_who_did_not_write_it(cast: Cast) -> None:
    draft = build.draft(build.steward(cast))

    def waits(person: User) -> bool:
        title = f"Version {draft.semver} of the risk model waits for approval"
        return title in [str(task.title) for task in tasks_for(person)]

    assert waits(cast.authority_leader)
    assert not waits(cast.leader)
    assert not waits(cast.officer)
    withdraw_model(draft, actor=draft.drafted_by)
    Membership.objects.create(
        user=cast.authority_leader, organisation=cast.authority, role="model_steward"
    )
    draft = build.draft(cast.authority_leader)
    assert not waits(cast.authority_leader)
