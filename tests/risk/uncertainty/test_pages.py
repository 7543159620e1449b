"""The uncertainty of a project as people and programs see it."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from egov_outsource.accounts.models import User
from egov_outsource.jobs.models import Job
from projects.grants import derive_agency_grants
from projects.models import Project
from risk.actions.estimate_uncertainty import estimate_uncertainty
from risk.actions.recompute_projects import recompute_projects
from risk.models import RiskUncertainty
from tests.build.accounts import member
from tests.build.projects import Cast
from tests.build.risk import AS_OF, enrich, rich_project

pytestmark = pytest.mark.django_db


def estimated(*projects: Project) -> None:
    ids, system = [one.pk for one in projects], User.objects.system()
    recompute_projects(ids, actor=system, as_of=AS_OF)
    estimate_uncertainty(ids, actor=system, as_of=AS_OF)


@pytest.fixture
def drawn(cast: Cast) -> Cast:
    enrich(cast.project)
    estimated(cast.project)
    return cast


def page(client: Client, who: User, project: Project, name: str = "risk:uncertainty") -> str:
    client.force_login(who)
    answer = client.get(reverse(name, args=[project.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_in_words_and_plots_how_far_the_score_could_be_another(
    client: Client, drawn: Cast
) -> None:
    text = page(client, drawn.officer, drawn.project)
    for words in (
        "of 100 draws the band is elevated or worse",
        "What makes it uncertain",
        "What it may cost",
        "Published prior [V9]",
        "Draw now",
        str(RiskUncertainty.objects.get().seed),
    ):
        assert words in text, words
    assert "moved on" not in text
    assert "CNY" in text


def test_the_score_page_has_the_range_beside_the_bounds(client: Client, drawn: Cast) -> None:
    assert "90 of 100 draws" in page(client, drawn.officer, drawn.project, "risk:project")


def test_before_the_first_draws_the_page_says_so(client: Client, cast: Cast) -> None:
    assert "Not drawn yet" in page(client, cast.officer, cast.project)


def test_after_other_facts_the_page_says_that_the_draws_are_old(
    client: Client, drawn: Cast
) -> None:
    day = AS_OF.replace(month=6)
    recompute_projects([drawn.project.pk], actor=User.objects.system(), as_of=day)
    assert "moved on" in page(client, drawn.officer, drawn.project)


def test_amounts_are_for_those_who_read_the_reports(client: Client, drawn: Cast) -> None:
    steward = member(drawn.agency, "model_steward")
    derive_agency_grants(drawn.agency)
    for reader in (steward, drawn.assessor):
        text = page(client, reader, drawn.project)
        assert "Of the budget" in text
        assert "CNY" not in text


def test_the_rank_counts_only_projects_that_the_reader_sees(client: Client, drawn: Cast) -> None:
    mine = [rich_project(owner=drawn.project.owner) for _ in range(10)]
    others = [rich_project() for _ in range(2)]
    estimated(*mine, *others)
    assert "Among the 11 projects that you see" in page(client, drawn.officer, drawn.project)
    assert "Among the" not in page(client, drawn.auditor, drawn.project)


def test_finished_projects_that_the_reader_does_not_see_are_only_counted(
    client: Client, drawn: Cast
) -> None:
    seen = rich_project(owner=drawn.project.owner)
    finished = [seen, *(rich_project() for _ in range(20))]
    ids = [one.pk for one in finished]
    Project.objects.filter(pk__in=ids).update(stage="prosecution", status="closed")
    estimated(drawn.project)
    text = page(client, drawn.officer, drawn.project)
    assert "21 finished projects of this platform" in text
    assert seen.title in text
    assert "20 projects that are not listed for you" in text


def test_quantiles_leave_as_csv(client: Client, drawn: Cast) -> None:
    client.force_login(drawn.officer)
    answer = client.get(reverse("risk:export_uncertainty", args=[drawn.project.pk]))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    found = RiskUncertainty.objects.get()
    assert f"P95,{found.quantiles[95]:.4f}" in lines
    assert any(str(found.seed) in line for line in lines)


def test_the_button_leads_to_a_job(client: Client, drawn: Cast) -> None:
    client.force_login(drawn.leader)
    answer = client.post(reverse("risk:request_uncertainty", args=[drawn.project.pk]))
    job = Job.objects.get(kind="risk.draws")
    assert answer.headers["Location"] == job.get_absolute_url()
    assert "Being drawn" in page(client, drawn.officer, drawn.project)


def test_programs_read_and_ask_the_same(drawn: Cast) -> None:
    client = APIClient()
    client.force_authenticate(drawn.officer)
    address = reverse("api-risk-uncertainty", args=[drawn.project.pk])
    body = client.get(address).json()
    assert body["p05"] < body["p50"] < body["p95"]
    assert set(body["bands"]) == {"low", "watch", "elevated", "high", "critical"}
    assert set(body["alone"]) == {"weights", "thresholds", "inputs", "missing"}
    assert len(body["quantiles"]) == 101
    assert body["forecast"]["is_published"]
    assert body["is_stale"] is False
    assert Decimal(str(body["forecast"]["overrun_chance"])) < 1
    client.force_authenticate(drawn.leader)
    assert client.post(address).status_code == 202
    client.force_authenticate(drawn.rival_manager)
    assert client.get(address).status_code == 404
