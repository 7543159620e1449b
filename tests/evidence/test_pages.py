"""Pages of documents, as different people meet them."""

import shlex
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from audit.evidence import storage
from audit.evidence.actions.receive_document import receive_document
from audit.evidence.forms import HandInForm
from audit.evidence.models import Document
from audit.evidence.receipts import receipt, receipt_text
from tests.build.evidence import PNG, document, pdf, upload
from tests.build.projects import Cast


def test_the_list_shows_what_one_may_see(client: Client, cast: Cast) -> None:
    document(cast.project, cast.officer, "internal minutes")
    document(cast.project, cast.project_manager, "delivery note")
    url = reverse("evidence:documents", args=[cast.project.pk])
    client.force_login(cast.officer)
    page = client.get(url).content.decode()
    assert "Internal minutes" in page
    assert "Delivery note" in page
    client.force_login(cast.project_manager)
    page = client.get(url).content.decode()
    assert "Internal minutes" not in page
    assert "Delivery note" in page


def test_the_list_is_searched_filtered_and_shows_the_newest_version(
    client: Client, cast: Cast
) -> None:
    first = document(cast.project, cast.officer, "one", title="Minutes of May", kind="minutes")
    document(cast.project, cast.officer, "two", title="Minutes of June", replaces=first)
    document(cast.project, cast.officer, "three", title="Roadmap", kind="plan")
    client.force_login(cast.officer)
    url = reverse("evidence:documents", args=[cast.project.pk])

    def listed(**asked: str) -> set[str]:
        page = client.get(url, asked).content.decode()
        return {name for name in ("Minutes of May", "Minutes of June", "Roadmap") if name in page}

    assert listed() == {"Minutes of June", "Roadmap"}
    assert listed(older="on") == {"Minutes of May", "Minutes of June", "Roadmap"}
    assert listed(q="june") == {"Minutes of June"}
    assert listed(kind="plan") == {"Roadmap"}
    assert "Nothing matches" in client.get(url, {"q": "absent"}).content.decode()


def test_the_list_asks_the_database_no_more_for_many_rows(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        document(cast.project, cast.officer, f"number {number}")
    client.force_login(cast.officer)
    with django_assert_max_num_queries(35):
        client.get(reverse("evidence:documents", args=[cast.project.pk]))


def test_the_list_leaves_as_csv_without_formulas(client: Client, cast: Cast) -> None:
    document(cast.project, cast.officer, title="=HYPERLINK(1)")
    client.force_login(cast.officer)
    answer = client.get(reverse("evidence:export", args=[cast.project.pk]))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=HYPERLINK(1)" in text
    assert Document.objects.get().sha256 in text


def test_files_are_handed_in_on_a_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.project_manager)
    url = reverse("evidence:hand_in", args=[cast.project.pk])
    assert 'type="file"' in client.get(url).content.decode()
    with translation.override("zh-hans"):
        assert str(HandInForm().fields["uploads"].help_text).startswith("每个文件")
    sent = {"uploads": upload(), "title": "Test report", "kind": "test_report", "stage": "planning"}
    answer = client.post(url, sent, follow=True)
    page = answer.content.decode()
    made = Document.objects.get()
    assert answer.redirect_chain[0][0] == made.get_absolute_url()
    assert made.sha256 in page
    assert "1 file is received: Test report." in page


