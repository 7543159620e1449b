"""Stored files are compared with their digests every night."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from audit.evidence import storage
from audit.evidence.models import Document
from audit.evidence.sending import ChangedFileError
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
