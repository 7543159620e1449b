"""Pages and REST of the register."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from risk.models import RiskEntry
from tests.build import replies, supervision
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db


def test_a_risk_goes_its_way_by_pages(cast: Cast, client: Client) -> None:
    client.force_login(cast.officer)
    address = reverse("risk:add_risk", args=[cast.project.pk])
    form = client.get(address, {"indicator": "S-04"})
    assert form.context["form"].initial["codes"] == ["S-04"]
    soon = (timezone.localdate() + timedelta(days=30)).isoformat()
    typed = {
        "title": "=Delay", "cause": "c", "event": "e", "consequence": "x", "likelihood": "3",
        "impact": "4", "codes": ["S-04"], "owner": cast.security.pk, "review_on": soon,
    }  # fmt: skip
    assert client.post(address, typed | {"owner": ""}).status_code == 422
    made = client.post(address, typed)
    assert made.status_code == 302
    assert "=Delay" in client.get(made["Location"]).content.decode()
    listed = client.get(reverse("risk:register", args=[cast.project.pk]), {"place": "34"})
    assert "=Delay" in listed.content.decode()
    table = b"".join(client.get(reverse("risk:export_all_register"))).decode()
    assert "'=Delay" in table


def test_the_list_of_all_starts_from_what_one_sees(
    cast: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(3):
        replies.entered(cast)
    address = reverse("risk:all_register")
    client.force_login(cast.officer)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert "administrator" in client.get(address).content.decode()
    for person in (cast.project_manager, cast.other_officer):
        client.force_login(person)
        assert "administrator" not in client.get(address).content.decode()


def test_an_unanswered_form_keeps_what_was_typed_when_the_owner_accepts(
    cast: Cast, client: Client
) -> None:
    entry = replies.entered(cast, scenario=replies.scenario(cast, owner=cast.leader))
    client.force_login(cast.leader)
    refused = client.get(reverse("risk:accept_risk", args=[entry.pk]))
    assert refused.status_code == 403
    assert "SOD-1" in refused.content.decode()


def test_a_risk_goes_its_way_by_rest(cast: Cast) -> None:
    api = APIClient()
    api.force_authenticate(cast.officer)
    soon = (timezone.localdate() + timedelta(days=30)).isoformat()
    base = f"/api/v1/projects/{cast.project.pk}/risk/register/"
    body = dict.fromkeys(("title", "cause", "event", "consequence"), "r")
    body |= {"likelihood": 3, "impact": 4, "owner": cast.security.pk, "review_on": soon}
    made = api.post(base, body, format="json")
    assert made.status_code == 201
    address = f"{base}{made.json()['id']}/"
    assert api.patch(address, {"title": "new"}, format="json").status_code == 428
    changed = api.patch(
        address, {"title": "new"}, format="json", headers={"If-Match": made["ETag"]}
    )
    assert (changed.json()["title"], changed.json()["cause"]) == ("new", "r")
    measure = {"text": "m", "owner": cast.officer.pk, "due": soon}
    planned = api.post(f"{address}measures/", measure, format="json").json()
    done = f"/api/v1/projects/{cast.project.pk}/risk/mitigations/{planned['id']}/done/"
    assert api.post(done, {"note": "n"}, format="json").json()["done_on"]
    place = {"likelihood": 1, "impact": 2}
    treated = api.post(f"{address}treatment/", place, format="json").json()
    assert (treated["status"], treated["level"], treated["first_level"]) == (
        "treated", "low", "high",
    )  # fmt: skip
    refused = api.post(f"{address}acceptance/", {"reasons": "r", "until": soon}, format="json")
    assert refused.status_code == 403
    api.force_authenticate(cast.leader)
    accepted = api.post(f"{address}acceptance/", {"reasons": "r", "until": soon}, format="json")
    assert accepted.json()["acceptances"][0]["until"] == soon
    assert RiskEntry.objects.get().status == "accepted"
    assert api.get("/api/v1/risk/register/").json()["count"] == 1


def test_a_linked_finding_is_named_to_who_sees_findings(cast: Cast, client: Client) -> None:
    finding = supervision.issued_finding(cast)
    entry = replies.entered(cast, scenario=replies.scenario(cast, finding=finding))
    for person, sees in ((cast.officer, True), (cast.finance, False)):
        client.force_login(person)
        page = client.get(reverse("risk:entry", args=[entry.pk])).content.decode()
        assert (finding.title in page) is sees
