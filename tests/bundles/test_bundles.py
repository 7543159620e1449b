"""A case leaves the platform as a bundle that holds on its own, for those who may see it."""

import hashlib
import json
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from audit.bundles import building
from audit.bundles.actions.download_bundle import download_bundle
from audit.bundles.actions.request_bundle import request_bundle
from audit.bundles.building import stored_path
from audit.bundles.models import Bundle
from audit.bundles.tasks import build_bundle, sweep_bundles
from audit.evidence.models import Document
from audit.evidence.storage import path_of
from audit.log.actions.erase_personal import erase_personal
from audit.log.models import Entry, LogKey
from audit.log.note import COSIGNATURE, SigningKey, VerifierKey
from audit.log.outside_tasks import cosign, stamp
from audit.log.tasks import sequence
from audit.witness.judging import Witness
from audit.witness.memory import Memory
from audit.witness.serving import Server
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady
from projects.grants import derive_agency_grants
from tests.authority import LocalAuthority
from tests.build import acceptance, accounts, reviews, selection
from tests.build.evidence import document
from tests.build.projects import Cast
from tests.build.sealed_bundle import Made

pytestmark = pytest.mark.django_db
WITNESS = SigningKey("audit-firm.example/w", COSIGNATURE, b"\5" * 32)


@pytest.fixture
def _outside(
    cast: Cast, authority: LocalAuthority, tmp_path: Path, settings: Settings
) -> Iterator[None]:
    """A witness and an authority that the platform knows."""
    acceptance.planned(cast, code="D-0")
    sequence()
    log = VerifierKey.parse(LogKey.objects.get(tree="sha256").vkey)
    witness = Witness(WITNESS, Memory(tmp_path / "w.db"), {log.name: (log,)})
    server = Server(("127.0.0.1", 0), witness)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.LOG_WITNESSES = [f"http://127.0.0.1:{server.server_port}/ {WITNESS.verifier}"]
    settings.LOG_WITNESS_QUORUM = 1
    settings.LOG_TIME_AUTHORITY = authority.url
    settings.LOG_TIME_ROOTS = str(authority.roots)
    yield
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"


def built(bundle: Bundle) -> Bundle:
    """The bundle after the log signed its request and a worker took it."""
    sequence()
    cosign()
    build_bundle(bundle.pk)
    bundle.refresh_from_db()
    assert bundle.state == Bundle.State.DONE, bundle.failure
    return bundle


def unpacked(bundle: Bundle, to: Path) -> Path:
    with zipfile.ZipFile(stored_path(bundle.stored_as)) as archive:
        archive.extractall(to)
    return to / f"bundle-{bundle.pk}"


