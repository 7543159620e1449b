"""Prosecution in the browser and by REST."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from projects.prosecution.models import Breach
from tests.build.projects import Cast
from tests.build.prosecution import breach, rating


def test_every_party_reads_the_ledger_as_far_as_it_concerns_it(client: Client, cast: Cast) -> None:
    found = breach(cast)
    own = rating(cast)
    pages = [
        reverse("prosecution:overview", args=[cast.project.pk]),
        reverse("prosecution:obligation", args=[found.obligation_id]),
        reverse("prosecution:breach", args=[found.pk]),
        reverse("prosecution:rating", args=[own.pk]),
    ]
    for who, expected in (
        (cast.officer, 200),
        (cast.leader, 200),
        (cast.project_manager, 200),
        (cast.auditor, 200),
        (cast.rival_manager, 404),
        (cast.other_officer, 404),
        (cast.expired_auditor, 404),
    ):
        client.force_login(who)
        assert [client.get(page).status_code for page in pages] == [expected] * 4, who


def test_the_contractor_answers_and_the_leader_decides(client: Client, cast: Cast) -> None:
    found = breach(cast)
    client.force_login(cast.project_manager)
    version = found.version
    client.post(
        reverse("prosecution:respond", args=[found.pk]),
        {"response": "Disk failure", "expected_version": version},
    )
    again = client.post(
        reverse("prosecution:respond", args=[found.pk]),
        {"response": "Something else", "expected_version": version},
    )
    assert again.status_code == 412
    assert "Something else" in again.content.decode()
    client.force_login(cast.leader)
    client.post(
        reverse("prosecution:decide", args=[found.pk]),
        {"kind": "damages", "amount": "2800", "reasons": "clause 9"},
    )
    assert Breach.objects.get().status == "decided"


def test_the_same_by_rest(cast: Cast) -> None:
    client = APIClient()
    base = f"/api/v1/projects/{cast.project.pk}"
    today = timezone.localdate()
    client.force_authenticate(cast.officer)
    owed = client.post(
        f"{base}/obligations/",
        {"party": cast.contractor.pk, "title": "Report monthly", "due": today.isoformat()},
        format="json",
    )
    assert owed.status_code == 201, owed.data
    opened = client.post(
        f"{base}/obligations/{owed.data['id']}/breaches/",
        {"text": "No report", "discovered_on": today.isoformat()},
        format="json",
    )
    one = f"{base}/breaches/{opened.data['id']}"
    cure = (today + timedelta(days=10)).isoformat()
    client.post(f"{one}/notice/", {"notice": "Report now", "cure_by": cure}, format="json")
    client.force_authenticate(cast.project_manager)
    client.post(f"{one}/response/", {"response": "Attached"}, format="json")
    refused = client.post(f"{one}/remedy/", {"kind": "waiver", "reasons": "x"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "INV-5")
    client.force_authenticate(cast.leader)
    decided = client.post(f"{one}/remedy/", {"kind": "cured", "reasons": "came"}, format="json")
    assert decided.status_code == 201, decided.data
    stranger = client.post(
        f"{base}/obligations/",
        {"party": cast.rival.pk, "title": "x", "due": today.isoformat()},
        format="json",
    )
    assert stranger.status_code in (403, 422)
