"""Risk by REST: the same as on the pages."""

import pytest
from rest_framework.test import APIClient

from audit.log.models import Entry
from egov_outsource.accounts.models import User
from risk.actions.recompute_projects import recompute_projects
from risk.indicators import CATALOGUE
from risk.models import RecomputeRun
from tests.build.projects import Cast
from tests.build.risk import AS_OF, enrich

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored(cast: Cast) -> Cast:
    enrich(cast.project)
    recompute_projects([cast.project.pk], actor=User.objects.system(), as_of=AS_OF)
    return cast


def client_of(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_the_result_of_a_project_can_be_read(scored: Cast) -> None:
    answer = client_of(scored.officer).get(f"/api/v1/projects/{scored.project.pk}/risk/")
    assert answer.status_code == 200
    body = answer.json()
    assert body["lo"] <= body["score"] <= body["hi"]
    assert sum(body["contributions"].values()) == pytest.approx(body["aggregate"], abs=1e-4)
    assert body["states"]["S-02"] == "OK"
    assert {one["code"] for one in body["missing"]} >= {"M-04"}
    assert body["levers"][0]["change"] < 0
    assert body["is_waiting"] in {True, False}


def test_a_project_with_nothing_due_has_null_for_a_score(cast: Cast) -> None:
    recompute_projects([cast.project.pk], actor=User.objects.system(), as_of=AS_OF)
    body = client_of(cast.officer).get(f"/api/v1/projects/{cast.project.pk}/risk/").json()
    assert body["score"] is None
    assert body["band"] == "none"


@pytest.mark.parametrize("who", ["other_officer", "rival_manager", "outsider", "expired_auditor"])
def test_what_is_not_theirs_does_not_exist(scored: Cast, who: str) -> None:
    client = client_of(scored.people()[who])
    for path in ("risk/", "risk/history/"):
        answer = client.get(f"/api/v1/projects/{scored.project.pk}/{path}")
        assert answer.status_code == 404 or answer.json()["count"] == 0
    answer = client.post(f"/api/v1/projects/{scored.project.pk}/risk/recompute/")
    assert answer.status_code == 404


def test_the_history_is_a_list_newest_first(scored: Cast) -> None:
    body = client_of(scored.officer).get(f"/api/v1/projects/{scored.project.pk}/risk/history/")
    assert body.json()["count"] == 1


def test_recomputation_is_accepted_and_recorded(scored: Cast) -> None:
    answer = client_of(scored.leader).post(f"/api/v1/projects/{scored.project.pk}/risk/recompute/")
    assert answer.status_code == 202
    assert Entry.objects.filter(event="risk:recompute_requested").count() == 1


def test_a_run_is_started_and_followed(scored: Cast) -> None:
    client = client_of(scored.leader)
    answer = client.post("/api/v1/risk/runs/")
    assert answer.status_code == 202
    run = RecomputeRun.objects.get()
    body = client.get(f"/api/v1/risk/runs/{run.pk}/").json()
    assert (body["total"], body["done"]) == (1, 0)


def test_nobody_starts_a_run_without_a_right(scored: Cast) -> None:
    answer = client_of(scored.auditor).post("/api/v1/risk/runs/")
    assert answer.status_code == 403
    assert answer.json()["code"] == "RISK-RUN"


def test_the_catalogue_can_be_read(cast: Cast) -> None:
    body = client_of(cast.officer).get("/api/v1/risk/indicators/").json()
    assert len(body) == len(CATALOGUE)
    assert body[0]["is_live"] is True
