"""Handing in files: who may, what is kept, what is written down, what is refused."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from pytest_django.fixtures import Settings

from audit.evidence import storage
from audit.evidence.actions.receive_document import receive_document
from audit.evidence.actions.store_document import clean_name, store_document
from audit.evidence.models import Document
from audit.log.models import Entry
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed
from tests.build.evidence import document, pdf, upload
from tests.build.projects import Cast


def test_a_received_file_is_kept_recorded_and_owned_by_the_organisation(cast: Cast) -> None:
    made = receive_document(
        cast.project, actor=cast.project_manager, upload=upload(), title="Test report", kind="plan"
    )
    assert (made.organisation_id, made.number, made.media_type) == (
        cast.contractor.pk,
        1,
        "application/pdf",
    )
    assert made.stage == cast.project.stage
    with storage.opened(made.sha256) as stored:
        assert stored.read() == pdf()
    entry = Entry.objects.about(made).get()
    assert entry.event == "document:received"
    assert entry.data["sha256"] == made.sha256
    assert entry.personal["file_name"] == "report.pdf"
    assert b"report.pdf" not in bytes(entry.leaf)


def test_the_name_is_the_title_when_none_is_given(cast: Cast) -> None:
    made = receive_document(cast.project, actor=cast.officer, upload=upload(name="会议纪要.pdf"))
    assert made.title == "会议纪要"
    assert made.file_name == "会议纪要.pdf"


@pytest.mark.parametrize("who", ["leader", "finance"])
def test_without_the_right_nothing_is_received(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        document(cast.project, getattr(cast, who))
    assert not Document.objects.exists()
    assert Entry.objects.filter(event="attempt:refused").exists()


@pytest.mark.parametrize("who", ["rival_manager", "other_officer", "expired_auditor", "outsider"])
def test_for_strangers_the_project_does_not_exist(cast: Cast, who: str) -> None:
    with pytest.raises(Hidden):
        document(cast.project, getattr(cast, who))


def test_the_same_file_twice_is_refused_by_naming_the_first(cast: Cast) -> None:
    document(cast.project, cast.project_manager, title="Monthly report")
    with pytest.raises(Conflict, match="Monthly report") as refusal:
        document(cast.project, cast.project_manager, title="Another name")
    assert refusal.value.code == "DOCUMENT-TWICE"
    assert Document.objects.count() == 1


def test_the_same_bytes_from_two_parties_are_two_documents_and_one_file(cast: Cast) -> None:
    mine = document(cast.project, cast.project_manager)
    theirs = document(cast.project, cast.auditor)
    assert mine.sha256 == theirs.sha256
    assert mine.pk != theirs.pk


def test_a_correction_is_a_new_version(cast: Cast) -> None:
    first = document(cast.project, cast.project_manager, "one", kind="design")
    second = document(cast.project, cast.project_manager, "two", title="", replaces=first)
    assert (second.number, second.kind, second.title) == (2, "design", "One")
    assert second.versions == first.versions == [second, first]
    with pytest.raises(Conflict) as refusal:
        document(cast.project, cast.project_manager, "three", replaces=first)
    assert refusal.value.code == "DOCUMENT-REPLACED"


def test_nobody_replaces_what_another_party_handed_in(cast: Cast) -> None:
    first = document(cast.project, cast.project_manager, "one")
    with pytest.raises(Invalid) as refusal:
        document(cast.project, cast.officer, "two", replaces=first)
    assert refusal.value.code == "DOCUMENT-REPLACES"


def test_a_file_above_the_limit_is_refused(cast: Cast, settings: Settings) -> None:
    settings.EVIDENCE_MAX_BYTES = 20
    with pytest.raises(Invalid) as refusal:
        document(cast.project, cast.officer)
    assert refusal.value.code == "FILE-TOO-LARGE"


def test_a_refused_file_leaves_no_row_and_no_bytes(cast: Cast, settings: Settings) -> None:
    fake = SimpleUploadedFile("report.pdf", b"not a pdf")
    with pytest.raises(Invalid):
        receive_document(cast.project, actor=cast.officer, upload=fake)
    assert not Document.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_other_actions_store_files_without_an_entry_and_reuse_the_same_bytes(cast: Cast) -> None:
    facts = {"actor": cast.project_manager, "organisation_id": cast.contractor.pk}
    before = Entry.objects.count()
    with transaction.atomic():
        first = store_document(cast.project, upload=upload(), **facts)
        again = store_document(cast.project, upload=upload(), **facts)
    assert first == again
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\reports\\plan.pdf", "plan.pdf"),
        ("a\u202efdp.exe.pdf\n", "afdp.exe.pdf"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
    ],
)
def test_names_are_made_fit_to_be_shown(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize(
    "change",
    [
        "title = 'x'",
        "sha256 = repeat('a', 64)",
        "size = 1",
        "file_name = 'x'",
        "uploaded_at = now()",
        "replaces_id = id",
    ],
)
def test_the_database_refuses_to_change_a_stored_document(cast: Cast, change: str) -> None:
    made = document(cast.project, cast.officer)
    with (
        pytest.raises(IntegrityError, match="INV-3"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE evidence_document SET {change} WHERE id = {made.pk}")  # noqa: S608


def test_the_database_refuses_to_move_or_delete_a_document(cast: Cast) -> None:
    made = document(cast.project, cast.officer)
    with pytest.raises(IntegrityError, match="INV-3"), transaction.atomic():
        Document.objects.filter(pk=made.pk).update(organisation=cast.contractor)
    with pytest.raises(IntegrityError, match="INV-6"), transaction.atomic():
        Document.objects.filter(pk=made.pk).delete()


@pytest.mark.django_db(transaction=True)
def test_of_many_who_hand_in_the_same_file_at_once_one_is_received(cast: Cast) -> None:
    outcomes: list[str] = []
    start = threading.Barrier(6)

    def hand_in() -> None:
        start.wait()
        try:
            document(cast.project, cast.project_manager)
            outcomes.append("received")
        except Conflict as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=hand_in) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["DOCUMENT-TWICE"] * 5 + ["received"]
    assert Document.objects.count() == 1
