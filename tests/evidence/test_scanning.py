"""No file leaves before a scanner judged it, where there is one; an infected one never does."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from audit.evidence import scanner, tasks
from audit.evidence.actions.check_integrity import check_integrity
from audit.evidence.actions.download_document import download_document
from audit.evidence.actions.receive_document import receive_document
from audit.evidence.actions.scan_document import scan_document
from audit.evidence.models import Document
from audit.evidence.storage import path_of
from audit.log.models import Entry
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden, Invalid, NotReady
from projects.grants import derive_agency_grants
from tests.build import accounts, clamd
from tests.build.evidence import document, upload
from tests.build.projects import Cast


@pytest.fixture
def scan(settings: Settings) -> Iterator[clamd.Server]:
    with clamd.scanner() as server:
        settings.CLAMD_URL = server.url
        settings.CLAMD_SECONDS = 5
        yield server


def infected(cast: Cast, who: User) -> Document:
    return receive_document(
        cast.project, actor=who, upload=upload(b"%PDF-1.4\n" + clamd.EICAR, "bad.pdf"), title="Bad"
    )


def scanned(made: Document) -> Document:
    return scan_document(made, actor=User.objects.system())


def test_without_a_scanner_a_file_says_that_it_was_not_scanned(
    cast: Cast, client: Client, settings: Settings
) -> None:
    settings.CLAMD_URL = ""
    made = document(cast.project, cast.project_manager)
    assert made.scan == "not_scanned"
    download_document(made, actor=cast.officer)
    client.force_login(cast.officer)
    assert "not scanned" in client.get(made.get_absolute_url()).content.decode()
    assert tasks.scan_documents() == 0


def test_what_waits_is_given_only_to_those_who_sent_it_and_when_clean_to_all(
    cast: Cast, scan: clamd.Server
) -> None:
    made = document(cast.project, cast.project_manager)
    assert made.scan == "waiting"
    download_document(made, actor=cast.engineer)
    with pytest.raises(NotReady) as refusal:
        download_document(made, actor=cast.officer)
    assert refusal.value.code == "FILE-WAITING"
    tasks.scan_one(made.pk)
    made.refresh_from_db()
    assert (made.scan, made.scan_engine, made.scan_due_at) == ("clean", clamd.ENGINE, None)
    entry = Entry.objects.about(made).get(event="document:scanned")
    assert entry.data["engine"] == clamd.ENGINE
    assert entry.data["sha256"] == made.sha256
    download_document(made, actor=cast.officer)
    tasks.scan_one(made.pk)
    assert scan.scans == 1


def test_an_infected_file_stays_in_quarantine_and_those_who_keep_records_are_told(
    cast: Cast,
    scan: clamd.Server,
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    accounts.service_account(cast.agency, "records")  # programs get no letters
    derive_agency_grants(cast.agency)
    made = infected(cast, cast.project_manager)
    with django_capture_on_commit_callbacks(execute=True):
        made = scanned(made)
    assert (made.scan, made.scan_finding) == ("infected", "Eicar-Test-Signature")
    assert [letter.to for letter in mail.outbox] == [[cast.leader.email]]
    assert "infected" in mail.outbox[0].subject
    for who in (cast.project_manager, cast.officer, cast.leader):
        with pytest.raises(NotReady) as refusal:
            download_document(made, actor=who)
        assert refusal.value.code == "FILE-INFECTED"
    client.force_login(cast.officer)
    answer = client.get(f"/documents/{made.pk}/download/")
    assert answer.status_code == 409
    assert "Eicar-Test-Signature" in answer.content.decode()
    assert (
        "needs attention" in client.get(f"/projects/{cast.project.pk}/documents/").content.decode()
    )
    client.force_login(cast.leader)
    assert "infected file" in client.get("/").content.decode()
    with pytest.raises(Invalid) as again:
        infected(cast, cast.project_manager)
    assert again.value.code == "FILE-INFECTED"


def test_a_scanner_that_is_away_is_asked_again_after_a_growing_pause(
    cast: Cast, scan: clamd.Server, settings: Settings
) -> None:
    made = document(cast.project, cast.officer)
    settings.CLAMD_URL = "tcp://127.0.0.1:9"
    now = timezone.now()
    pauses = []
    with time_machine.travel(now, tick=False):
        for _attempt in range(3):
            made = scanned(made)
            assert made.scan_due_at is not None
            pauses.append(made.scan_due_at - now)
        assert tasks.scan_documents() == 0
    assert pauses == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert made.scan == "failed"
    assert Entry.objects.about(made).filter(event="document:scan_failed").count() == 1
    settings.CLAMD_URL = scan.url
    with time_machine.travel(now + timedelta(hours=1)):
        assert tasks.scan_documents() == 1
    made.refresh_from_db()
    assert made.scan == "clean"


def test_the_sweep_also_scans_what_came_before_there_was_a_scanner(
    cast: Cast, settings: Settings
) -> None:
    settings.CLAMD_URL = ""
    made = [document(cast.project, cast.officer, text) for text in ("one", "two")]
    with clamd.scanner() as server:
        settings.CLAMD_URL = server.url
        assert tasks.scan_documents() == 2
    assert {d.scan for d in Document.objects.filter(pk__in=[d.pk for d in made])} == {"clean"}


def test_a_stream_above_the_scanners_limit_fails_in_its_words(
    cast: Cast, scan: clamd.Server
) -> None:
    scan.limit = 5
    made = scanned(document(cast.project, cast.officer))
    assert made.scan == "failed"
    assert "size limit" in made.scan_finding


def test_reception_is_not_undone_by_a_queue_that_is_away(
    cast: Cast,
    scan: clamd.Server,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    settings: Settings,
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        made = document(cast.project, cast.officer)
    assert callbacks
    assert Document.objects.get(pk=made.pk).scan == "waiting"


def test_a_download_of_anothers_document_is_an_entry_and_of_ones_own_is_none(cast: Cast) -> None:
    made = document(cast.project, cast.project_manager)
    download_document(made, actor=cast.engineer)
    assert not Entry.objects.filter(event="document:downloaded").exists()
    download_document(made, actor=cast.auditor)
    entry = Entry.objects.about(made).get(event="document:downloaded")
    assert (entry.actor_id, entry.organisation_id) == (cast.auditor.pk, cast.audit_office.pk)
    with pytest.raises(Hidden):
        download_document(made, actor=cast.outsider)


def test_a_download_can_be_a_range_and_names_its_file_safely(cast: Cast, client: Client) -> None:
    made = receive_document(
        cast.project, actor=cast.officer, upload=upload(b"%PDF-0123456789", '"进度".pdf')
    )
    client.force_login(cast.auditor)
    address = f"/documents/{made.pk}/download/"
    for asked, status, content in (
        ("", 200, b"%PDF-0123456789"),
        ("bytes=5-7", 206, b"012"),
        ("bytes=-2", 206, b"89"),
        ("bytes=13-99", 206, b"89"),
        ("bytes=0-1,3-4", 200, b"%PDF-0123456789"),
        ("bytes=99-", 200, b"%PDF-0123456789"),
    ):
        answer = client.get(address, headers={"Range": asked} if asked else {})
        assert (answer.status_code, b"".join(answer)) == (status, content)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == (
        f'attachment; filename="document-{made.pk}.pdf"; '
        "filename*=UTF-8''%22%E8%BF%9B%E5%BA%A6%22.pdf"
    )


def test_a_broken_digest_is_told_by_letter_once(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = document(cast.project, cast.officer)
    path_of(made.sha256).unlink()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for _night in range(2):
            check_integrity(made, actor=User.objects.system())
    assert [letter.to for letter in mail.outbox] == [[cast.leader.email]]
    assert "digest" in mail.outbox[0].subject


@pytest.mark.skipif(not clamd.installed(), reason="clamd is not installed here")
def test_clamd_itself_finds_the_eicar_file(tmp_path: Path, settings: Settings) -> None:
    with clamd.real_scanner(tmp_path) as url:
        settings.CLAMD_URL, settings.CLAMD_SECONDS = url, 20
        assert scanner.engine().startswith("ClamAV")
        assert not scanner.judge([b"%PDF-1.4 ", b"harmless"]).is_infected
        found = scanner.judge([clamd.EICAR[:30], clamd.EICAR[30:]])
    assert "Eicar-Test-Signature" in found.finding


def test_a_scanner_that_hangs_up_is_an_error(settings: Settings) -> None:
    settings.CLAMD_URL, settings.CLAMD_SECONDS = "unix:///nowhere.sock", 1
    with pytest.raises(scanner.ScannerError, match="no answer"):
        scanner.engine()
