"""Replay: the same model and inputs give the same bits; another model gives the other history."""

from datetime import timedelta

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from egov_outsource.accounts.models import User
from projects.models import Project
from risk.actions.recompute_projects import recompute_projects
from risk.modelling.history import history
from risk.modelling.replay import replayed, series
from risk.modelling.replaying import runs_before
from risk.models import RiskPoint, RiskResult
from risk.scoring import DEFAULT_MODEL, Model
from tests.build.projects import Cast
from tests.build.risk import AS_OF, bare_project, enrich, rich_project
from tests.risk.models.test_in_force import published

pytestmark = pytest.mark.django_db
EXACT = ("aggregate", "guard", "score", "lo", "hi", "coverage", "confidence", "band")


def compute(*projects: Project, day: int = 0) -> None:
    ids = [project.pk for project in projects]
    recompute_projects(ids, actor=User.objects.system(), as_of=AS_OF + timedelta(days=day))


def bits(values: object) -> bytes:
    return np.asarray(values, dtype=np.float64).tobytes()


def test_the_same_model_and_inputs_give_the_same_bits() -> None:
    projects = [rich_project(), bare_project(stage="supervision"), bare_project()]
    compute(*projects)
    Project.objects.filter(pk=projects[0].pk).update(budget=9999)
    compute(*projects, day=5)
    results = list(RiskResult.objects.select_related("model").order_by("pk"))
    bands, scores = runs_before(results)
    found = replayed(results, results[0].model.as_model(), bands_before=bands, scores_before=scores)
    for name in EXACT:
        stored = [getattr(one, name) for one in results]
        assert bits(stored) == bits(getattr(found, name)), name
    for place, one in enumerate(results):
        assert bits(one.contributions) == bits(found.contributions[:, place])
        assert bits(one.dimensions) == bits(found.parts.dimensions[:, place])
    alone = replayed([results[0]], DEFAULT_MODEL, bands_before=bands[:1], scores_before=scores[:1])
    assert bits(alone.score) == bits([results[0].score])


def test_under_its_own_model_a_history_is_as_it_was() -> None:
    project = rich_project()
    for day in range(4):
        Project.objects.filter(pk=project.pk).update(budget=10_000 - 1_000 * day)
        compute(project, day=day)
    points = list(RiskPoint.objects.select_related("model").order_by("as_of"))
    assert len(points) > 1
    for one in history(points, DEFAULT_MODEL):
        assert (one.then, one.band_then) == (one.now, one.band_now)
        assert not one.is_new_model


def test_an_indicator_that_did_not_exist_is_a_gap_and_one_that_went_takes_no_part() -> None:
    project = rich_project()
    compute(project)
    point = RiskPoint.objects.select_related("model").get()
    whole = series([point], DEFAULT_MODEL)
    place = point.codes.index("S-02")
    for name in ("inputs", "states", "ages", "scores", "contributions"):
        getattr(point, name).pop(place)
    point.model.codes = [*point.codes[:place], *point.codes[place + 1 :]]
    without = series([point], DEFAULT_MODEL)
    assert without.coverage[0] < whole.coverage[0]
    point.model.codes[0] = "Z-99"
    assert len(series([point], DEFAULT_MODEL).contributions) == len(without.contributions) - 1


def test_replay_under_another_model_is_another_score() -> None:
    project = rich_project()
    compute(project)
    point = RiskPoint.objects.select_related("model").get()
    assert series([point], Model(project_power=8)).aggregate[0] > point.aggregate


def test_the_history_page_shows_both_and_marks_what_changed(client: Client, cast: Cast) -> None:
    enrich(cast.project)
    compute(cast.project)
    published("1.1.0", AS_OF + timedelta(days=3), project_power=8)
    Project.objects.filter(pk=cast.project.pk).update(budget=9999)
    compute(cast.project, day=3)
    client.force_login(cast.officer)
    text = client.get(reverse("risk:history", args=[cast.project.pk])).content.decode()
    assert "As now (1.1.0)" in text
    assert "model 1.1.0" in text
    answer = client.get(reverse("risk:export_history", args=[cast.project.pk]))
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 1 + RiskPoint.objects.filter(project=cast.project).count()
    assert timezone.localdate()
    client.force_login(cast.other_officer)
    for name in ("risk:history", "risk:export_history"):
        assert client.get(reverse(name, args=[cast.project.pk])).status_code == 404