def verify(
    folder: Path, *options: str, program: Path | None = None, keys: list[str] | None = None
) -> tuple[int, str]:
    """What the program inside the bundle says, alone and far from the platform."""
    keys = keys or [LogKey.objects.get(tree="sha256").vkey]
    options = (*(f"--key={key}" for key in keys), *options)
    program = (program or folder) / "verifier" / "check.py"
    started = subprocess.run(
        [sys.executable, "-I", str(program), str(folder), *options],
        cwd="/", env={}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in started.stderr, started.stderr
    return started.returncode, started.stdout


@pytest.mark.usefixtures("_outside")
def test_an_auditor_elsewhere_proves_that_a_deliverable_was_received(
    cast: Cast, authority: LocalAuthority, tmp_path: Path
) -> None:
    """INV-6, INV-11: submission, sequencer, witness, authority, export, check, tampering."""
    submission = acceptance.handed_in(cast)
    sequence()
    cosign()
    stamp()
    bundle = built(request_bundle(cast.project, actor=cast.auditor))
    assert bundle.counts["files"] == 1
    assert bundle.done == bundle.total > bundle.counts["entries"]
    folder = unpacked(bundle, tmp_path / "elsewhere")
    options = ["--witness", str(WITNESS.verifier), "--time-roots", str(authority.roots)]
    status, said = verify(folder, *options)
    assert status == 0, said
    title = str(submission)
    assert f"“{title}” (files/" in said
    for words in ("unchanged (", "nothing before it was rewritten", "1 or more witnesses", "says "):
        assert words in said
    assert verify(folder, *options, "--language", "zh")[0] == 0
    zipped = stored_path(bundle.stored_as)
    assert verify(zipped, *options, program=folder)[0] == 0
    assert hashlib.sha256(zipped.read_bytes()).hexdigest() == bundle.sha256
    _tampered(folder, options, tmp_path)


def _tampered(folder: Path, options: list[str], tmp_path: Path) -> None:
    """What somebody does to the bundle after it left, with manifests that agree."""
    file = next(folder.glob("data/files/*/*")).relative_to(folder).as_posix()
    numbers = sorted(int(path.stem) for path in folder.glob("data/entries/*.json"))
    first, other = numbers[0], numbers[1]
    head = next(folder.glob("data/checkpoints/*")).relative_to(folder).as_posix()

    def swap(made: Made) -> None:
        one, two = (made.root / f"data/entries/{n}.json" for n in (first, other))
        content = one.read_bytes()
        one.write_bytes(two.read_bytes())
        two.write_bytes(content)

    deeds: list[Callable[[Made], object]] = [
        lambda m: m.write(file, (m.root / file).read_bytes() + b"\n"),
        lambda m: (m.root / file).unlink(),
        lambda m: (m.root / f"data/entries/{first}.json").unlink(),
        lambda m: (m.root / f"data/proofs/{other}.tlog-proof").unlink(),
        lambda m: m.write(head, (m.root / head).read_bytes()[:-20]),
        swap,
    ]
    for number, deed in enumerate(deeds):
        made = Made(shutil.copytree(folder, tmp_path / f"tampered-{number}"), [])
        deed(made)
        made.seal()
        status, said = verify(made.root, *options, program=folder)
        assert status == 1, (number, said)
        assert "DOUBT" in said


def test_a_bundle_of_a_contract_holds_what_hangs_on_it_and_nothing_else(
    cast: Cast, tmp_path: Path
) -> None:
    contract = selection.drafted_contract(cast)
    acceptance.handed_in(cast, acceptance.planned(cast, contract=contract), "of the contract")
    acceptance.handed_in(cast, acceptance.planned(cast, code="D-2"), "beside it")
    bundle = built(
        request_bundle(cast.project, actor=cast.auditor, kind="contract", case=contract.pk)
    )
    assert bundle.case_name == str(contract)
    folder = unpacked(bundle, tmp_path)
    assert verify(folder)[0] == 0, verify(folder)[1]
    contents = [path.read_bytes() for path in folder.glob("data/files/*/*")]
    assert [b"of the contract" in content for content in contents] == [True]


def test_a_bundle_of_an_audit_finding_holds_its_evidence(cast: Cast, tmp_path: Path) -> None:
    finding = reviews.issued(cast)
    document(cast.project, cast.officer, "something else")
    for kind, case in (("finding", finding.pk), ("review", finding.review_id)):
        bundle = built(request_bundle(cast.project, actor=cast.auditor, kind=kind, case=case))
        folder = unpacked(bundle, tmp_path / kind)
        assert len([*folder.glob("data/files/*/*")]) == 1
        assert verify(folder)[0] == 0, verify(folder)[1]


def test_a_bundle_of_a_span_of_time_holds_its_days(cast: Cast, tmp_path: Path) -> None:
    document(cast.project, cast.officer, "today")
    today = timezone.localdate()
    for days, files in ((0, 1), (3, 0)):
        day = today + timedelta(days=days)
        facts = {"kind": "range", "since": day, "until": day}
        bundle = built(request_bundle(cast.project, actor=cast.auditor, **facts))
        assert bundle.counts["files"] == files
        assert verify(unpacked(bundle, tmp_path / str(days)))[0] == 0


def test_erased_names_and_entries_under_seal_raise_no_doubt_and_say_so(
    cast: Cast, tmp_path: Path
) -> None:
    """What the auditor may not see is pinned by its place; what was erased is said to be."""
    finding = reviews.draft(cast)
    document(cast.project, cast.officer, "plan")
    entry = Entry.objects.about(Document.objects.earliest("pk")).earliest("pk")
    records = accounts.member(cast.agency, "records")
    derive_agency_grants(cast.agency)
    erase_personal(entry, actor=records, names=["actor.name"], reason="asked for")
    reviews.issue_finding(finding, actor=cast.auditor)
    bundle = built(request_bundle(cast.project, actor=cast.leader))
    status, said = verify(unpacked(bundle, tmp_path))
    assert status == 0, said
    assert "personal fields were erased" in said


def test_bids_from_before_their_opening_stay_sealed_and_are_pinned(
    cast: Cast, tmp_path: Path
) -> None:
    """INV-11: what was under seal is not shown, and cannot be exchanged either."""
    selection.evaluated_tender(cast)
    bundle = built(request_bundle(cast.project, actor=cast.auditor))
    assert bundle.counts["withheld"] == 2
    folder = unpacked(bundle, tmp_path)
    status, said = verify(folder)
    assert status == 0, said
    assert "2 entries are under seal" in said
    events = {json.loads(path.read_bytes())["event"] for path in folder.glob("data/entries/*")}
    assert "bid:submitted" not in events


def test_damaged_and_infected_files_stay_out(cast: Cast, tmp_path: Path) -> None:
    """INV-6: what no longer matches its digest is found by whoever checks the bundle."""
    made = document(cast.project, cast.officer, "plan")
    path = path_of(made.sha256)
    path.chmod(0o600)
    original = path.read_bytes()
    path.write_bytes(b"swapped on the disk")
    bundle = built(request_bundle(cast.project, actor=cast.auditor))
    path.write_bytes(original)
    assert (bundle.counts["files"], bundle.counts["missing"]) == (0, 1)
    status, said = verify(unpacked(bundle, tmp_path))
    assert status == 1
    assert made.sha256 in said


def test_only_who_sees_the_trail_asks_and_only_for_what_they_see(cast: Cast) -> None:
    for person in (cast.project_manager, cast.supervisor):
        with pytest.raises(NotAllowed):
            request_bundle(cast.project, actor=person)
    for person in (cast.outsider, cast.other_officer, cast.expired_auditor, cast.rival_manager):
        with pytest.raises(Hidden):
            request_bundle(cast.project, actor=person)
    draft = reviews.draft(cast)
    with pytest.raises(Hidden):
        request_bundle(cast.project, actor=cast.officer, kind="finding", case=draft.pk)
    with pytest.raises(Invalid):
        request_bundle(cast.project, actor=cast.officer, kind="range")
    assert Entry.objects.filter(event="attempt:refused").count() == 7
    bundle = request_bundle(cast.project, actor=cast.officer)
    entry = Entry.objects.get(event="bundle:requested")
    assert entry.data["kind"] == "project"
    with pytest.raises(Conflict):
        request_bundle(cast.project, actor=cast.officer)
    built(bundle)
    assert Entry.objects.get(event="bundle:built").data["sha256"] == bundle.sha256
    with pytest.raises(Hidden):
        download_bundle(bundle, actor=cast.leader)


def test_the_right_is_asked_again_when_it_is_built_and_when_it_is_taken(cast: Cast) -> None:
    bundle = request_bundle(cast.project, actor=cast.auditor)
    later = built(request_bundle(cast.project, actor=cast.officer))
    with time_machine.travel(timezone.now() + timedelta(days=4000)):
        build_bundle(bundle.pk)
        bundle.refresh_from_db()
        assert (bundle.state, bundle.failure) == ("failed", "right")
    assert Entry.objects.filter(event="bundle:failed").count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=8)), pytest.raises(NotReady):
        download_bundle(later, actor=cast.officer)


