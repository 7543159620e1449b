"""Pages and REST of the register, and the contractor's workspace."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from contractors.models import Affiliation, Contractor, Qualification, Sanction
from tests.build.contractors import debarred, qualified, registered
from tests.build.projects import Cast
from tests.build.selection import bid_of, published_tender, signed_contract

pytestmark = pytest.mark.django_db


def test_the_register_is_searched_narrowed_and_exported(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    registered(cast.contractor)
    debarred(cast.rival, by=cast.leader)
    qualified(cast.contractor, expires_in=20)
    client.force_login(cast.officer)
    address = reverse("contractors:list")
    client.get(address)
    with django_assert_max_num_queries(14):
        text = client.get(address).content.decode()
    assert "Northern Software" in text
    assert "under a sanction" in text
    found = client.get(address, {"sanctioned": "on"}).content.decode()
    assert "Rival Systems" in found
    assert "Northern Software" not in found
    found = client.get(address, {"expiring": "on"}).content.decode()
    assert "Northern Software" in found
    assert "Rival Systems" not in found
    csv = b"".join(client.get(reverse("contractors:export")).streaming_content).decode()
    assert "Rival Systems" in csv


def test_officers_and_leaders_keep_an_entry_by_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    address = reverse("contractors:register")
    assert client.post(address, {"organisation": cast.rival.pk}).status_code == 302
    entry = Contractor.objects.get(organisation=cast.rival)
    facts = {"title": "ISO 27001", "issuer": "Centre", "issued_on": "2025-01-01"}
    address = reverse("contractors:add_qualification", args=[entry.pk])
    assert client.post(address, facts | {"expires_on": "2024-01-01"}).status_code == 422
    assert client.post(address, facts).status_code == 302
    withdraw = reverse("contractors:withdraw_qualification", args=[Qualification.objects.get().pk])
    facts = {"withdrawn_on": "2025-06-01", "reason": "Lapsed."}
    assert client.post(withdraw, facts).status_code == 302
    tie = {"other": cast.contractor.pk, "kind": "control", "source": "Register"}
    address = reverse("contractors:record_affiliation", args=[entry.pk])
    assert client.post(address, tie).status_code == 302
    assert Affiliation.objects.count() == 1
    sanction = {
        "kind": "debarment",
        "authority": "Finance Department",
        "reason": "Forged.",
        "starts_on": "2026-01-01",
    }
    address = reverse("contractors:record_sanction", args=[entry.pk])
    assert client.post(address, sanction).status_code == 403
    client.force_login(cast.leader)
    assert client.post(address, sanction).status_code == 302
    lift = reverse("contractors:lift_sanction", args=[Sanction.objects.get().pk])
    facts = {"lifted_on": "2026-02-01", "reason": "Court."}
    assert client.post(lift, facts).status_code == 403, "SOD-11"
    client.force_login(cast.authority_leader)
    assert client.post(lift, facts).status_code == 302
    text = client.get(reverse("contractors:detail", args=[entry.pk])).content.decode()
    for shown in ("ISO 27001", "withdrawn", "lifted", "Northern Software"):
        assert shown in text


def test_a_contractors_workspace_shows_only_its_own(client: Client, cast: Cast) -> None:
    contract = signed_contract(cast)
    tender = published_tender(cast)
    bid_of(cast, tender, rival=True)
    registered(cast.rival)
    address = reverse("contractors:workspace")
    client.force_login(cast.project_manager)
    text = client.get(address).content.decode()
    assert contract.title in text
    assert "No bid yet." in text
    client.force_login(cast.rival_bidder)
    text = client.get(address).content.decode()
    assert contract.title not in text
    assert tender.title in text
    assert "No bid yet." not in text
    client.force_login(cast.officer)
    assert client.get(address).status_code == 403


def test_a_rivals_entry_does_not_exist_for_a_contractor(client: Client, cast: Cast) -> None:
    theirs, mine = registered(cast.rival), registered(cast.contractor)
    client.force_login(cast.project_manager)
    address = reverse("contractors:detail", args=[theirs.pk])
    assert client.get(address).status_code == 404
    address = reverse("contractors:detail", args=[mine.pk])
    assert client.get(address).status_code == 200
    api = APIClient()
    api.force_authenticate(cast.project_manager)
    listed = api.get("/api/v1/contractors/")
    assert [row["id"] for row in listed.data["results"]] == [mine.pk]
    assert api.get(f"/api/v1/contractors/{theirs.pk}/").status_code == 404


def test_the_register_is_kept_by_rest(cast: Cast) -> None:
    api = APIClient()
    api.force_authenticate(cast.officer)
    made = api.post("/api/v1/contractors/", {"organisation": cast.rival.pk})
    assert made.status_code == 201, made.data
    path = f"/api/v1/contractors/{made.data['id']}"
    facts = {"title": "ISO", "issuer": "Centre", "issued_on": "2025-01-01"}
    one = api.post(f"{path}/qualifications/", facts)
    assert one.status_code == 201
    facts = {"withdrawn_on": "2025-06-01", "reason": "Lapsed."}
    assert api.post(f"/api/v1/qualifications/{one.data['id']}/withdrawal/", facts).data[
        "withdrawn_on"
    ]
    tie = {"other": cast.contractor.pk, "kind": "person", "source": "Register"}
    assert api.post(f"{path}/affiliations/", tie).status_code == 201
    sanction = {
        "kind": "debarment",
        "authority": "Finance",
        "reason": "Forged.",
        "starts_on": timezone.localdate().isoformat(),
    }
    assert api.post(f"{path}/sanctions/", sanction).status_code == 403
    api.force_authenticate(cast.leader)
    made = api.post(f"{path}/sanctions/", sanction)
    assert made.status_code == 201
    assert api.get("/api/v1/contractors/?sanctioned=true").data["count"] == 1
    facts = {"lifted_on": timezone.localdate().isoformat(), "reason": "Court."}
    lift = f"/api/v1/sanctions/{made.data['id']}/lift/"
    assert api.post(lift, facts).json()["code"] == "SOD-11"
    api.force_authenticate(cast.authority_leader)
    assert api.post(lift, facts).status_code == 200
    assert api.get("/api/v1/contractors/?sanctioned=true").data["count"] == 0
