"""Draws as they are stored: once for the same input, the same bits, never over better ones."""

from datetime import date

import numpy as np
import pytest

from audit.log.models import Entry
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden, NotAllowed, NotReady
from egov_outsource.jobs.models import Job
from egov_outsource.jobs.working import carry_out
from projects.models import Project
from risk.actions.estimate_uncertainty import estimate_uncertainty
from risk.actions.recompute_projects import recompute_projects
from risk.actions.request_uncertainty import request_uncertainty
from risk.catalogue import State
from risk.draws.telling import standing
from risk.draws.work import ask_for_all, draw_all
from risk.models import CostForecast, RiskResult, RiskUncertainty
from tests.build.projects import Cast
from tests.build.risk import AS_OF, enrich, rich_project

pytestmark = pytest.mark.django_db


def estimate(*projects: Project, day: date = AS_OF, afresh: bool = False) -> int:
    ids = [project.pk for project in projects]
    return estimate_uncertainty(ids, actor=User.objects.system(), as_of=day, afresh=afresh)


def compute(*projects: Project, day: date = AS_OF) -> None:
    recompute_projects([project.pk for project in projects], actor=User.objects.system(), as_of=day)


@pytest.fixture
def scored(cast: Cast) -> Cast:
    enrich(cast.project)
    compute(cast.project)
    return cast


def test_the_draws_of_a_project_are_stored_and_come_out_again_to_the_bit(scored: Cast) -> None:
    assert estimate(scored.project) == 1
    first = RiskUncertainty.objects.get(pk=scored.project.pk)
    assert first.p05 < first.p50 < first.p95
    assert sum(first.bands) == pytest.approx(1)
    assert len(first.scores()) == first.count == 2_000
    assert np.quantile(first.scores(), 0.5) == pytest.approx(first.p50, abs=0.02)
    assert estimate(scored.project) == 0
    assert estimate(scored.project, afresh=True) == 1
    again = RiskUncertainty.objects.get(pk=scored.project.pk)
    assert bytes(first.draws) == bytes(again.draws)
    for name in ("seed", "digest", "quantiles", "alone", "bands"):
        assert getattr(first, name) == getattr(again, name), name


def test_it_does_not_matter_beside_which_projects_one_is_drawn(scored: Cast) -> None:
    other = rich_project()
    compute(other)
    estimate(scored.project, other)
    together = RiskUncertainty.objects.get(pk=scored.project.pk)
    estimate(other, afresh=True)
    estimate(scored.project, afresh=True)
    alone = RiskUncertainty.objects.get(pk=scored.project.pk)
    assert bytes(together.draws) == bytes(alone.draws)
    second = RiskUncertainty.objects.get(pk=other.pk)
    assert second.seed != alone.seed
    assert bytes(second.draws) != bytes(alone.draws)


def test_draws_are_stale_once_the_result_has_other_inputs(scored: Cast) -> None:
    estimate(scored.project)
    drawn = RiskUncertainty.objects.get(pk=scored.project.pk)
    assert standing(drawn, scored.officer)[1] is False
    compute(scored.project, day=date(2025, 6, 30))
    assert standing(drawn, scored.officer)[1] is True
    assert estimate(scored.project) == 1


def test_what_saw_more_is_not_replaced(scored: Cast) -> None:
    RiskUncertainty.objects.all().delete()
    estimate(scored.project)
    RiskUncertainty.objects.update(event_seq=2**40, p50=RiskUncertainty.objects.get().p05)
    estimate(scored.project, afresh=True)
    assert RiskUncertainty.objects.get().event_seq == 2**40


def test_the_forecast_follows_the_latest_report_and_the_published_prior(scored: Cast) -> None:
    estimate(scored.project)
    found = CostForecast.objects.get(pk=scored.project.pk)
    assert found.earned == pytest.approx(560 / 1620)
    assert found.point == pytest.approx(found.p50) == pytest.approx(660 / 560)
    assert found.p50 < found.p80 < found.p90
    assert found.is_published
    assert found.class_size == 0
    Project.objects.filter(pk=scored.project.pk).update(status="cancelled")
    estimate(scored.project)
    assert not CostForecast.objects.filter(pk=scored.project.pk).exists()


def test_from_twenty_others_on_a_project_is_drawn_and_forecast_against_them(scored: Cast) -> None:
    others = [rich_project(mode="hybrid") for _ in range(20)]
    compute(*others)
    result = RiskResult.objects.select_related("model").get(pk=scored.project.pk)
    result.states[result.codes.index("S-02")] = State.MISSING
    result.save()
    estimate(scored.project)
    drawn = RiskUncertainty.objects.get(pk=scored.project.pk)
    assert "S-02" in drawn.missing
    assert "S-02" in drawn.classed
    ids = [one.pk for one in others]
    Project.objects.filter(pk__in=ids).update(stage="prosecution", status="closed")
    estimate(scored.project)
    found = CostForecast.objects.get(pk=scored.project.pk)
    assert not found.is_published
    assert found.class_size == 20
    assert found.class_mode == "hybrid"
    assert np.isnan(found.exponent)


def test_the_nightly_job_draws_all_and_the_second_time_nothing(scored: Cast) -> None:
    job = ask_for_all(AS_OF)
    assert ask_for_all(AS_OF) == job
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
    assert draw_all(job) == {"drawn": 1}
    assert draw_all(job) == {"drawn": 0}


def test_who_may_recompute_asks_for_draws_and_it_is_recorded(scored: Cast) -> None:
    job = request_uncertainty(scored.project, actor=scored.leader)
    assert job.project == scored.project
    entry = Entry.objects.filter(event="risk:uncertainty_requested").latest("pk")
    assert entry.actor_id == scored.leader.pk
    assert request_uncertainty(scored.project, actor=scored.leader) == job
    with pytest.raises(NotAllowed):
        request_uncertainty(scored.project, actor=scored.project_manager)
    with pytest.raises(Hidden):
        request_uncertainty(scored.project, actor=scored.outsider)


def test_what_has_no_score_is_not_drawn(cast: Cast) -> None:
    with pytest.raises(NotReady):
        request_uncertainty(cast.project, actor=cast.leader)
    assert estimate(cast.project) == 0


def test_a_veto_over_nothing_that_is_due_stops_no_chunk(scored: Cast) -> None:
    RiskResult.objects.filter(pk=scored.project.pk).update(aggregate=float("nan"), score=90)
    other = rich_project()
    compute(other)
    assert estimate(scored.project, other) == 1


def test_the_job_of_one_project_draws_it(scored: Cast) -> None:
    job = request_uncertainty(scored.project, actor=scored.officer)
    assert carry_out(job) == Job.State.DONE
    assert RiskUncertainty.objects.filter(pk=scored.project.pk).exists()


def test_only_the_platform_draws(scored: Cast) -> None:
    with pytest.raises(PermissionError):
        estimate_uncertainty([scored.project.pk], actor=scored.leader, as_of=AS_OF)
