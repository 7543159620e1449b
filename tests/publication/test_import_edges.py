"""The pages, the REST resource, the command and the worker: thin, and closed to strangers."""

import json
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from rest_framework.test import APIClient

from audit.log.models import Entry
from egov_outsource.accounts.models import Organisation, User
from projects.grants import derive_agency_grants
from projects.models import Project
from projects.publication.actions.enter_home_agency import enter_home_agency
from projects.publication.models import ImportRun
from projects.publication.tasks import resume_imports, run_import
from tests.build.accounts import government, member
from tests.build.publication import DATA, imported, package, upload
from tests.programs import wait_until_idle


def test_a_file_is_handed_in_followed_and_read_about(
    client: Client, bureau: Organisation, officer: User
) -> None:
    client.force_login(officer)
    assert client.get("/imports/new/").status_code == 200
    content = package()
    content["releases"].append({"tender": {"id": "=1+1"}})
    answer = client.post("/imports/new/", {"owner": bureau.pk, "file": upload(content)})
    run = ImportRun.objects.get()
    assert answer.headers["Location"] == f"/imports/{run.pk}/"
    page = client.get(f"/imports/{run.pk}/").content.decode()
    assert f'hx-get="/imports/{run.pk}/progress/"' in page
    assert "HX-Refresh" not in client.get(f"/imports/{run.pk}/progress/").headers

    run_import(run.pk)
    assert client.get(f"/imports/{run.pk}/progress/").headers["HX-Refresh"] == "true"
    page = client.get(f"/imports/{run.pk}/").content.decode()
    assert "The entry has no ocid" in page
    assert "Projects created" in page
    table = client.get(f"/imports/{run.pk}/problems.csv")
    text = b"".join(table.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "no_ocid" in text
    assert "package.json" in client.get("/imports/").content.decode()


def test_a_bad_file_keeps_the_form_and_says_why(
    client: Client, bureau: Organisation, officer: User
) -> None:
    client.force_login(officer)
    answer = client.post("/imports/new/", {"owner": bureau.pk, "file": upload(b"")})
    assert answer.status_code == 422
    assert "The file is empty" in answer.content.decode()
    answer = client.post("/imports/new/", {"owner": bureau.pk})
    assert answer.status_code == 422
    assert ImportRun.objects.count() == 0


def test_strangers_find_nothing_and_leaders_are_told_who_may(
    client: Client,
    bureau: Organisation,
    officer: User,
    leader: User,
    other_officer: User,
    supplier: User,
    tmp_path: Path,
) -> None:
    run = imported(bureau, officer, tmp_path, package())
    places = [f"/imports/{run.pk}/{rest}" for rest in ("", "progress/", "problems.csv")]
    for stranger in (other_officer, supplier):
        client.force_login(stranger)
        assert [client.get(place).status_code for place in places] == [404, 404, 404]
    assert client.get("/imports/").status_code == 404
    assert client.get("/imports/new/").status_code == 404
    client.force_login(leader)
    assert [client.get(place).status_code for place in places] == [200, 200, 200]
    assert client.get("/imports/new/").status_code == 403
    client.logout()
    assert client.get("/imports/").status_code == 302


def test_the_form_takes_no_agency_of_somebody_else(
    client: Client, bureau: Organisation, officer: User, other_officer: User
) -> None:
    other = Organisation.objects.get(name="Other Bureau")
    client.force_login(officer)
    answer = client.post("/imports/new/", {"owner": other.pk, "file": upload(package())})
    assert answer.status_code == 422
    assert ImportRun.objects.count() == 0


def test_a_client_hands_in_follows_and_reads_the_problems(
    api: APIClient, bureau: Organisation, officer: User
) -> None:
    api.force_authenticate(officer)
    content = package()
    content["releases"].append({"tender": {}})
    answer = api.post("/api/v1/imports/", {"file": upload(content)}, format="multipart")
    assert answer.status_code == 202
    number = answer.json()["id"]
    assert api.get(f"/api/v1/imports/{number}/").json()["status"] == "waiting"
    run_import(number)
    run = api.get(f"/api/v1/imports/{number}/").json()
    assert (run["status"], run["counts"]["created"]) == ("done", 2)
    problems = api.get(f"/api/v1/imports/{number}/problems/").json()["results"]
    assert [(row["code"], row["pointer"]) for row in problems] == [("no_ocid", "/releases/3")]


def test_a_client_without_the_right_is_told_so(
    api: APIClient,
    bureau: Organisation,
    officer: User,
    leader: User,
    other_officer: User,
    tmp_path: Path,
) -> None:
    run = imported(bureau, officer, tmp_path, package())
    api.force_authenticate(other_officer)
    assert api.get(f"/api/v1/imports/{run.pk}/").status_code == 404
    answer = api.post(
        "/api/v1/imports/", {"file": upload(package()), "owner": bureau.pk}, format="multipart"
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "IMPORT-OWNER")
    api.force_authenticate(leader)
    answer = api.post("/api/v1/imports/", {"file": upload(package())}, format="multipart")
    assert (answer.status_code, answer.json()["code"]) == (403, "RIGHT-IMPORT_DATA")


def test_the_stored_file_goes_when_the_run_is_over(
    client: Client, bureau: Organisation, officer: User, settings: object
) -> None:
    client.force_login(officer)
    client.post("/imports/new/", {"owner": bureau.pk, "file": upload(package())})
    run = ImportRun.objects.get()
    folder = Path(settings.IMPORT_ROOT)  # type: ignore[attr-defined]
    assert (folder / run.stored_as).exists()
    run_import(run.pk)
    assert not (folder / run.stored_as).exists()


def test_the_command_prints_counts_and_problems_as_json(bureau: Organisation) -> None:
    out = StringIO()
    call_command("import_ocds", str(DATA), "--owner", "Data Bureau", "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["counts"]["created"] == 3
    assert {row["code"] for row in answer["problems"]} == {"unknown_code"}
    owners = Project.objects.values_list("owner__parent__name", flat=True)
    assert set(owners) == {"Data Bureau"}


def test_the_command_makes_a_home_for_imports_when_nobody_is_named(db: None) -> None:
    call_command("import_ocds", str(DATA), stdout=StringIO())
    call_command("import_ocds", str(DATA), stdout=StringIO())
    assert Organisation.objects.filter(name="Open contracting data").count() == 1


@pytest.mark.parametrize("words", [["/no/such/place"], [str(DATA), "--owner", "Nobody"]])
def test_the_command_says_what_it_does_not_find(db: None, words: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("import_ocds", *words)


@pytest.mark.worker
def test_a_worker_imports_what_was_handed_in(
    worker: subprocess.Popen[bytes], client: Client
) -> None:
    bureau = government("Data Bureau")
    officer = member(bureau, "officer")
    derive_agency_grants(bureau)
    client.force_login(officer)
    client.post("/imports/new/", {"owner": bureau.pk, "file": upload(package())})
    wait_until_idle()
    assert ImportRun.objects.get().status == ImportRun.Status.DONE
    assert Project.objects.count() == 2


def test_a_run_that_was_left_behind_is_taken_up_again(
    client: Client, bureau: Organisation, officer: User
) -> None:
    client.force_login(officer)
    client.post("/imports/new/", {"owner": bureau.pk, "file": upload(package())})
    ImportRun.objects.update(status="running", created_at="2024-01-01T00:00:00Z")
    resume_imports()
    run_import(ImportRun.objects.get().pk)
    assert ImportRun.objects.get().status == ImportRun.Status.DONE
    assert Project.objects.count() == 2


def test_the_agency_of_imports_without_an_owner_is_entered_once_and_recorded(db: None) -> None:
    actor = User.objects.system()
    first = enter_home_agency(actor=actor)
    assert enter_home_agency(actor=actor) == first
    entries = Entry.objects.filter(event="organisation:registered", subject_id=first.pk)
    assert entries.count() == 1
