"""Ownership and access as pages and by REST: proposed, waiting for another, decided."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from projects.models import EmergencyAccess, GrantReport, OwnershipTransfer, Project, Subcontract
from projects.work import tasks_for
from tests.build import ownership as build
from tests.build.projects import Cast


def post(client: Client, who: Any, name: str, pk: int, **facts: Any) -> int:
    """Somebody sends a form."""
    client.force_login(who)
    return client.post(reverse(f"ownership:{name}", args=[pk]), facts).status_code


def test_three_matters_go_from_proposal_to_decision_by_pages(cast: Cast, client: Client) -> None:
    pk, now = cast.project.pk, timezone.localtime()
    person = build.administrator(cast)
    dates = {
        "valid_from": now.strftime("%Y-%m-%d %H:%M"),
        "valid_to": (now + timedelta(days=9)).strftime("%Y-%m-%d %H:%M"),
    }
    part = {"organisation": cast.rival.pk, "part": "Migration", "basis": "§ 8", **dates}
    order = {"taker": cast.other_agency.pk, "basis": "Order 12", "reasons": "Moved"}
    need = {"person": person.pk, "reason": "The portal is down", "hours": 2}
    assert post(client, cast.project_manager, "propose_subcontract", pk, **part) == 302
    assert post(client, cast.leader, "propose_transfer", pk, **order) == 302
    assert post(client, cast.officer, "request_emergency", pk, **need) == 302
    assert post(client, cast.officer, "request_emergency", pk, **need | {"hours": 9}) == 422
    subcontract, transfer = Subcontract.objects.get(), OwnershipTransfer.objects.get()
    emergency = EmergencyAccess.objects.get()
    waiting = {
        cast.leader: {f"/subcontracts/{subcontract.pk}/", f"/emergencies/{emergency.pk}/"},
        cast.security: {f"/emergencies/{emergency.pk}/"},
        cast.authority_leader: {f"/transfers/{transfer.pk}/", f"/emergencies/{emergency.pk}/"},
        cast.officer: set(),
    }
    for user, addresses in waiting.items():
        urls = {task.url.removesuffix("decide/") for task in tasks_for(user, cast.project)}
        kinds = ("/subcontracts/", "/transfers/", "/emergencies/")
        assert {url for url in urls if url.startswith(kinds)} == addresses
    yes = {"reasons": "Yes."}
    confirm = {"outcome": "confirmed", **yes}
    assert post(client, cast.security, "decide_emergency", emergency.pk, **confirm) == 302
    client.force_login(person)
    page = client.get(cast.project.get_absolute_url())
    assert b"Emergency access is open" in page.content
    assert b"The portal is down" in client.get(reverse("ownership:overview", args=[pk])).content
    assert post(
        client, cast.leader, "decide_subcontract", subcontract.pk, outcome="consented", **yes
    )
    subcontract.refresh_from_db()
    assert subcontract.engagement is not None
    client.force_login(cast.rival_manager)
    seen = client.get(reverse("ownership:overview", args=[pk])).content
    assert b"Migration" in seen
    assert b"The portal is down" not in seen
    leader = cast.authority_leader
    assert post(client, leader, "decide_transfer", transfer.pk, outcome="approved", **yes) == 302
    assert Project.objects.get().owner_id == cast.other_agency.pk
    client.force_login(cast.leader)
    assert client.get(reverse("ownership:overview", args=[pk])).status_code == 404


def test_the_same_by_rest(cast: Cast) -> None:
    client, base = APIClient(), f"/api/v1/projects/{cast.project.pk}"
    client.force_authenticate(cast.leader)
    order = {"taker": cast.other_agency.pk, "basis": "Order 12", "reasons": "Moved"}
    made = client.post(f"{base}/transfers/", order, format="json")
    assert made.status_code == 201
    address = f"{base}/transfers/{made.data['id']}"
    verdict = {"outcome": "refused", "reasons": "No."}
    answer = client.post(f"{address}/decision/", verdict, format="json")
    assert (answer.status_code, answer.data["code"]) == (403, "RIGHT-DECIDE_TRANSFER")
    client.force_authenticate(cast.authority_leader)
    assert client.post(f"{address}/decision/", verdict, format="json").data["status"] == "refused"
    client.force_authenticate(cast.officer)
    need = {"person": cast.second_officer.pk, "reason": "Down", "hours": 1}
    asked = client.post(f"{base}/emergencies/", need, format="json")
    assert asked.data["status"] == "requested"
    ended = client.post(f"{base}/emergencies/{asked.data['id']}/end/")
    assert ended.data["status"] == "withdrawn"


def test_differences_are_for_those_who_answer_for_the_agency(cast: Cast, client: Client) -> None:
    line = {
        "what": "revoked",
        "person": cast.engineer.pk,
        "right": "submit",
        "container": cast.project.pk,
        "basis": "shell",
    }
    GrantReport.objects.create(agency=cast.agency, granted=0, revoked=1, changed=0, lines=[line])
    address = reverse("ownership:grant_reports")
    for user, shown in ((build.administrator(cast), True), (cast.other_leader, False)):
        client.force_login(user)
        assert (cast.engineer.name.encode() in client.get(address).content) is shown
    client.force_login(cast.project_manager)
    assert client.get(address).status_code == 404
