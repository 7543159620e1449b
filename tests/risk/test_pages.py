"""Pages of the risk engine, as different people see them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource.accounts.models import User
from risk.actions.recompute_projects import recompute_projects
from risk.indicators import CATALOGUE
from risk.models import DirtyProject, RecomputeRun
from risk.tasks import recompute_chunk
from tests.build.projects import Cast
from tests.build.risk import AS_OF, enrich

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored(cast: Cast) -> Cast:
    enrich(cast.project)
    compute(cast)
    return cast


def compute(cast: Cast, day: int = 0) -> None:
    as_of = AS_OF.replace(day=AS_OF.day - day)
    recompute_projects([cast.project.pk], actor=User.objects.system(), as_of=as_of)


def page(client: Client, who: User, name: str, *args: object) -> str:
    client.force_login(who)
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_risk_of_a_project_is_shown_with_contributions_and_what_is_missing(
    client: Client, scored: Cast
) -> None:
    text = page(client, scored.officer, "risk:project", scored.project.pk)
    assert "What makes up the score" in text
    assert "Schedule performance" in text
    assert "Recompute now" in text
    assert "Largest single levers" in text
    assert "What the facts say together" in text
    assert "narrows the bounds by at least" in text


def test_the_same_page_speaks_chinese(client: Client, scored: Cast) -> None:
    User.objects.filter(pk=scored.officer.pk).update(language="zh-hans")
    client.force_login(scored.officer)
    answer = client.get(reverse("risk:project", args=[scored.project.pk]))
    assert "进度绩效指数" in answer.content.decode()


def test_the_overview_of_a_project_shows_its_risk(client: Client, scored: Cast) -> None:
    text = page(client, scored.officer, "projects:detail", scored.project.pk)
    assert "Largest contributions" in text


def test_before_the_first_run_and_with_nothing_due_the_page_says_so(
    client: Client, cast: Cast
) -> None:
    assert "Not computed yet" in page(client, cast.officer, "risk:project", cast.project.pk)
    compute(cast)
    assert "Nothing is due yet" in page(client, cast.officer, "risk:project", cast.project.pk)


@pytest.mark.parametrize("who", ["other_officer", "rival_manager", "outsider", "expired_auditor"])
def test_the_risk_of_a_project_that_is_not_theirs_does_not_exist(
    client: Client, scored: Cast, who: str
) -> None:
    client.force_login(scored.people()[who])
    assert client.get(reverse("risk:project", args=[scored.project.pk])).status_code == 404
    assert scored.project.title not in page(client, scored.people()[who], "risk:portfolio")


def test_an_officer_asks_for_recomputation_and_it_is_recorded(client: Client, scored: Cast) -> None:
    client.force_login(scored.leader)
    answer = client.post(reverse("risk:recompute", args=[scored.project.pk]))
    assert answer.status_code == 302
    assert DirtyProject.objects.filter(pk=scored.project.pk).exists()
    assert Entry.objects.filter(event="risk:recompute_requested").count() == 1


def test_a_contractor_cannot_ask_for_recomputation(client: Client, scored: Cast) -> None:
    client.force_login(scored.project_manager)
    answer = client.post(reverse("risk:recompute", args=[scored.project.pk]))
    assert answer.status_code == 403
    assert not Entry.objects.filter(event="risk:recompute_requested").exists()


def test_the_portfolio_shows_the_highest_first(client: Client, scored: Cast) -> None:
    assert scored.project.title in page(client, scored.leader, "risk:portfolio")


def test_every_indicator_has_a_page_with_its_map(client: Client, cast: Cast) -> None:
    text = page(client, cast.officer, "risk:catalogue")
    for indicator in CATALOGUE:
        assert indicator.code in text
        definition = page(client, cast.officer, "risk:indicator", indicator.code)
        assert "From value to score" in definition
    assert client.get(reverse("risk:indicator", args=["Z-99"])).status_code == 404


def test_a_run_over_all_projects_shows_its_progress(
    client: Client, scored: Cast, settings: object
) -> None:
    client.force_login(scored.leader)
    assert "Recompute all now" in page(client, scored.leader, "risk:runs")
    answer = client.post(reverse("risk:runs"))
    run = RecomputeRun.objects.get()
    assert answer.headers["Location"] == reverse("risk:run", args=[run.pk])
    assert "<progress" in page(client, scored.leader, "risk:run", run.pk)
    recompute_chunk(run.pk)
    bar = client.get(
        reverse("risk:run", args=[run.pk]), headers={"hx-request": "true"}
    ).content.decode()
    assert "<html" not in bar
    assert "hx-get" not in bar
    assert "See the result" in bar


def test_a_run_is_hidden_from_others(client: Client, scored: Cast) -> None:
    run = RecomputeRun.objects.create(
        kind="on_demand", as_of=timezone.localdate(), requested_by=scored.leader, total=0
    )
    client.force_login(scored.other_officer)
    assert client.get(reverse("risk:run", args=[run.pk])).status_code == 404


def test_who_may_recompute_nothing_is_told_who_can_help(client: Client, scored: Cast) -> None:
    client.force_login(scored.auditor)
    answer = client.post(reverse("risk:runs"))
    assert answer.status_code == 403
    assert not RecomputeRun.objects.exists()
