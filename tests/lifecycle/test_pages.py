"""Pages of gates, the rail, and gates by REST."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from egov_outsource.accounts.models import User
from projects.lifecycle.models import GateReview, Waiver
from projects.lifecycle.rail import rail
from tests.build.lifecycle import attest_all, passed_g1, ready_for_g1, submitted_g1
from tests.build.planning import complete_plan
from tests.build.projects import Cast


def gate_page(cast: Cast, gate: str = "G1") -> str:
    return reverse("lifecycle:gate", args=[cast.project.pk, gate])


def api(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_the_gate_says_what_is_missing_and_who_can_provide_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    body = client.get(gate_page(cast)).content.decode()
    assert body.count("task-list__item") == 12
    assert "Can be provided by" in body
    refused = client.post(
        reverse("lifecycle:submit", args=[cast.project.pk, "G1"]), {"note": "Typed"}
    )
    assert refused.status_code == 409
    assert "Typed" in refused.content.decode()


def test_gates_are_for_those_who_see_decisions(client: Client, cast: Cast) -> None:
    review = submitted_g1(cast)
    pages = [
        gate_page(cast),
        reverse("lifecycle:overview", args=[cast.project.pk]),
        review.get_absolute_url(),
    ]
    for who, status in (
        ("auditor", 200),
        ("leader", 200),
        ("project_manager", 404),
        ("rival_manager", 404),
        ("outsider", 404),
    ):
        client.force_login(getattr(cast, who))
        for url in pages:
            assert client.get(url).status_code == status, (who, url)
    client.force_login(cast.officer)
    assert client.get(gate_page(cast, "G9")).status_code == 404


def test_a_gate_is_prepared_submitted_and_passed_in_the_browser(client: Client, cast: Cast) -> None:
    complete_plan(cast)
    attest_all(cast, but="reuse")
    at = (cast.project.pk, "G1")
    client.force_login(cast.officer)
    attest = reverse("lifecycle:attest", args=[*at, "reuse"])
    assert client.get(attest).status_code == 200
    client.post(attest, {"holds": "missing", "statement": "Not looked at yet"})
    client.post(reverse("lifecycle:submit", args=at), {"note": "Please"})
    review = GateReview.objects.get()
    assert client.get(reverse("lifecycle:pass", args=[review.pk])).status_code == 403
    client.force_login(cast.leader)
    waive = reverse("lifecycle:waive", args=[*at, "reuse"])
    too_long = timezone.localdate() + timedelta(days=120)
    refused = client.post(waive, {"reason": "Later", "expires_on": too_long})
    assert refused.status_code == 422
    client.post(waive, {"reason": "Later", "expires_on": timezone.localdate() + timedelta(days=30)})
    assert Waiver.objects.count() == 1
    form = client.get(reverse("lifecycle:pass", args=[review.pk]))
    seen = form.context["form"].initial["seen"]
    stale = client.post(reverse("lifecycle:pass", args=[review.pk]), {"seen": "old"})
    assert stale.status_code == 412
    answer = client.post(
        reverse("lifecycle:pass", args=[review.pk]), {"seen": seen, "reasons": "Fine"}, follow=True
    )
    body = answer.content.decode()
    review.refresh_from_db()
    assert review.snapshot_digest in body
    assert "Waived" in body
    assert [stage["state"] for stage in rail(review.project, cast.leader)][:2] == [
        "waived",
        "current",
    ]


def test_a_snapshot_is_read_in_the_reader_s_language(client: Client, cast: Cast) -> None:
    review = passed_g1(cast)
    labels = review.snapshot["checks"][0]["label"]
    User.objects.filter(pk=cast.leader.pk).update(language="zh-hans")
    client.force_login(cast.leader)
    assert labels["zh-hans"] in client.get(review.get_absolute_url()).content.decode()


def test_a_returned_gate_shows_the_reviewer_what_changed(client: Client, cast: Cast) -> None:
    review = submitted_g1(cast)
    client.force_login(cast.leader)
    client.post(reverse("lifecycle:return", args=[review.pk]), {"reasons": "Name the reviewers"})
    client.force_login(cast.officer)
    assert "Name the reviewers" in client.get(gate_page(cast)).content.decode()
    at = (cast.project.pk, "G1")
    client.post(
        reverse("lifecycle:attest", args=[*at, "reviewers"]),
        {"holds": "holds", "statement": "Bao, Li and Wu"},
    )
    client.post(reverse("lifecycle:submit", args=at), {})
    client.force_login(cast.leader)
    second = GateReview.objects.get(round=2)
    assert "Since the last review" in client.get(second.get_absolute_url()).content.decode()


def test_the_rail_tells_everybody_where_the_project_stands(client: Client, cast: Cast) -> None:
    passed_g1(cast)
    for who, linked in (("officer", True), ("project_manager", False)):
        stages = rail(cast.project, getattr(cast, who))
        assert [stage["state"] for stage in stages] == ["passed", "current", "", "", ""]
        assert bool(stages[0]["url"]) is linked
        client.force_login(getattr(cast, who))
        body = client.get(cast.project.get_absolute_url()).content.decode()
        assert "Planning" in body
        assert ("Next gate" in body) is linked


def test_what_waits_at_gates(client: Client, cast: Cast) -> None:
    ready_for_g1(cast)
    client.force_login(cast.officer)
    body = client.get(cast.project.get_absolute_url()).content.decode()
    assert "submit the gate for review" in body
    client.post(reverse("lifecycle:submit", args=[cast.project.pk, "G1"]), {})
    client.force_login(cast.leader)
    assert "Review the gate" in client.get(reverse("projects:my_work")).content.decode()
    review = GateReview.objects.get()
    client.post(reverse("lifecycle:return", args=[review.pk]), {"reasons": "Again"})
    client.force_login(cast.officer)
    assert "Complete and resubmit" in client.get(reverse("projects:my_work")).content.decode()


def test_a_client_takes_a_gate_from_attestation_to_reopening(cast: Cast) -> None:
    complete_plan(cast)
    attest_all(cast, but="reuse")
    base = f"/api/v1/projects/{cast.project.pk}"
    officer, leader = api(cast.officer), api(cast.leader)
    found = officer.get(f"{base}/gates/G1/").json()
    assert (found["met"], len(found["checks"])) == (11, 12)
    early = leader.post(f"{base}/gates/G1/pass/", {}, format="json")
    assert (early.status_code, early.json()["code"]) == (409, "GATE-NOT-SUBMITTED")
    waived = leader.post(
        f"{base}/waivers/",
        {
            "gate": "G1",
            "code": "reuse",
            "reason": "Later",
            "expires_on": str(timezone.localdate() + timedelta(days=30)),
        },
        format="json",
    )
    assert waived.status_code == 201, waived.json()
    hard = leader.post(
        f"{base}/waivers/",
        {"gate": "G1", "code": "drafters", "reason": "x", "expires_on": "2099-01-01"},
        format="json",
    )
    assert hard.json()["code"] == "CHECK-HARD"
    word = officer.post(
        f"{base}/attestations/",
        {"gate": "G1", "code": "drafters", "statement": "Filed"},
        format="json",
    )
    assert word.status_code == 201
    made = officer.post(f"{base}/gates/G1/submit/", {"note": "Ready"}, format="json")
    assert made.status_code == 201, made.json()
    own = officer.post(f"{base}/gates/G1/pass/", {}, format="json")
    assert own.status_code == 403
    seen = leader.get(f"{base}/gates/G1/").json()["seen"]
    passed = leader.post(f"{base}/gates/G1/pass/", {"seen": seen}, format="json")
    assert passed.json()["status"] == "passed"
    assert leader.get(f"/api/v1/projects/{cast.project.pk}/").json()["stage"] == "selection"
    back = leader.post(f"{base}/gates/G1/reopen/", {"reason": "New law"}, format="json")
    assert back.json()["status"] == "reopened"
    assert len(leader.get(f"{base}/gates/").json()) == 5
    assert leader.get(f"{base}/gate-reviews/", {"gate": "G1"}).json()["count"] == 1
    for who in (cast.rival_manager, cast.project_manager, cast.outsider):
        assert api(who).get(f"{base}/gates/").status_code == 404
        answer = api(who).get(f"{base}/gate-reviews/")
        assert answer.status_code == 404 or answer.json()["count"] == 0
