"""Pages and REST of audit work."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from audit.reviews.models import AuditFinding, Review
from projects.work import tasks_for
from tests.build import reviews as build
from tests.build.evidence import document
from tests.build.projects import Cast


def test_an_auditor_walks_an_audit_in_the_browser(client: Client, cast: Cast) -> None:
    client.force_login(cast.auditor)
    evidence = document(cast.project, cast.auditor, "sample")
    sent = {
        "title": "Contract audit",
        "plan": "Look at payments",
        "scope": "Payments",
        "criteria": "The contract",
    }
    page = client.post(reverse("reviews:open", args=[cast.project.pk]), sent, follow=True)
    assert "The audit is announced." in page.content.decode()
    review = Review.objects.get()
    facts = build.contents(cast, addressee=cast.agency.pk, evidence=[evidence.pk])
    facts["category"] = "payment"
    draft = reverse("reviews:draft", args=[review.pk])
    wrong = client.post(draft, facts | {"due": "2020-01-01"})
    assert wrong.status_code == 422
    assert "Two payments were made before." in wrong.content.decode()
    page = client.post(draft, facts, follow=True)
    assert "This is a draft" in page.content.decode()
    finding = AuditFinding.objects.get()
    change = reverse("reviews:change", args=[finding.pk])
    assert "No three-way match." in client.get(change).content.decode()
    client.post(change, facts | {"cause": "Haste", "expected_version": finding.version})
    stale = client.post(change, facts | {"cause": "Late", "expected_version": finding.version})
    assert stale.status_code == 412
    finding.refresh_from_db()
    assert finding.cause == "Haste"
    client.post(reverse("reviews:issue", args=[finding.pk]), {"expected_version": finding.version})
    client.force_login(cast.officer)
    page = client.get(finding.get_absolute_url()).content.decode()
    assert "Answer" in page
    finding.refresh_from_db()
    sent = build.answer(expected_version=finding.version)
    client.post(reverse("reviews:respond", args=[finding.pk]), sent)
    finding.refresh_from_db()
    sent = {"done": "Matched.", "done_on": timezone.localdate()}
    sent["expected_version"] = finding.version
    client.post(reverse("reviews:eliminate", args=[finding.pk]), sent)
    client.force_login(cast.auditor)
    finding.refresh_from_db()
    sent = {
        "resolution": "Seen.",
        "outcome": "resolved",
        "expected_version": finding.version,
    }
    client.post(reverse("reviews:resolve", args=[finding.pk]), sent)
    review.refresh_from_db()
    sent = {"conclusion": "Adequate.", "expected_version": review.version}
    page = client.post(reverse("reviews:close", args=[review.pk]), sent, follow=True)
    assert "Adequate." in page.content.decode()


def test_the_audited_are_refused_with_the_rule(client: Client, cast: Cast) -> None:
    finding = build.answered(cast)
    client.force_login(cast.officer)
    url = reverse("reviews:resolve", args=[finding.pk])
    assert client.get(url).status_code == 403
    sent = {"resolution": "x", "outcome": "resolved", "expected_version": finding.version}
    answer = client.post(url, sent)
    assert answer.status_code == 403
    assert "RIGHT-AUDIT" in answer.content.decode()


@pytest.mark.parametrize(
    "who", ["rival_manager", "other_officer", "expired_auditor", "outsider", "project_manager"]
)
def test_for_strangers_nothing_exists(client: Client, cast: Cast, who: str) -> None:
    finding = build.issued(cast)
    client.force_login(getattr(cast, who))
    for name in ("finding", "respond", "resolve", "change"):
        assert client.get(reverse(f"reviews:{name}", args=[finding.pk])).status_code == 404
    assert client.get(reverse("reviews:detail", args=[finding.review_id])).status_code == 404


def test_a_contractor_reads_and_answers_only_what_is_addressed_to_it(
    client: Client, cast: Cast
) -> None:
    review = build.review(cast)
    mine = build.issued(cast, review, addressee=cast.contractor, title="Yours")
    build.issued(cast, review, title="Not yours")
    client.force_login(cast.project_manager)
    page = client.get(reverse("reviews:project", args=[cast.project.pk])).content.decode()
    assert "Yours" in page
    assert "Not yours" not in page
    page = client.get(mine.get_absolute_url()).content.decode()
    assert "1 document that you do not see" in page
    assert reverse("reviews:respond", args=[mine.pk]) in page


def test_the_workspace_shows_engagements_findings_and_documents(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    review = build.review(cast)
    for number in range(4):
        build.issued(cast, review, title=f"Finding number {number}")
    build.draft(cast, review, title="Still a draft")
    client.force_login(cast.auditor)
    with django_assert_max_num_queries(40):
        page = client.get(reverse("reviews:workspace")).content.decode()
    assert "364" in page
    assert "Finding number 3" in page
    assert "Still a draft" in page
    assert "Latest documents" in page
    page = client.get(reverse("reviews:workspace"), {"status": "draft"}).content.decode()
    assert "Finding number 3" not in page
    client.force_login(cast.officer)
    assert "Still a draft" not in client.get(reverse("reviews:workspace")).content.decode()


def test_work_waits_for_those_who_can_do_it(cast: Cast) -> None:
    review = build.review(cast)
    build.issued(cast, review, title="For the agency")
    build.issued(cast, review, title="For the firm", addressee=cast.contractor)
    build.answered(cast, review, title="Answered")

    def titles(user: object) -> str:
        return " | ".join(str(task.title) for task in tasks_for(user, cast.project))  # type: ignore[arg-type]

    assert "Answer the audit finding A-1 For the agency" in titles(cast.officer)
    assert "For the firm" not in titles(cast.officer)
    assert "Answer the audit finding A-2 For the firm" in titles(cast.project_manager)
    assert "For the agency" not in titles(cast.project_manager)
    build.reported(cast, review, title="Reported")
    assert "Report the elimination of A-3 Answered" in titles(cast.officer)
    assert "A-3" not in titles(cast.auditor)
    assert "Judge the elimination report of A-4 Reported" in titles(cast.auditor)
    assert "Carry out and close the audit" in titles(cast.auditor)
    assert "audit" not in titles(cast.leader)


def test_a_client_walks_an_audit_by_rest(cast: Cast) -> None:
    auditor, officer = APIClient(), APIClient()
    auditor.force_authenticate(cast.auditor)
    officer.force_authenticate(cast.officer)
    evidence = document(cast.project, cast.auditor, "sample")
    base = f"/api/v1/projects/{cast.project.pk}"
    made = auditor.post(f"{base}/reviews/", {"title": "Audit", "plan": "Look"})
    assert made.status_code == 201, made.content
    review = f"{base}/reviews/{made.json()['id']}/"
    facts = build.contents(cast, addressee=cast.agency.pk, evidence=[evidence.pk])
    drafted = auditor.post(f"{review}findings/", facts, format="json")
    assert drafted.status_code == 201, drafted.content
    one = f"{base}/audit-findings/{drafted.json()['id']}/"
    assert officer.get(one).status_code == 404

    def step(client: APIClient, verb: str, **body: str) -> int:
        tag = auditor.get(one)["ETag"]
        return client.post(f"{one}{verb}/", body, format="json", HTTP_IF_MATCH=tag).status_code

    assert auditor.post(f"{one}issue/").status_code == 428
    tag = auditor.get(one)["ETag"]
    changed = auditor.patch(one, {"cause": "Haste"}, format="json", HTTP_IF_MATCH=tag)
    assert changed.json()["cause"] == "Haste"
    stale = auditor.patch(one, {"cause": "Late"}, format="json", HTTP_IF_MATCH=tag)
    assert stale.status_code == 412
    assert step(auditor, "issue") == 200
    answer = build.answer(measure_due="2030-01-01")
    assert step(officer, "respond", **answer) == 200
    assert step(auditor, "return", reason="When?") == 200
    assert step(officer, "respond", **answer) == 200
    assert step(officer, "eliminate", done="Matched.", done_on="2024-01-01") == 200
    assert step(officer, "resolve", resolution="Done") == 403
    assert step(auditor, "resolve", resolution="Done") == 200
    assert officer.get(one).json()["evidence"] == [evidence.pk]
    tag = auditor.get(review)["ETag"]
    closed = auditor.post(f"{review}close/", {"conclusion": "Good"}, HTTP_IF_MATCH=tag)
    assert closed.json()["status"] == "closed"
