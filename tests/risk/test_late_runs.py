"""A run that is late leaves no trace, and one that is not is kept, whatever it saw."""

import time
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.db import transaction

from audit.log.models import Entry
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotAllowed
from projects.actions.set_risk_levels import set_risk_levels
from projects.events import announce
from projects.models import Project
from risk.actions.recompute_projects import note_bands, recompute_projects
from risk.gather import gather
from risk.models import DirtyProject, RiskAlert, RiskPoint, RiskResult
from risk.outcomes import Outcomes, outcomes
from risk.store import previous_outcomes, store
from tests.build.accounts import government, person
from tests.build.risk import AS_OF, bare_project, rich_project

pytestmark = pytest.mark.django_db
VETOED = 0b10
NOTED_EVENT = "project:risk_band_changed"


def compute(project: Project, day: int = 0) -> RiskResult:
    as_of = AS_OF + timedelta(days=day)
    recompute_projects([project.pk], actor=User.objects.system(), as_of=as_of)
    return RiskResult.objects.select_related("model").get(pk=project.pk)


def found(project: Project) -> Outcomes:
    """What a run of the first day finds now."""
    with transaction.atomic():
        facts = gather([project.pk], AS_OF)
        return outcomes(facts, *previous_outcomes([project.pk], AS_OF))


def changed(project: Project, **facts: object) -> None:
    Project.objects.filter(pk=project.pk).update(**facts)
    with transaction.atomic():
        announce(project.pk)


def traces(project: Project) -> list[object]:
    """Everything that a run writes."""
    project.refresh_from_db()
    return [
        list(RiskResult.objects.filter(pk=project.pk).values_list("as_of", "event_seq", "vetoes")),
        list(RiskPoint.objects.order_by("as_of").values_list("as_of", "event_seq", "vetoes")),
        list(RiskAlert.objects.values_list("kind", "about", "as_of")),
        project.risk_level,
        Entry.objects.count(),
    ]


def test_a_run_that_saw_less_leaves_no_trace() -> None:
    project = rich_project()
    changed(project)
    old = found(project)
    changed(project, budget=9999)
    newer = compute(project)
    for rows in (RiskResult.objects, RiskPoint.objects):
        rows.filter(project=project).update(vetoes=VETOED)
    before = traces(project)
    with transaction.atomic():
        store(old, np.array([newer.event_seq - 1]), AS_OF, newer.model, since=time.monotonic())
    note_bands([project.pk], actor=User.objects.system())
    assert traces(project) == before
    with transaction.atomic():
        store(old, np.array([newer.event_seq]), AS_OF, newer.model, since=time.monotonic())
    assert RiskResult.objects.get(project=project).vetoes != VETOED
    assert RiskPoint.objects.get(project=project).vetoes != VETOED
    assert RiskAlert.objects.filter(kind="cleared").exists()


def test_a_run_of_an_earlier_day_leaves_no_trace_and_no_mark_goes_for_it() -> None:
    project = rich_project()
    compute(project, day=5)
    RiskResult.objects.filter(project=project).update(vetoes=VETOED)
    RiskPoint.objects.filter(project=project).update(vetoes=VETOED)
    changed(project, budget=9999)
    before = traces(project)
    compute(project)
    assert traces(project) == before
    assert DirtyProject.objects.filter(pk=project.pk).exists()
    assert compute(project, day=5).vetoes != VETOED
    assert not DirtyProject.objects.exists()


def test_a_run_after_the_mark_is_gone_still_replaces_what_saw_the_change() -> None:
    project = rich_project()
    changed(project)
    first = compute(project)
    assert first.event_seq > 0
    assert not DirtyProject.objects.exists()
    Project.objects.filter(pk=project.pk).update(budget=9999)
    again = compute(project, day=1)
    assert (again.as_of, again.event_seq) == (AS_OF + timedelta(days=1), first.event_seq)
    assert again.digest != first.digest
    assert RiskPoint.objects.count() == 2


def test_bands_of_many_are_noted_together_with_an_entry_each(
    django_assert_max_num_queries: Any,
) -> None:
    """One statement a project, its entry; all else once for all that are noted together."""
    owner, author = government(), person()
    projects = [bare_project(owner, created_by=author, stage="supervision") for _ in range(8)]
    ids = sorted(project.pk for project in projects)
    band = recomputed_band(ids)
    Project.objects.filter(pk__in=ids[:-1]).update(risk_level=5 - band)
    before = Entry.objects.filter(event=NOTED_EVENT).count()
    with django_assert_max_num_queries(12 + len(ids)):
        note_bands(ids, actor=User.objects.system())
    assert set(Project.objects.filter(pk__in=ids).values_list("risk_level", flat=True)) == {band}
    entries = Entry.objects.filter(event=NOTED_EVENT).order_by("pk")[before:]
    assert [one.project_id for one in entries] == ids[:-1]
    assert {(one.data["old"], one.data["new"]) for one in entries} == {(5 - band, band)}


def test_only_the_platform_notes_bands() -> None:
    project = bare_project()
    with pytest.raises(NotAllowed, match="risk run"):
        set_risk_levels({project.pk: (5, "99.0")}, actor=project.created_by)
    project.refresh_from_db()
    assert project.risk_level == 0


def recomputed_band(ids: list[int]) -> int:
    """The level that a run notes on all of these alike projects."""
    recompute_projects(ids, actor=User.objects.system(), as_of=AS_OF)
    (level,) = set(Project.objects.filter(pk__in=ids).values_list("risk_level", flat=True))
    return int(level)
