"""Recomputing: from a change to a stored result, once, completely, and never backwards."""

import math
import time
from datetime import timedelta

import numpy as np
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden, NotAllowed
from egov_outsource.wall.eyes import as_owner
from projects.events import announce
from projects.models import Project
from risk.actions.recompute_projects import recompute_projects
from risk.actions.request_recompute import request_recompute
from risk.actions.start_run import start_run
from risk.batches import BATCH
from risk.catalogue import State
from risk.gather import gather
from risk.models import DirtyProject, RecomputeRun, RiskPoint, RiskResult
from risk.models.dirty import mark_dirty
from risk.outcomes import outcomes
from risk.scoring import DEFAULT_MODEL
from risk.store import previous_outcomes, store
from risk.tasks import (
    MOST_ATTEMPTS,
    recompute_backlog,
    recompute_chunk,
    recompute_dirty,
    send_chunks,
)
from tests.build.accounts import person
from tests.build.risk import AS_OF, bare_project, rich_project

pytestmark = pytest.mark.django_db


def compute(*projects: Project, day: int = 0) -> int:
    return recompute_projects(
        [project.pk for project in projects],
        actor=User.objects.system(),
        as_of=AS_OF + timedelta(days=day),
    )


def changed(project: Project) -> DirtyProject | None:
    with transaction.atomic():
        announce(project.pk)
    return DirtyProject.objects.filter(pk=project.pk).first()


def test_a_change_is_noted_in_its_own_transaction() -> None:
    project = bare_project()
    first, second = changed(project), changed(project)
    assert first is not None
    assert second is not None
    assert second.seq > first.seq
    assert second.since == first.since


def test_a_change_that_is_rolled_back_is_not_noted() -> None:
    project = bare_project()
    with transaction.atomic():
        announce(project.pk)
        transaction.set_rollback(True)
    assert not DirtyProject.objects.exists()


def test_a_result_keeps_everything_needed_to_show_and_replay_it() -> None:
    project = rich_project()
    assert compute(project) == 1
    result = RiskResult.objects.get(project=project)
    assert result.model.version == DEFAULT_MODEL.version
    assert len(result.inputs) == len(result.states) == len(result.scores) == len(result.codes)
    assert math.isclose(sum(result.contributions), result.aggregate, abs_tol=1e-9)
    assert result.lo <= result.score <= result.hi
    assert 0 < result.coverage < 1
    place = result.codes.index("S-02")
    assert result.states[place] == State.OK
    assert math.isclose(result.inputs[place], 560 / 660, abs_tol=1e-6)


def test_the_band_is_noted_on_the_project_and_recorded_once() -> None:
    project = rich_project()
    compute(project)
    compute(project)
    project.refresh_from_db()
    result = RiskResult.objects.get(project=project)
    assert project.risk_level == result.band + 1 > 0
    entries = Entry.objects.filter(event="project:risk_band_changed", project_id=project.pk)
    assert entries.count() == 1


def test_a_project_with_nothing_due_is_stored_without_a_score() -> None:
    project = bare_project()
    compute(project)
    result = RiskResult.objects.get(project=project)
    assert not result.is_scored
    assert result.band_code == "none"
    project.refresh_from_db()
    assert project.risk_level == 0


def test_computing_twice_changes_nothing() -> None:
    project = rich_project()
    compute(project)
    first = RiskResult.objects.get(project=project)
    compute(project)
    second = RiskResult.objects.get(project=project)
    assert first.scores == pytest.approx(second.scores, abs=0, nan_ok=True)
    assert (first.score, first.band) == (second.score, second.band)
    assert RiskPoint.objects.count() == 1


def test_the_history_has_a_point_for_each_day_on_which_something_changed() -> None:
    project = bare_project(stage="supervision")
    compute(project)
    compute(project, day=1)
    assert list(RiskPoint.objects.values_list("as_of", flat=True)) == [AS_OF]
    Project.objects.filter(pk=project.pk).update(budget=90, reference_cost=100)
    compute(project, day=2)
    assert RiskPoint.objects.count() == 2


