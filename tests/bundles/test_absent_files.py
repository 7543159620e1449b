"""A file that is not in a bundle is a doubt, unless the last entry about it says where it is."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from audit.bundles.actions.request_bundle import request_bundle
from audit.evidence.actions.scan_document import scan_document
from audit.log.models import Entry
from audit.verify.checking import check
from audit.verify.report import Verdict
from egov_outsource.accounts.models import User
from tests.build import clamd
from tests.build.evidence import document
from tests.build.projects import Cast
from tests.build.sealed_bundle import PINNED, codes, make, remove
from tests.bundles.test_bundles import built, unpacked, verify
from tests.bundles.test_verify_times import date_back

FILES = {"FILE-WAITING", "FILE-INFECTED", "FILE-DISPOSED", "FILE-ABSENT"}
SCANNED, FAILED = "document:scanned", "document:scan_failed"
GONE, RECEIVED = "disposal:carried_out", "document:received"


@pytest.mark.parametrize(
    ("scan", "event", "facts", "found"),
    [
        ("waiting", "document:downloaded", {}, "FILE-WAITING"),
        ("not_scanned", FAILED, {"outcome": "failed"}, "FILE-WAITING"),
        ("waiting", SCANNED, {"outcome": "infected"}, "FILE-INFECTED"),
        ("clean", GONE, {"document": {"id": 5, "name": "plan"}}, "FILE-DISPOSED"),
        # nothing says that this copy is gone
        ("not_scanned", "document:downloaded", {}, "FILE-ABSENT"),
        ("waiting", SCANNED, {"outcome": "clean"}, "FILE-ABSENT"),
        ("clean", GONE, {"document": {"id": 6, "name": "the copy of others"}}, "FILE-ABSENT"),
        ("waiting", RECEIVED, {"scan": "not_scanned"}, "FILE-ABSENT"),
    ],
)
def test_the_last_entry_about_a_copy_says_where_it_is(
    tmp_path: Path, scan: str, event: str, facts: dict[str, Any], found: str
) -> None:
    """INV-6: what befell another copy, or was undone since, explains no missing file."""
    digest: list[str] = []

    def forged(place: int, leaf: bytes) -> bytes:
        value = json.loads(leaf)
        if place == 2:
            digest.append(value["data"]["sha256"])
            value["data"]["scan"] = scan
        elif place == 6:
            value |= {"event": event, "data": {"sha256": digest[0], **facts}}
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    made = make(tmp_path / "bundle", forged=forged)
    remove(made, "data/files/5/plan.pdf")
    made.write("data/documents.json", '{"documents": []}')
    made.seal()
    report = check(made.root, PINNED)
    assert (codes(report) | codes(report, Verdict.NOTE)) & FILES == {found}
    assert bool(report.doubts) == (found == "FILE-ABSENT")


@pytest.fixture
def scanner(settings: Settings, tmp_path: Path) -> Any:
    settings.DATA_DIR = tmp_path / "data"
    with clamd.scanner() as server:
        settings.CLAMD_URL, settings.CLAMD_SECONDS = server.url, 5
        yield server


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner")
def test_a_file_that_waits_for_the_scanner_is_said_and_is_no_doubt(
    cast: Cast, tmp_path: Path
) -> None:
    document(cast.project, cast.project_manager, "waits")
    bundle = built(request_bundle(cast.project, actor=cast.auditor))
    assert bundle.counts["missing"] == 1
    status, said = verify(unpacked(bundle, tmp_path / "out"))
    assert status == 0, said
    assert "it waits for the virus scanner" in said


@pytest.mark.django_db
@pytest.mark.usefixtures("scanner")
def test_a_span_of_time_brings_what_befell_its_files_afterwards(cast: Cast, tmp_path: Path) -> None:
    made = document(cast.project, cast.project_manager, clamd.EICAR.decode())
    date_back(Entry.objects.about(made).get(), hours=72)
    scan_document(made, actor=User.objects.system())
    day = timezone.localdate() - timedelta(days=2)
    bundle = request_bundle(
        cast.project, actor=cast.auditor, kind="range", since=day - timedelta(days=2), until=day
    )
    status, said = verify(unpacked(built(bundle), tmp_path / "out"))
    assert status == 0, said
    assert "is in quarantine" in said
