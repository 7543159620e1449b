"""The trail of a project, as different people read it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from audit.log.models import Entry
from egov_outsource.errors import NotAllowed
from projects.actions.change_project import change_project
from tests.build.evidence import document
from tests.build.projects import Cast


def refuse(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        change_project(cast.project, actor=getattr(cast, who), particulars={"title": "Mine"})


def test_the_trail_tells_who_did_what_and_what_changed(client: Client, cast: Cast) -> None:
    change_project(cast.project, actor=cast.officer, particulars={"title": "New portal"})
    document(cast.project, cast.project_manager, title="Delivery note")
    client.force_login(cast.auditor)
    page = client.get(reverse("audit:trail", args=[cast.project.pk])).content.decode()
    assert "handed in the document Delivery note" in page
    assert "<ins>New portal</ins>" in page
    assert cast.officer.name in page


def test_the_trail_is_narrowed_by_event_person_date_and_subject(client: Client, cast: Cast) -> None:
    made = document(cast.project, cast.project_manager, title="Delivery note")
    change_project(cast.project, actor=cast.officer, particulars={"title": "New portal"})
    client.force_login(cast.leader)
    url = reverse("audit:trail", args=[cast.project.pk])

    def listed(**asked: str) -> tuple[bool, bool]:
        page = client.get(url, asked).content.decode()
        return "handed in the document Delivery" in page, "<ins>New portal</ins>" in page

    assert listed() == (True, True)
    assert listed(event="document:received") == (True, False)
    assert listed(actor=str(cast.officer.pk)) == (False, True)
    assert listed(subject=f"evidence.document:{made.pk}") == (True, False)
    assert listed(q="delivery") == (True, False)
    assert listed(until="2020-01-01") == (False, False)
    wrong = client.get(url, {"since": "2025-02-01", "until": "2025-01-01"}).content.decode()
    assert "This lies before the beginning." in wrong


def test_the_trail_turns_its_pages_by_key(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        change_project(cast.project, actor=cast.officer, particulars={"title": f"T{number}"})
    client.force_login(cast.leader)
    url = reverse("audit:trail", args=[cast.project.pk])
    seen: list[int] = []
    cursor = ""
    while True:
        with django_assert_max_num_queries(35):
            context = client.get(url, {"cursor": cursor}).context
        seen += [item["entry"].pk for item in context["entries"]]
        if not (cursor := context["cursor"].next):
            break
    mine = Entry.objects.filter(project_id=cast.project.pk)
    assert seen == list(mine.values_list("pk", flat=True))
    assert len(seen) > 50
    back = client.get(url, {"cursor": context["cursor"].previous}).context["entries"]
    assert len(back) == 25


def test_refused_attempts_are_for_those_who_see_the_trail(client: Client, cast: Cast) -> None:
    document(cast.project, cast.project_manager, title="Delivery note")
    refuse(cast, "project_manager")
    url = reverse("audit:trail", args=[cast.project.pk])
    client.force_login(cast.leader)
    page = client.get(url).content.decode()
    assert "tried “change project” on" in page
    assert "was refused (rule RIGHT-EDIT_PROJECT)" in page
    client.force_login(cast.project_manager)
    page = client.get(url).content.decode()
    assert "Delivery note" in page
    assert "was refused" not in page


@pytest.mark.parametrize("who", ["rival_manager", "other_officer", "expired_auditor", "outsider"])
def test_for_strangers_there_is_no_trail(client: Client, cast: Cast, who: str) -> None:
    entry = Entry.objects.filter(project_id=cast.project.pk).first()
    assert entry is not None
    client.force_login(getattr(cast, who))
    for url in (
        reverse("audit:trail", args=[cast.project.pk]),
        reverse("audit:export", args=[cast.project.pk]),
        entry.get_absolute_url(),
        f"/api/v1/projects/{cast.project.pk}/trail/",
        f"/api/v1/projects/{cast.project.pk}/trail/{entry.uid}/",
    ):
        assert client.get(url).status_code == 404


def test_the_trail_leaves_as_csv_and_that_is_an_entry_too(client: Client, cast: Cast) -> None:
    document(cast.project, cast.project_manager, title="=cmd()")
    client.force_login(cast.auditor)
    answer = client.get(reverse("audit:export", args=[cast.project.pk]))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=cmd()" in text
    assert "project:registered" in text
    assert Entry.objects.filter(event="trail:exported", actor_id=cast.auditor.pk).count() == 1
    client.force_login(cast.project_manager)
    assert client.get(reverse("audit:export", args=[cast.project.pk])).status_code == 403


def test_an_entry_shows_its_bytes_and_that_they_match(client: Client, cast: Cast) -> None:
    made = document(cast.project, cast.project_manager)
    entry = Entry.objects.about(made).get()
    client.force_login(cast.auditor)
    page = client.get(entry.get_absolute_url()).content.decode()
    assert entry.leaf_hash in page
    assert "matches the proof" in page
    assert "does not match the proof" not in page


def test_a_thing_shows_its_own_trail(client: Client, cast: Cast) -> None:
    made = document(cast.project, cast.project_manager)
    client.force_login(cast.officer)
    page = client.get(made.get_absolute_url()).content.decode()
    assert f"?subject=evidence.document:{made.pk}" in page
    assert "handed in the document Evidence, version 1" in page