def test_a_run_that_saw_less_never_replaces_a_newer_result() -> None:
    project = rich_project()
    changed(project)
    with transaction.atomic():
        facts = gather([project.pk], AS_OF)
        old = outcomes(facts, *previous_outcomes([project.pk], AS_OF))
    Project.objects.filter(pk=project.pk).update(budget=9999)
    changed(project)
    compute(project)
    newer = RiskResult.objects.get(project=project)
    stale = {"stale_because": "change", "stale_since": timezone.now()}
    RiskResult.objects.filter(project=project).update(**stale)
    with transaction.atomic():
        store(old, np.array([newer.event_seq - 1]), AS_OF, newer.model, since=time.monotonic())
    kept = RiskResult.objects.get(project=project)
    assert (kept.digest, kept.seconds) == (newer.digest, newer.seconds)
    assert kept.stale_because == "change"
    point = RiskPoint.objects.get(project=project)
    assert kept.computed_at == newer.computed_at
    assert point.inputs == pytest.approx(newer.inputs, nan_ok=True)


def test_a_run_of_an_earlier_day_never_replaces_a_later_one() -> None:
    project = rich_project()
    compute(project, day=5)
    compute(project)
    assert RiskResult.objects.get(project=project).as_of == AS_OF + timedelta(days=5)


def test_the_mark_goes_with_the_result_that_saw_it() -> None:
    project = bare_project()
    changed(project)
    assert recompute_dirty() == 1
    assert not DirtyProject.objects.exists()
    assert RiskResult.objects.filter(project=project).exists()
    assert recompute_dirty() == 0


def test_a_project_that_is_gone_is_passed_over() -> None:
    assert recompute_projects([10**12], actor=User.objects.system(), as_of=AS_OF) == 0


def test_one_computed_alone_equals_one_computed_among_many() -> None:
    projects = [rich_project(), bare_project(), rich_project()]
    compute(*projects)
    together = RiskResult.objects.get(project=projects[2])
    RiskResult.objects.all().delete()
    RiskPoint.objects.all().delete()
    compute(projects[2])
    alone = RiskResult.objects.get(project=projects[2])
    assert alone.score == together.score
    assert alone.contributions == together.contributions


def test_a_run_over_all_projects_is_worked_off_in_chunks() -> None:
    for _ in range(3):
        bare_project()
    actor = User.objects.system()
    run = start_run(RecomputeRun.Kind.ON_DEMAND, actor=actor, as_of=timezone.localdate())
    assert run.total == 3
    assert Entry.objects.filter(event="risk:run_started").count() == 1
    assert recompute_chunk(run.pk) == 3
    run.refresh_from_db()
    assert run.finished_at
    assert run.done == 3
    assert recompute_chunk(run.pk) == 0
    assert send_chunks(run) == 0


def test_nobody_without_the_right_starts_a_run_or_asks_for_one_project() -> None:
    project, stranger = bare_project(), person()
    with pytest.raises(NotAllowed):
        start_run(RecomputeRun.Kind.ON_DEMAND, actor=stranger, as_of=AS_OF)
    with pytest.raises(Hidden):
        request_recompute(project, actor=stranger)
    assert not DirtyProject.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_projects(
    django_assert_max_num_queries: object,
) -> None:
    projects = [bare_project() for _ in range(20)]
    compute(*projects[:1])
    with django_assert_max_num_queries(80):  # type: ignore[operator]
        compute(*projects)


def test_a_project_that_cannot_be_computed_stops_no_other() -> None:
    projects = [bare_project() for _ in range(5)]
    for project in projects:
        changed(project)
    refuse = "ALTER TABLE risk_riskresult ADD CONSTRAINT ill CHECK (project_id <> %s)"
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(refuse, [projects[2].pk])
    with pytest.raises(IntegrityError):
        recompute_dirty()
    assert list(DirtyProject.objects.values_list("pk", flat=True)) == [projects[2].pk]
    assert RiskResult.objects.count() == 4
    actor = User.objects.system()
    run = start_run(RecomputeRun.Kind.ON_DEMAND, actor=actor, as_of=timezone.localdate())
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(IntegrityError):
            recompute_chunk(run.pk)
    run.refresh_from_db()
    assert run.finished_at
    assert (run.done, run.failed) == (0, 5)
    assert recompute_chunk(run.pk) == 0


def test_more_changes_than_a_batch_are_left_to_the_backlog() -> None:
    first = bare_project()
    changed(first)
    DirtyProject.objects.update(since=timezone.now() - timedelta(hours=1))
    many = Project.objects.bulk_create(
        Project(owner=first.owner, reference=f"B-{n}", title="B", created_by=first.created_by)
        for n in range(BATCH)
    )
    mark_dirty([project.pk for project in many])
    assert recompute_dirty() == BATCH
    assert list(DirtyProject.objects.values_list("pk", flat=True)) == [first.pk]
    assert recompute_backlog() == 1
    assert not DirtyProject.objects.exists()
    assert RiskResult.objects.count() == BATCH + 1
