"""Pages and REST of the right of reply: a contractor sees what is about itself, nothing else."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from projects.grants import derive_agency_grants
from projects.roles import Capacity
from risk.actions.respond_answer import respond_answer
from risk.models import ScoreAnswer, ScoreNotice
from tests.build import accounts, evidence, replies
from tests.build.projects import Cast, engaged

pytestmark = pytest.mark.django_db


def test_the_contractor_reads_its_scores_and_answers(cast: Cast, client: Client) -> None:
    notice = replies.told(cast)
    client.force_login(cast.project_manager)
    pk = cast.project.pk
    page = client.get(reverse("risk:answers", args=[pk])).content.decode()
    assert "S-04" in page
    assert f'href="{reverse("risk:project", args=[pk])}"' not in page
    for name in ("risk:project", "risk:recompute"):
        assert client.get(reverse(name, args=[pk])).status_code in {403, 404}
    address = reverse("risk:answer_score", args=[notice.pk])
    assert client.get(address).status_code == 200
    answer = client.post(address, {"text": "The site was flooded."})
    assert answer.status_code == 302
    assert "The site was flooded." in client.get(answer["Location"]).content.decode()
    table = client.get(reverse("risk:export_answers", args=[pk]))
    assert b"The site was flooded." in b"".join(table)


def test_the_answer_stands_beside_the_score_for_government(cast: Cast, client: Client) -> None:
    replies.answered(cast)
    client.force_login(cast.officer)
    page = client.get(reverse("risk:project", args=[cast.project.pk])).content.decode()
    assert "The site was closed for a month." in page
    assert cast.contractor.name in page


def test_rest_gives_each_side_the_same(cast: Cast) -> None:
    notice = replies.told(cast)
    api = APIClient()
    api.force_authenticate(cast.project_manager)
    scores = f"/api/v1/projects/{cast.project.pk}/risk/scores/"
    listed = api.get(scores).json()["results"]
    assert {row["organisation"] for row in listed} == {cast.contractor.pk}
    said = api.post(f"{scores}{notice.pk}/answers/", {"text": "Flood."}, format="json")
    assert said.status_code == 201
    api.force_authenticate(cast.officer)
    address = f"/api/v1/projects/{cast.project.pk}/risk/answers/{said.json()['id']}/response/"
    body = {"outcome": "accepted", "response": "The due date moves."}
    assert api.post(address, body, format="json").json()["outcome"] == "accepted"
    (row,) = [one for one in api.get(scores).json()["results"] if one["code"] == "S-04"]
    assert row["answers"][0]["response"] == "The due date moves."
    (beside,) = api.get(f"/api/v1/projects/{cast.project.pk}/risk/").json()["answers"]
    assert (beside["code"], beside["text"]) == ("S-04", "Flood.")


def test_files_of_an_answer_are_shown_to_whom_files_are_shown(cast: Cast, client: Client) -> None:
    notice = replies.noticed(cast)
    file = evidence.document(cast.project, cast.project_manager, title="Site diary")
    replies.answered(cast, notice, evidence=[file])
    steward = accounts.member(cast.agency, "model_steward")
    derive_agency_grants(cast.agency)
    api = APIClient()
    for reader, sees in ((cast.officer, True), (steward, False)):
        client.force_login(reader)
        page = client.get(reverse("risk:score_notice", args=[notice.pk])).content.decode()
        assert "closed for a month" in page
        assert ("Site diary" in page) is sees
        api.force_authenticate(reader)
        for resource in ("answers", "scores"):
            (row,) = api.get(f"/api/v1/projects/{cast.project.pk}/risk/{resource}/").json()[
                "results"
            ]
            said = row if resource == "answers" else row["answers"][0]
            assert said["evidence"] == ([file.pk] if sees else [])


def test_a_list_of_scores_costs_the_same_for_many_answers(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    api = APIClient()
    api.force_authenticate(cast.officer)
    address = f"/api/v1/projects/{cast.project.pk}/risk/scores/"
    notice = replies.noticed(cast)
    replies.answered(cast, notice)
    with CaptureQueriesContext(connection) as one:
        assert len(api.get(address).json()["results"][0]["answers"]) == 1
    for _ in range(3):
        replies.answered(cast, notice)
    with django_assert_num_queries(len(one)):
        assert len(api.get(address).json()["results"][0]["answers"]) == 4


def test_another_contractor_sees_nothing_of_it(cast: Cast) -> None:
    replies.answered(cast)
    for person in (cast.rival_manager, cast.rival_bidder, cast.outsider):
        assert not ScoreNotice.objects.visible_to(person).exists()
        assert not ScoreAnswer.objects.visible_to(person).exists()
    assert ScoreNotice.objects.visible_to(cast.engineer).exists()
    assert ScoreNotice.objects.visible_to(cast.auditor).exists()


def test_a_rival_in_the_same_project_sees_nothing_of_it(cast: Cast, client: Client) -> None:
    file = evidence.document(cast.project, cast.project_manager, title="Site diary")
    said = replies.answered(cast, replies.noticed(cast), evidence=[file])
    respond_answer(said, actor=cast.officer, outcome="rejected", response="No flood is known.")
    engaged(cast.project, cast.rival, Capacity.CONTRACTOR, by=cast.leader)
    client.force_login(cast.rival_manager)
    api = APIClient()
    api.force_authenticate(cast.rival_manager)
    place = [cast.project.pk]
    texts = [client.get(reverse("risk:answers", args=place)).content]
    texts.append(b"".join(client.get(reverse("risk:export_answers", args=place))))
    for name in ("risk:score_notice", "risk:answer_score"):
        assert client.get(reverse(name, args=[said.notice_id])).status_code == 404
    bare = f"/api/v1/projects/{cast.project.pk}/risk"
    for listed, key in (("scores", said.notice_id), ("answers", said.pk)):
        assert api.get(f"{bare}/{listed}/").json()["results"] == []
        assert api.get(f"{bare}/{listed}/{key}/").status_code == 404
    sent = api.post(f"{bare}/scores/{said.notice_id}/answers/", {"text": "x"}, format="json")
    assert sent.status_code == 404
    hidden = (said.text, "No flood is known.", "Site diary", "S-04")
    assert [one for one in hidden for text in texts if one.encode() in text] == []
    assert not ScoreNotice.objects.visible_to(cast.rival_manager).exists()
    assert not ScoreAnswer.objects.visible_to(cast.rival_manager).exists()
