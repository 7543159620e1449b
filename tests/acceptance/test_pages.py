"""Acceptance in the browser and by REST, as the parties see it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from egov_outsource.accounts.models import User
from projects.acceptance.models import Submission
from projects.work import tasks_for
from tests.build.acceptance import checked, handed_in, planned
from tests.build.evidence import upload
from tests.build.projects import Cast


def test_the_contractor_hands_in_and_the_leader_accepts(client: Client, cast: Cast) -> None:
    deliverable = planned(cast)
    client.force_login(cast.project_manager)
    page = client.get(reverse("acceptance:overview", args=[cast.project.pk]))
    assert deliverable.title in page.content.decode()
    answer = client.post(reverse("acceptance:submit", args=[deliverable.pk]), {"files": upload()})
    submission = Submission.objects.get()
    assert answer["Location"] == reverse("acceptance:submission", args=[submission.pk])
    checked(cast, submission)
    client.force_login(cast.leader)
    form = client.get(reverse("acceptance:decide", args=[submission.pk])).content.decode()
    assert "A3" in form
    client.post(
        reverse("acceptance:decide", args=[submission.pk]),
        {"outcome": "accepted", "reasons": "meets all criteria"},
    )
    deliverable.refresh_from_db()
    assert deliverable.status == "accepted"


def test_a_refusal_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    submission = handed_in(cast)
    client.force_login(cast.leader)
    answer = client.post(
        reverse("acceptance:decide", args=[submission.pk]),
        {"outcome": "accepted", "reasons": "my long reasons"},
    )
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "my long reasons" in body
    assert "ACCEPTANCE-SEQUENCE" in body


@pytest.mark.parametrize("who", ["rival_manager", "other_leader", "expired_auditor", "outsider"])
def test_strangers_get_404_everywhere(client: Client, cast: Cast, who: str) -> None:
    submission = handed_in(cast)
    client.force_login(cast.people()[who])
    pages = [
        reverse("acceptance:overview", args=[cast.project.pk]),
        reverse("acceptance:deliverable", args=[submission.deliverable_id]),
        reverse("acceptance:submission", args=[submission.pk]),
        reverse("acceptance:submit", args=[submission.deliverable_id]),
        reverse("acceptance:decide", args=[submission.pk]),
    ]
    assert [client.get(page).status_code for page in pages] == [404] * len(pages)
    assert client.post(pages[-1], {"outcome": "accepted", "reasons": "x"}).status_code == 404


def test_the_same_by_rest(cast: Cast) -> None:
    client = APIClient()
    base = f"/api/v1/projects/{cast.project.pk}"
    client.force_authenticate(cast.officer)
    made = client.post(
        f"{base}/deliverables/",
        {"code": "D-7", "title": "Interface", "due": "2030-01-01"},
        format="json",
    )
    assert made.status_code == 201
    deliverable = planned(cast, code="D-8")
    client.force_authenticate(cast.project_manager)
    sent = client.post(f"{base}/deliverables/{deliverable.pk}/submissions/", {"files": [upload()]})
    assert sent.status_code == 201, sent.data
    checked(cast, Submission.objects.get())
    refused = client.post(
        f"{base}/submissions/{sent.data['id']}/decision/",
        {"outcome": "accepted", "reasons": "we like it"},
        format="json",
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "INV-5")
    assert refused["Content-Type"] == "application/problem+json"
    client.force_authenticate(cast.leader)
    decided = client.post(
        f"{base}/submissions/{sent.data['id']}/decision/",
        {"outcome": "accepted", "reasons": "meets all criteria"},
        format="json",
    )
    assert decided.status_code == 201
    client.force_authenticate(cast.rival_manager)
    assert client.get(f"{base}/submissions/{sent.data['id']}/").status_code == 404
    assert client.get(f"{base}/deliverables/").status_code == 404


def test_work_waits_for_the_tester_then_for_a_decider_who_did_not_test(cast: Cast) -> None:
    submission = handed_in(cast)

    def titles(user: User) -> list[str]:
        return [str(task.title) for task in tasks_for(user, cast.project)]

    assert any(title.startswith("Check ") for title in titles(cast.supervisor))
    assert not any(title.startswith("Decide on ") for title in titles(cast.leader))
    checked(cast, submission)
    assert not any(title.startswith("Check ") for title in titles(cast.supervisor))
    assert any(title.startswith("Decide on ") for title in titles(cast.leader))


def test_what_waits_costs_as_many_queries_for_many_submissions(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    handed_in(cast)
    with CaptureQueriesContext(connection) as few:
        tasks_for(cast.supervisor, cast.project)
    for number in range(3):
        handed_in(cast, planned(cast, code=f"D-{number + 2}"), f"text {number}")
    with django_assert_num_queries(len(few)):
        tasks_for(cast.supervisor, cast.project)
