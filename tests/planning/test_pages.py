"""Pages of plans: what each sees and does there."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from projects.planning.models import Objective, PlanItem, Requirement
from tests.build.planning import draft_item, objective, requirement, submitted_item
from tests.build.projects import Cast


def page(name: str, *args: object) -> str:
    return reverse(f"planning:{name}", args=args)


def test_the_board_shows_sixteen_items_before_anything_was_written(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.officer)
    body = client.get(page("overview", cast.project.pk)).content.decode()
    assert body.count("task-list__item") == 16
    assert "0 of 16 items" in body
    assert not PlanItem.objects.exists()
    empty = client.get(page("item", cast.project.pk, "budget"))
    assert "Nothing is written yet" in empty.content.decode()


def test_an_item_walks_from_draft_to_approval_in_the_browser(client: Client, cast: Cast) -> None:
    at = (cast.project.pk, "budget")
    client.force_login(cast.officer)
    assert client.get(page("write_item", *at)).status_code == 200
    answer = client.post(page("write_item", *at), {"content": "Ten million"}, follow=True)
    assert "The draft is saved" in answer.content.decode()
    client.post(page("submit_item", *at), {})
    assert client.get(page("approve_item", *at)).status_code == 403
    client.force_login(cast.leader)
    shown = client.get(page("approve_item", *at)).content.decode()
    assert "Ten million" in shown
    assert "P1" in shown
    client.post(page("return_item", *at), {"reasons": "No running costs"})
    item = PlanItem.objects.get(code="budget")
    assert item.status == "returned"
    client.force_login(cast.officer)
    assert "No running costs" in client.get(page("item", *at)).content.decode()
    client.post(
        page("write_item", *at),
        {"content": "Ten million and one a year", "expected_version": item.version},
    )
    client.post(page("submit_item", *at), {})
    client.force_login(cast.leader)
    client.post(page("approve_item", *at), {"reasons": ""})
    item.refresh_from_db()
    assert item.status == "approved"


def test_a_stale_item_keeps_what_was_typed_and_shows_both(client: Client, cast: Cast) -> None:
    item = draft_item(cast)
    draft_item(cast)
    client.force_login(cast.officer)
    answer = client.post(
        page("write_item", cast.project.pk, "budget"),
        {"content": "What I typed", "expected_version": item.version},
    )
    assert answer.status_code == 412
    assert "What I typed" in answer.content.decode()


def test_a_drafter_is_found_by_name_or_refused(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    url = page("write_item", cast.project.pk, "demand")
    wrong = client.post(url, {"content": "Text", "drafted_by": "Nobody at all"})
    assert wrong.status_code == 422
    assert "Text" in wrong.content.decode()
    client.post(url, {"content": "Text", "drafted_by": "steppe supervision"})
    assert PlanItem.objects.get(code="demand").author_organisation == cast.supervision_firm


def test_the_plan_is_hidden_from_strangers_and_read_only_for_others(
    client: Client, cast: Cast
) -> None:
    submitted_item(cast)
    one = requirement(cast)
    pages = [
        page("overview", cast.project.pk),
        page("item", cast.project.pk, "budget"),
        page("requirements", cast.project.pk),
        page("export_requirements", cast.project.pk),
        page("requirement", one.pk),
        page("objectives", cast.project.pk),
    ]
    for who, status in (("rival_manager", 404), ("outsider", 404), ("auditor", 200)):
        client.force_login(getattr(cast, who))
        for url in pages:
            assert client.get(url).status_code == status, (who, url)
    client.force_login(cast.auditor)
    assert client.get(page("add_requirement", cast.project.pk)).status_code == 403
    assert client.get(page("item", cast.project.pk, "nothing")).status_code == 404


def test_who_was_never_shown_a_form_reads_nothing_by_sending_it(client: Client, cast: Cast) -> None:
    one = requirement(cast, text="Pay by card")
    client.force_login(cast.auditor)
    for data in (
        {},
        {"text": "x", "kind": "functional", "priority": "must", "expected_version": one.version},
        {"text": "x", "kind": "functional", "priority": "must", "expected_version": 99},
    ):
        answer = client.post(page("change_requirement", one.pk), data)
        assert answer.status_code == 403
        assert "Pay by card" not in answer.content.decode(), data


def test_requirements_are_searched_filtered_and_exported(
    client: Client, cast: Cast, django_assert_max_num_queries: object
) -> None:
    requirement(cast, text="Pay by card", criterion="", priority="should")
    requirement(cast, text="=SUM(A1)")
    client.force_login(cast.officer)
    url = page("requirements", cast.project.pk)
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        assert "Pay by card" in client.get(url).content.decode()
    found = client.get(url, {"state": "unverifiable", "q": "card"}).content.decode()
    assert "REQ-001" in found
    assert "REQ-002" not in found
    assert "Nothing matches" in client.get(url, {"q": "zebra"}).content.decode()
    export = client.get(page("export_requirements", cast.project.pk))
    text = b"".join(export).decode("utf-8-sig")
    assert "'=SUM(A1)" in text


def test_an_export_can_be_imported_elsewhere(client: Client, cast: Cast) -> None:
    requirement(cast, number="A-1", text="=SUM(A1)")
    client.force_login(cast.officer)
    content = b"".join(client.get(page("export_requirements", cast.project.pk)))
    Requirement.objects.update(number="B-1", text="changed")
    client.post(
        page("import_requirements", cast.project.pk),
        {"file": SimpleUploadedFile("r.csv", content)},
    )
    assert Requirement.objects.get(number="A-1").text == "=SUM(A1)"


def test_a_broken_file_names_its_lines_on_the_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    content = b"number,text,size\nA-1,fine,1\nA-2,,1\nA-3,bad,-4\n"
    answer = client.post(
        page("import_requirements", cast.project.pk),
        {"file": SimpleUploadedFile("r.csv", content)},
    )
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 3:" in body
    assert "Line 4:" in body
    assert not Requirement.objects.exists()


def test_requirements_and_the_baseline_in_the_browser(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    facts = {"text": "Apply at night", "kind": "functional", "priority": "must", "size": "2"}
    client.post(page("add_requirement", cast.project.pk), facts)
    one = Requirement.objects.get()
    client.post(
        page("change_requirement", one.pk),
        {**facts, "number": one.number, "size": "3", "expected_version": one.version},
    )
    one.refresh_from_db()
    assert one.size == 3
    client.force_login(cast.leader)
    client.post(page("set_baseline", cast.project.pk), {"reasons": "Agreed"})
    one.refresh_from_db()
    assert one.baselined_at is not None
    client.post(page("withdraw_requirement", one.pk), {"reasons": "Descoped"})
    one.refresh_from_db()
    assert one.is_withdrawn
    assert "Descoped" in client.get(page("requirement", one.pk)).content.decode()


def test_objectives_in_the_browser(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    client.post(page("add_objective", cast.project.pk), {"title": "Faster", "weight": "1"})
    one = Objective.objects.get()
    answer = client.post(
        page("change_objective", one.pk),
        {"title": "Faster", "weight": "1", "target": "5", "expected_version": one.version},
        follow=True,
    )
    assert "The objective is changed." in answer.content.decode()
    one.refresh_from_db()
    client.post(
        page("withdraw_objective", one.pk),
        {"reasons": "Merged", "expected_version": one.version},
    )
    objective(cast)
    body = client.get(page("objectives", cast.project.pk)).content.decode()
    assert "Merged" in body
    assert "Measurable" in body


def test_what_waits_is_shown_to_those_who_can_do_it(client: Client, cast: Cast) -> None:
    submitted_item(cast)
    for who, waits in (("leader", True), ("officer", False), ("auditor", False)):
        client.force_login(getattr(cast, who))
        body = client.get(reverse("projects:my_work")).content.decode()
        assert ("Approve the plan item" in body) is waits, who
