"""Documents for programs."""

import hashlib

import pytest
from rest_framework.test import APIClient

from audit.evidence.models import Document
from tests.build.evidence import PNG, document, pdf, upload
from tests.build.projects import Cast


def client_of(user: object) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)  # type: ignore[arg-type]
    return client


def test_a_client_hands_in_lists_downloads_and_keeps_the_receipt(cast: Cast) -> None:
    client = client_of(cast.project_manager)
    base = f"/api/v1/projects/{cast.project.pk}/documents/"
    sent = {"file": upload(), "title": "Report", "kind": "progress_report"}
    made = client.post(base, sent, format="multipart")
    assert made.status_code == 201, made.content
    assert made.json()["sha256"] == hashlib.sha256(pdf()).hexdigest()
    assert [row["id"] for row in client.get(base).json()["results"]] == [made.json()["id"]]
    one = f"{base}{made.json()['id']}/"
    assert b"".join(client.get(f"{one}download/").streaming_content) == pdf()
    assert client.get(f"{one}receipt/").json()["sha256"] == made.json()["sha256"]
    newer = {"file": upload(pdf("two")), "replaces": made.json()["id"]}
    assert client.post(base, newer, format="multipart").json()["number"] == 2


def test_refusals_are_problem_details_with_the_field(cast: Cast) -> None:
    client = client_of(cast.officer)
    base = f"/api/v1/projects/{cast.project.pk}/documents/"
    fake = client.post(base, {"file": upload(PNG, "a.pdf")}, format="multipart")
    empty = client.post(base, {"file": upload(b"", "a.pdf")}, format="multipart")
    nothing = client.post(base, {}, format="multipart")
    client.post(base, {"file": upload()}, format="multipart")
    twice = client.post(base, {"file": upload()}, format="multipart")
    answers = [fake, empty, nothing, twice]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 409]
    codes = [answer.json()["code"] for answer in answers]
    assert codes == ["FILE-CONTENT", "FILE-EMPTY", "INVALID", "DOCUMENT-TWICE"]
    assert "file" in fake.json()["errors"]


@pytest.mark.parametrize("who", ["rival_manager", "other_officer", "expired_auditor", "outsider"])
def test_for_strangers_there_is_nothing(cast: Cast, who: str) -> None:
    made = document(cast.project, cast.project_manager)
    client = client_of(getattr(cast, who))
    base = f"/api/v1/projects/{cast.project.pk}/documents/"
    assert client.get(base).status_code == 404
    assert client.get(f"{base}{made.pk}/").status_code == 404
    assert client.get(f"{base}{made.pk}/download/").status_code == 404
    assert client.post(base, {"file": upload()}, format="multipart").status_code == 404


def test_a_document_of_another_party_cannot_be_named(cast: Cast) -> None:
    made = document(cast.project, cast.officer)
    base = f"/api/v1/projects/{cast.project.pk}/documents/"
    sent = {"file": upload(pdf("x")), "replaces": made.pk}
    answer = client_of(cast.project_manager).post(base, sent, format="multipart")
    assert answer.status_code == 422
    assert "replaces" in answer.json()["errors"]
    assert Document.objects.count() == 1
