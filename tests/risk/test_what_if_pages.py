"""What if on the page and by REST: for whoever sees the risk, and stored nowhere."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from audit.log.models import Entry
from egov_outsource.accounts.models import User
from projects.models import Project
from risk.actions.recompute_projects import recompute_projects
from risk.models import RiskModel, RiskPoint, RiskResult
from tests.build.projects import Cast
from tests.build.risk import AS_OF, enrich

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored(cast: Cast) -> Cast:
    enrich(cast.project)
    compute(cast)
    return cast


def compute(cast: Cast, day: int = 27) -> None:
    as_of = AS_OF.replace(day=day)
    recompute_projects([cast.project.pk], actor=User.objects.system(), as_of=as_of)


def get(client: Client, cast: Cast, query: str = "", **more: Any) -> Any:
    client.force_login(cast.officer)
    return client.get(f"{reverse('risk:what_if', args=[cast.project.pk])}?{query}", **more)


def test_a_scenario_is_shared_by_its_address_and_stored_nowhere(
    client: Client, scored: Cast
) -> None:
    before = list(RiskResult.objects.values_list("score", "computed_at"))
    entries = Entry.objects.count()
    answer = get(client, scored, "x.S-01=0.95&x.S-02=&s.S-05=missing&v.V-DATA=open&stage=")
    text = answer.content.decode()
    assert "The score as supposed" in text
    address = answer["HX-Replace-Url"]
    asked = parse_qs(urlsplit(address).query)
    assert set(asked) == {"x.S-01", "s.S-05", "v.V-DATA", "on", "of"}
    client.force_login(scored.leader)
    again = client.get(address).content.decode()
    assert "90.0" in again
    assert "The official score has changed since" not in again
    assert list(RiskResult.objects.values_list("score", "computed_at")) == before
    assert RiskPoint.objects.count() == 1
    assert Entry.objects.count() == entries


def test_neither_page_nor_part_nor_client_writes_anything(client: Client, scored: Cast) -> None:
    supposed = "x.S-01=0.5&v.V-DATA=open&stage=acceptance"
    body = {"values": {"S-01": 0.5}, "open_vetoes": ["V-DATA"], "stage": "acceptance"}
    get(client, scored)  # signing in writes
    address = f"{reverse('risk:what_if', args=[scored.project.pk])}?{supposed}"
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
        assert client.get(address, headers={"HX-Request": "true"}).status_code == 200
        assert post(scored, scored.officer, body).json()["supposed"]["score"] >= 90
    verbs = {query["sql"].split(maxsplit=1)[0].upper() for query in asked.captured_queries}
    assert "SELECT" in verbs
    assert not verbs & {"INSERT", "UPDATE", "DELETE", "WITH", "COPY", "CREATE"}


def test_a_link_keeps_its_facts_and_says_that_the_score_has_changed_since(
    client: Client, scored: Cast
) -> None:
    address = get(client, scored, "x.S-01=0.95")["HX-Replace-Url"]
    then = get(client, scored, urlsplit(address).query).context["comparison"]
    Project.objects.filter(pk=scored.project.pk).update(budget=90, reference_cost=100)
    compute(scored, day=28)
    later = get(client, scored, urlsplit(address).query)
    assert "The official score has changed since" in later.content.decode()
    assert later.context["comparison"].supposed == then.supposed
    fresh = client.get(later.context["fresh_address"])
    assert not fresh.context["basis"].is_past
    assert fresh.context["comparison"].supposed != then.supposed


def test_a_link_about_an_indicator_that_is_gone_says_so(client: Client, scored: Cast) -> None:
    result = RiskResult.objects.select_related("model").get(project=scored.project)
    codes = ["Z-99" if code == "S-01" else code for code in result.model.codes]
    model = RiskModel.objects.create(
        version="9.9.9", catalogue_hash="0" * 64, codes=codes, parameters=result.model.parameters
    )
    RiskResult.objects.filter(pk=result.pk).update(model=model)
    assert get(client, scored, "x.S-02=0.95").status_code == 200
    assert get(client, scored, "x.S-01=0.95").status_code == 422
    assert get(client, scored, "x.Z-99=0.95").status_code == 422


def test_facts_that_are_no_longer_stored_are_said_to_be_lost(client: Client, scored: Cast) -> None:
    answer = get(client, scored, "x.S-01=0.95&on=2020-01-01&of=0123456789abcdef")
    assert "no longer stored" in answer.content.decode()


def test_what_cannot_be_read_is_answered_at_its_field_with_everything_kept(
    client: Client, scored: Cast
) -> None:
    answer = get(client, scored, "x.S-01=soon&x.S-02=0.9&drop=table")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a number" in text
    assert 'value="soon"' in text
    assert 'value="0.9"' in text
    assert "<code>drop</code>" in text
    assert get(client, scored, "x.S-01=" + "1" * 7000).status_code == 422


def test_the_form_asks_only_for_the_difference(client: Client, scored: Cast) -> None:
    part = get(client, scored, "x.S-01=1", headers={"HX-Request": "true"}).content.decode()
    assert "What changes" in part
    assert "<html" not in part


def test_who_does_not_see_the_risk_supposes_nothing(client: Client, scored: Cast) -> None:
    address = reverse("risk:what_if", args=[scored.project.pk])
    for who in ("project_manager", "other_officer", "outsider"):
        client.force_login(scored.people()[who])
        assert client.get(address).status_code == 404
    client.force_login(scored.supervisor)
    assert client.get(address).status_code == 200


def test_before_the_first_score_there_is_nothing_to_suppose(client: Client, cast: Cast) -> None:
    assert "Nothing to suppose yet" in get(client, cast).content.decode()


def post(cast: Cast, who: User, body: dict[str, Any]) -> Any:
    caller = APIClient()
    caller.force_authenticate(who)
    address = reverse("api-risk-what-if", args=[cast.project.pk])
    return caller.post(address, body, format="json")


def test_a_client_gets_point_bounds_and_deltas(scored: Cast) -> None:
    body = {"values": {"S-01": 1.0}, "missing": ["S-05"], "open_vetoes": ["V-CHG"]}
    found = post(scored, scored.officer, body)
    assert found.status_code == 200
    answer = found.json()
    official = RiskResult.objects.get(project=scored.project)
    assert answer["now"]["score"] == pytest.approx(official.score)
    assert {"S-01", "S-05"} <= {one["code"] for one in answer["deltas"]}
    parts = sum(one["change"] for one in answer["deltas"])
    parts += answer["others_change"] + answer["guard_change"] + answer["veto_change"]
    assert parts == pytest.approx(answer["change"])
    assert "x.S-01=1" in answer["address"]
    assert answer["is_past"] is False


def test_a_client_is_told_what_is_wrong(cast: Cast) -> None:
    assert post(cast, cast.officer, {}).status_code == 409
    enrich(cast.project)
    compute(cast)
    wrong = post(cast, cast.officer, {"values": {"Z-99": 1}, "open_vetoes": ["V-NO"]})
    assert wrong.status_code == 422
    assert set(wrong.json()["errors"]) == {"x.Z-99", "v.V-NO"}
    assert post(cast, cast.officer, {"stage": "dreaming"}).status_code == 422
    assert post(cast, cast.outsider, {}).status_code == 404
