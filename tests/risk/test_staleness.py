"""What is out of date is shown as such, and what entered a score can be proved."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from egov_outsource.accounts.models import User
from projects.models import Project
from risk.actions.recompute_projects import recompute_projects
from risk.catalogue import State
from risk.digests import input_digest
from risk.models import DirtyProject, RiskModel, RiskPoint, RiskResult
from risk.models.dirty import mark_dirty
from risk.tasks import mark_stale
from tests.build.projects import Cast
from tests.build.risk import bare_project, rich_project

pytestmark = pytest.mark.django_db


def compute(*projects: Project) -> None:
    ids = [project.pk for project in projects]
    recompute_projects(ids, actor=User.objects.system(), as_of=timezone.localdate())


def why(project: Project) -> str:
    return RiskResult.objects.get(project=project).stale_because


def test_a_result_names_its_inputs_by_a_digest_that_others_can_compute() -> None:
    one, other = rich_project(), rich_project()
    compute(one, other)
    results = list(RiskResult.objects.select_related("model").order_by("pk"))
    point = RiskPoint.objects.select_related("model").get(project=one)
    for result in (*results, point):
        assert bytes(result.input_digest or b"") == input_digest(result)
        assert result.batch == 2
        assert result.seconds is not None
        assert 0 < result.seconds < 60
    assert len(results[0].digest) == 64
    results[0].states[0] = State.ERROR
    assert bytes(results[0].input_digest or b"") != input_digest(results[0])
    before = results[1].digest
    compute(other)
    assert RiskResult.objects.get(project=other).digest == before


def test_a_result_of_a_day_past_is_stale_until_the_next_one() -> None:
    project = rich_project()
    compute(project)
    assert mark_stale() == 0
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert mark_stale() == mark_stale() == 1
        assert why(project) == "day"
        result = RiskResult.objects.get(project=project)
        assert result.stale_since is not None
        compute(project)
        assert why(project) == ""


def test_a_change_that_nobody_computed_makes_a_result_stale() -> None:
    project, quick = bare_project(), bare_project()
    compute(project, quick)
    mark_dirty([project.pk, quick.pk])
    DirtyProject.objects.filter(pk=project.pk).update(since=timezone.now() - timedelta(hours=2))
    assert mark_stale() == 1
    assert (why(project), why(quick)) == ("change", "")


def test_a_result_of_another_model_or_of_old_facts_is_stale() -> None:
    old, tired = bare_project(), bare_project()
    compute(old, tired)
    model = RiskModel.objects.get(pk=RiskResult.objects.get(project=old).model_id)
    model.pk, model.catalogue_hash = None, "0" * 64
    model.save()
    RiskResult.objects.filter(project=old).update(model=model)
    RiskResult.objects.filter(project=tired).update(states=[State.STALE, State.STALE, State.OK])
    assert mark_stale() == 2
    assert (why(old), why(tired)) == ("model", "facts")


def test_page_panel_and_rest_say_that_a_result_is_out_of_date(cast: Cast, client: Client) -> None:
    project = rich_project(owner=cast.agency)
    compute(project)
    since = timezone.now()
    RiskResult.objects.filter(project=project).update(
        stale_because="change", stale_since=since, seconds=0.25, batch=7
    )
    client.force_login(cast.officer)
    words = "The project changed since, and the change was not computed."
    page = client.get(f"/projects/{project.pk}/risk/").content.decode()
    digest = RiskResult.objects.get(project=project).digest
    assert words in page
    assert digest in page
    assert "Out of date" in client.get(f"/projects/{project.pk}/").content.decode()
    program = APIClient()
    program.force_authenticate(cast.officer)
    told = program.get(f"/api/v1/projects/{project.pk}/risk/").json()
    assert told["stale_because"] == "change"
    assert told["stale_since"]
    assert told["input_digest"] == digest
    assert (told["seconds"], told["batch"]) == (0.25, 7)