def test_of_several_files_the_good_ones_are_taken_and_the_others_named(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.officer)
    files = [upload(name="good.pdf"), upload(PNG, "fake.pdf"), upload(b"MZ", "run.exe")]
    url = reverse("evidence:hand_in", args=[cast.project.pk])
    sent = {"uploads": files, "kind": "minutes", "stage": "planning"}
    answer = client.post(url, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [row.title for row in Document.objects.all()] == ["good"]
    assert "1 file is received: good." in page
    assert "fake.pdf" in page
    assert "It looks like a .png file" in page
    assert "run.exe: Files of this type are not taken" in page
    assert '<option value="minutes" selected>' in page


def test_an_empty_file_and_no_file_are_refused(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    url = reverse("evidence:hand_in", args=[cast.project.pk])
    empty = client.post(url, {"uploads": SimpleUploadedFile("a.pdf", b""), "stage": "planning"})
    nothing = client.post(url, {"title": "Kept title", "stage": "planning"})
    assert (empty.status_code, nothing.status_code) == (422, 422)
    assert "The submitted file is empty" in empty.content.decode()
    assert "Kept title" in nothing.content.decode()


def test_a_file_above_the_limit_is_refused_and_what_was_typed_is_kept(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.EVIDENCE_MAX_BYTES = 1000
    client.force_login(cast.officer)
    url = reverse("evidence:hand_in", args=[cast.project.pk])
    big = upload(pdf("x" * 100_000))
    answer = client.post(url, {"title": "Kept title", "uploads": big, "stage": "planning"})
    assert answer.status_code == 422
    assert "larger than" in answer.content.decode()
    assert "Kept title" in answer.content.decode()
    assert not Document.objects.exists()


def test_a_request_above_the_limit_is_refused_before_it_is_read(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.EVIDENCE_MAX_REQUEST_BYTES = 1000
    client.force_login(cast.officer)
    big = pdf("x" * 2000)
    page = client.post(
        reverse("evidence:hand_in", args=[cast.project.pk]), {"uploads": upload(big)}
    )
    rest = client.post(f"/api/v1/projects/{cast.project.pk}/documents/", {"file": upload(big)})
    assert (page.status_code, rest.status_code) == (413, 413)
    assert "That is too large" in page.content.decode()
    assert rest.json()["code"] == "TOO-LARGE"


def test_without_the_right_the_page_says_who_can_help(client: Client, cast: Cast) -> None:
    client.force_login(cast.leader)
    answer = client.get(reverse("evidence:hand_in", args=[cast.project.pk]))
    assert answer.status_code == 403
    assert "RIGHT-UPLOAD_EVIDENCE" in answer.content.decode()


def test_the_download_is_an_attachment_with_its_own_name(client: Client, cast: Cast) -> None:
    made = document(cast.project, cast.project_manager)
    client.force_login(cast.project_manager)
    answer = client.get(reverse("evidence:download", args=[made.pk]))
    assert b"".join(answer.streaming_content) == pdf()  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Length"] == str(made.size)


def test_a_chinese_name_survives_the_download(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    url = reverse("evidence:hand_in", args=[cast.project.pk])
    client.post(url, {"uploads": upload(name="验收报告.pdf"), "stage": "planning"})
    made = Document.objects.get()
    answer = client.get(reverse("evidence:download", args=[made.pk]))
    answer.close()
    assert f"filename*=UTF-8''{quote('验收报告.pdf')}" in answer["Content-Disposition"]


def test_behind_nginx_the_content_is_left_to_it(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.EVIDENCE_ACCEL_PREFIX = "/stored/"
    made = document(cast.project, cast.officer)
    client.force_login(cast.officer)
    answer = client.get(reverse("evidence:download", args=[made.pk]))
    digest = made.sha256
    assert answer["X-Accel-Redirect"] == f"/stored/{digest[:2]}/{digest[2:4]}/{digest}"
    assert answer.content == b""


def test_a_missing_file_is_said_and_not_a_crash(client: Client, cast: Cast) -> None:
    made = document(cast.project, cast.officer)
    storage.path_of(made.sha256).unlink()
    client.force_login(cast.officer)
    answer = client.get(reverse("evidence:download", args=[made.pk]))
    assert answer.status_code == 409
    assert "FILE-MISSING" in answer.content.decode()


STRANGERS = ["rival_manager", "other_officer", "expired_auditor", "outsider", "rival_bidder"]


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("page", ["detail", "download", "receipt", "new_version"])
def test_for_strangers_a_document_does_not_exist(
    client: Client, cast: Cast, who: str, page: str
) -> None:
    made = document(cast.project, cast.project_manager)
    client.force_login(getattr(cast, who))
    assert client.get(reverse(f"evidence:{page}", args=[made.pk])).status_code == 404


def test_a_contractor_does_not_see_the_files_of_the_agency(client: Client, cast: Cast) -> None:
    made = document(cast.project, cast.officer)
    client.force_login(cast.project_manager)
    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get(reverse("evidence:download", args=[made.pk])).status_code == 404


def test_the_receipt_names_digest_entry_and_how_to_check(client: Client, cast: Cast) -> None:
    made = document(cast.project, cast.project_manager)
    client.force_login(cast.project_manager)
    url = reverse("evidence:receipt", args=[made.pk])
    text = client.get(url).content.decode()
    facts = client.get(url, {"format": "json"}).json()
    assert made.sha256 in text
    assert "sha256sum" in text
    assert facts["log_entry"] in text
    assert facts["size"] == made.size


def test_a_new_version_is_handed_in_by_those_who_handed_in_the_first(
    client: Client, cast: Cast
) -> None:
    made = document(cast.project, cast.project_manager)
    client.force_login(cast.project_manager)
    assert "Hand in a new version" in client.get(made.get_absolute_url()).content.decode()
    url = reverse("evidence:new_version", args=[made.pk])
    answer = client.post(url, {"uploads": upload(pdf("corrected"))}, follow=True)
    assert "version 2" in answer.content.decode()
    assert "There is a newer version" in client.get(made.get_absolute_url()).content.decode()
    client.force_login(cast.officer)
    assert "Hand in a new version" not in client.get(made.get_absolute_url()).content.decode()
    answer = client.post(url, {"uploads": upload(pdf("by another"))})
    assert answer.status_code == 422


def test_the_lines_of_a_receipt_run_nothing_that_the_sender_named(cast: Cast) -> None:
    """The receipt is copied into a shell by those who check."""
    name = "it's $(touch owned) `touch owned`.pdf"
    made = receive_document(cast.project, actor=cast.officer, upload=upload(pdf(), name))
    assert shlex.split(receipt(made)["check"]) == ["sha256sum", "--", made.file_name]
    assert "certutil -hashfile FILE SHA256" in receipt_text(made)
