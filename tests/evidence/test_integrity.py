"""Stored files are compared with their digests every night."""

import os
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from audit.evidence import storage
from audit.evidence.comparing import ChangedFileError, between, require_received
from audit.evidence.models import Document
from audit.evidence.tasks import verify_documents
from audit.log.models import Entry
from tests.build.evidence import document, pdf, upload
from tests.build.projects import Cast


def tamper(made: Document, content: bytes = b"%PDF-1.4 other content") -> None:
    path = storage.path_of(made.sha256)
    path.chmod(0o640)
    path.write_bytes(content)


def test_what_matches_is_noted_without_an_entry(cast: Cast) -> None:
    made = document(cast.project, cast.officer)
    before = Entry.objects.count()
    assert verify_documents() == 0
    made.refresh_from_db()
    assert made.is_intact is True
    assert made.checked_at is not None
    assert Entry.objects.count() == before


def test_a_changed_file_is_recorded_once_and_shown(client: Client, cast: Cast) -> None:
    made = document(cast.project, cast.officer)
    tamper(made)
    assert verify_documents() == 1
    assert verify_documents() == 1
    entry = Entry.objects.get(event="document:integrity_failed")
    assert entry.data["expected"] == made.sha256
    assert entry.data["found"] not in {made.sha256, ""}
    assert entry.actor_name.startswith("verify_documents")
    client.force_login(cast.officer)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "does not match its digest" in page
    assert f"/documents/{made.pk}/download/" not in page
    assert (
        client.get(f"/documents/{made.pk}/download/").status_code == 409
    )  # by nobody, as evidence
    storage.path_of(made.sha256).write_bytes(pdf())
    assert verify_documents() == 0
    assert b"".join(client.get(f"/documents/{made.pk}/download/")) == pdf()


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4 other", pdf() + b"x" * (3 << 20), pdf()[:-1] + b"?"]
)
def test_a_file_that_was_swapped_since_the_last_check_leaves_with_no_whole_copy(
    client: Client, cast: Cast, content: bytes
) -> None:
    """INV-6: whoever downloads it gets a broken transfer, not something else as evidence."""
    made = document(cast.project, cast.officer)
    client.force_login(cast.officer)
    whole = client.get(f"/documents/{made.pk}/download/")
    assert (b"".join(whole), whole["Content-Length"]) == (pdf(), str(len(pdf())))
    tamper(made, content)
    arrived = []
    with pytest.raises(ChangedFileError):
        arrived.extend(client.get(f"/documents/{made.pk}/download/"))
    assert sum(map(len, arrived)) < made.size


def test_a_missing_file_is_recorded_and_can_be_handed_in_again(cast: Cast) -> None:
    made = document(cast.project, cast.officer)
    storage.path_of(made.sha256).unlink()
    verify_documents()
    assert Entry.objects.get(event="document:integrity_failed").data["found"] == "missing"
    with storage.arriving(upload(pdf()).chunks()) as arrival:
        arrival.keep()
    assert verify_documents() == 0
    assert Entry.objects.about(made).first().event == "document:integrity_restored"  # type: ignore[union-attr]


def test_the_command_fails_when_something_does_not_match(cast: Cast) -> None:
    made = document(cast.project, cast.officer)
    out = StringIO()
    call_command("verify_documents", stdout=out)
    assert "matches its digest" in out.getvalue()
    tamper(made)
    with pytest.raises(CommandError, match="1 documents"):
        call_command("verify_documents")


def test_no_part_leaves_of_a_file_that_was_swapped_although_its_dates_are_as_before(
    client: Client, cast: Cast, settings: Settings
) -> None:
    """INV-6: also when the file was compared once already; nginx is told of none either."""
    made = document(cast.project, cast.officer)
    path = storage.path_of(made.sha256)
    client.force_login(cast.officer)
    address, some = f"/documents/{made.pk}/download/", {"Range": "bytes=0-3"}
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        for _again in range(2):
            assert b"".join(client.get(address, headers=some)) == pdf()[:4]
    before = path.stat()
    tamper(made, b"?" * made.size)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    for prefix in ("", "/stored/"):
        settings.EVIDENCE_ACCEL_PREFIX = prefix
        answer = client.get(address, headers=some)
        assert answer.status_code == 409
        assert "FILE-CHANGED" in answer.content.decode()
    assert not answer.has_header("X-Accel-Redirect")


def test_a_part_breaks_off_when_something_touches_the_file_meanwhile(cast: Cast) -> None:
    made = document(cast.project, cast.officer, "x" * (3 << 20))
    with storage.opened(made.sha256) as content:
        pieces = between(content, 0, made.size - 1, require_received(content, made))
        assert len(next(pieces)) == storage.CHUNK
        tamper(made, b"?" * made.size)
        with pytest.raises(ChangedFileError):
            next(pieces)