def test_what_cannot_be_built_is_tried_again_and_then_said(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = request_bundle(cast.project, actor=cast.auditor)
    build_bundle(bundle.pk)
    bundle.refresh_from_db()
    assert bundle.state == "waiting", "the log has not signed the request"
    sequence()

    def broken(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(building, "_digest", broken)
        for _ in range(5):
            build_bundle(bundle.pk)
    bundle.refresh_from_db()
    assert (bundle.state, bundle.failure) == ("failed", "error")
    assert [*building.folder().iterdir()] == [], "nothing is left behind"
    again = built(request_bundle(cast.project, actor=cast.auditor))
    build_bundle(again.pk)
    assert Entry.objects.filter(event="bundle:built").count() == 1, "once"


def test_a_bundle_expires_and_its_file_goes(cast: Cast) -> None:
    bundle = built(request_bundle(cast.project, actor=cast.auditor))
    path = stored_path(bundle.stored_as)
    assert sweep_bundles() == 0
    assert path.exists()
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert sweep_bundles() == 1
    bundle.refresh_from_db()
    assert bundle.state == "expired"
    assert not path.exists()


def test_one_click_asks_and_the_page_shows_the_bar_and_then_the_file(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.auditor)
    trail = client.get(f"/projects/{cast.project.pk}/trail/")
    assert f"/projects/{cast.project.pk}/bundles/new/" in trail.content.decode()
    assert b"No evidence bundle yet" in client.get("/bundles/").content
    asked = client.post(f"/projects/{cast.project.pk}/bundles/new/", {"kind": "project"})
    page = asked["Location"]
    assert b"hx-get" in client.get(page).content
    twice = client.post(f"/projects/{cast.project.pk}/bundles/new/", {"kind": "project"})
    assert twice["Location"] == "/bundles/"
    bundle = built(Bundle.objects.get())
    assert client.get(f"{page}progress/")["HX-Refresh"] == "true"
    assert bundle.sha256 in client.get(page).content.decode()
    download = client.get(f"{page}download/")
    content = b"".join(download.streaming_content)
    assert hashlib.sha256(content).hexdigest() == bundle.sha256
    assert download["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(event="bundle:downloaded").count() == 1
    days = {"project": cast.project.pk, "since": "2026-01-01", "until": "2026-01-31"}
    assert client.post("/bundles/range/", days).status_code == 302
    assert client.get("/bundles/", headers={"accept-language": "zh-hans"}).status_code == 200
    client.force_login(cast.officer)
    assert client.get(page).status_code == 404


def test_programs_ask_wait_and_take(cast: Cast) -> None:
    client = APIClient()
    client.force_authenticate(cast.auditor)
    address = f"/api/v1/projects/{cast.project.pk}/bundles/"
    made = client.post(address, {"kind": "project"}, format="json")
    assert (made.status_code, made.data["state"]) == (201, "waiting")
    one = f"{address}{made.data['id']}/"
    assert client.get(f"{one}download/").status_code == 409
    built(Bundle.objects.get())
    assert client.get(one).data["state"] == "done"
    taken = client.get(f"{one}download/")
    assert taken["Content-Type"] == "application/zip"
    assert b"".join(taken.streaming_content).startswith(b"PK")
    client.force_authenticate(cast.project_manager)
    assert client.get(one).status_code == 404
    assert client.post(address, {"kind": "project"}, format="json").status_code == 403
