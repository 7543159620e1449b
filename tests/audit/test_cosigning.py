"""Heads are shown to witnesses and time-stamped by others; what contradicts them is an alarm."""

import secrets
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from audit.log.cosigning import last_witnessed, witnessed_note
from audit.log.models import (
    Alarm,
    Checkpoint,
    Cosignature,
    Entry,
    LogKey,
    TimeToken,
    WitnessContact,
)
from audit.log.notation import NoteError
from audit.log.note import COSIGNATURE, ED25519, Note, SigningKey, VerifierKey
from audit.log.outside_tasks import cosign, stamp
from audit.log.proof import Proof
from audit.log.stamping import StampError, authority
from audit.log.stamping import stamp as stamp_head
from audit.log.tasks import sequence
from audit.log.witnesses import KnownWitness, known_witnesses
from audit.witness.judging import Witness
from audit.witness.memory import Head, Memory
from audit.witness.serving import Server
from tests.audit.test_sequencer import REFUSED, unguarded, write
from tests.authority import LocalAuthority, openssl, running_authority
from tests.build.projects import Cast

pytestmark = pytest.mark.django_db
Outcome = WitnessContact.Outcome


def grow(count: int = 3) -> Checkpoint:
    """A new head."""
    write(count)
    sequence()
    head = Checkpoint.objects.last_of()
    assert head is not None
    return head


def fresh_key(name: str, algorithm: int = COSIGNATURE) -> SigningKey:
    return SigningKey(name, algorithm, secrets.token_bytes(32))


@pytest.fixture
def witnesses(tmp_path: Path, settings: Settings) -> Iterator[list[Witness]]:
    """Two real witnesses that the platform knows, and that follow its log."""
    grow()
    log = VerifierKey.parse(LogKey.objects.get(tree="sha256").vkey)
    found, servers = [], []
    for name in ("agency.example/w", "auditor.example/w"):
        memory = Memory(tmp_path / f"{len(found)}.db")
        witness = Witness(fresh_key(name), memory, {log.name: (log,)}, lambda: 1_790_000_000)
        server = Server(("127.0.0.1", 0), witness)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        found.append(witness)
        servers.append(server)
    settings.LOG_WITNESSES = [
        f"http://127.0.0.1:{server.server_port}/ {witness.key.verifier}"
        for server, witness in zip(servers, found, strict=True)
    ]
    settings.LOG_WITNESS_QUORUM = 2
    yield found
    for server in servers:
        server.shutdown()
        server.server_close()


def test_every_head_is_cosigned_by_every_witness_and_the_note_says_so(
    witnesses: list[Witness],
) -> None:
    entries = Entry.objects.count()
    for more in (1, 2, 400):
        assert cosign() == 2
        assert cosign() == 0, "a cosigned head is not shown again"
        head = Checkpoint.objects.last_of()
        assert head is not None
        keys = [witness.key.verifier for witness in witnesses]
        assert len(Note.parse(witnessed_note(head)).verified(keys)) == 2
        assert last_witnessed() == head
        grow(more)
        assert last_witnessed() == head, "a head counts when as many have seen it as are asked for"
    assert Entry.objects.count() == entries + 403, "cosigning leaves no entries"
    assert not Alarm.objects.exists()


def test_a_witness_that_lost_our_cosignatures_says_from_where_to_go_on(
    witnesses: list[Witness],
) -> None:
    cosign()
    head = grow()
    unguarded("audit_cosignature", "DELETE FROM audit_cosignature")
    assert cosign() == 2
    assert {one.checkpoint_id for one in Cosignature.objects.all()} == {head.pk}


def test_a_witness_that_saw_another_history_raises_an_alarm(witnesses: list[Witness]) -> None:
    head = grow()
    with witnesses[0].memory.exclusively() as session:
        session.remember(next(iter(witnesses[0].logs)), Head(3, b"\1" * 32))
    with witnesses[1].memory.exclusively() as session:
        session.remember(next(iter(witnesses[1].logs)), Head(head.size + 9, b"\1" * 32))
    assert cosign() == 0
    assert {one.outcome for one in WitnessContact.objects.all()} == {Outcome.CONTRADICTED}
    assert Alarm.objects.get().kind == Alarm.Kind.WITNESS
    assert Entry.objects.filter(event="alarm:raised").count() == 1


def test_everybody_reads_who_vouches(
    witnesses: list[Witness], stamping: LocalAuthority, cast: Cast, client: Client
) -> None:
    client.force_login(cast.auditor)
    assert b"none yet" in client.get("/audit/log/").content
    sequence()
    head = Checkpoint.objects.last_of()
    assert head is not None
    cosign()
    stamp()
    page = client.get("/audit/log/").content.decode()
    for witness in witnesses:
        assert str(witness.key.verifier) in page
    assert stamping.url in page
    stranger = Client()
    note = stranger.get("/audit/log/checkpoint").content
    assert len(Note.parse(note).verified([one.key.verifier for one in witnesses])) == 2
    stamped = stranger.get(f"/audit/log/heads/{head.size}").content
    token = stranger.get(f"/audit/log/heads/{head.size}.tsr")
    assert token["Content-Type"] == "application/timestamp-reply"
    openssl_verifies(stamping, stamped, token.content)
    assert stranger.get(f"/audit/log/heads/{head.size + 1}.tsr").status_code == 404
    grow()
    assert stranger.get("/audit/log/checkpoint").content == note, "until it is witnessed"
    entry = Entry.objects.filter(place__index__lt=head.size).visible_to(cast.auditor).first()
    proof = client.get(f"/trail/{entry.uid}/proof/").content
    assert Proof.parse(proof).note == note


def openssl_verifies(authority: LocalAuthority, message: bytes, token: bytes) -> None:
    """A program that is not ours says so too."""
    (authority.folder / "message").write_bytes(message)
    (authority.folder / "token").write_bytes(token)
    openssl(
        authority.folder, "ts", "-verify", "-data", "message", "-in", "token",
        "-CAfile", "root.pem",
    )  # fmt: skip


def test_a_forged_answer_counts_for_nothing(settings: Settings) -> None:
    head = grow()
    key, other = fresh_key("w.example"), fresh_key("w.example")
    text = head.note[: head.note.rindex("\n\n") + 1]
    answers = [
        str(other.sign(text, 1)).encode(),
        str(key.sign(text + "9\n", 1)).encode(),
        head.note.encode(),
        b"",
        b"\xff" * 200,
    ]

    class Liar(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = answers.pop()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Liar) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.LOG_WITNESSES = [f"http://127.0.0.1:{server.server_port} {key.verifier}"]
        while answers:
            assert cosign() == 0
            assert WitnessContact.objects.get().outcome == Outcome.REFUSED
        server.shutdown()
    assert cosign() == 0
    assert WitnessContact.objects.get().outcome == Outcome.UNREACHABLE
    assert not Cosignature.objects.exists()


@pytest.mark.parametrize(
    "texts",
    [
        ["http://w.example"],
        ["w.example {cosigner}"],
        ["file:///etc/passwd {cosigner}"],
        ["http://w.example {log}"],
        ["http://w.example {cosigner}", "http://v.example {cosigner}"],
    ],
)
def test_a_wrong_setting_is_refused(settings: Settings, texts: list[str]) -> None:
    keys = {
        "cosigner": fresh_key("w.example").verifier,
        "log": fresh_key("w.example", ED25519).verifier,
    }
    settings.LOG_WITNESSES = [text.format(**keys) for text in texts]
    with pytest.raises(NoteError):
        known_witnesses()


def test_a_known_witness_has_the_name_of_its_key() -> None:
    key = fresh_key("w.example/1").verifier
    assert KnownWitness.parse(f"https://w.example/x/ {key}") == KnownWitness(
        "https://w.example/x", key
    )


@pytest.fixture(scope="module")
def local_authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAuthority]:
    with running_authority(tmp_path_factory.mktemp("tsa")) as running:
        yield running


@pytest.fixture
def stamping(settings: Settings, local_authority: LocalAuthority) -> LocalAuthority:
    settings.LOG_TIME_AUTHORITY = local_authority.url
    settings.LOG_TIME_ROOTS = str(local_authority.roots)
    local_authority.other_answer = None
    return local_authority


def test_a_head_is_stamped_once_a_day(stamping: LocalAuthority) -> None:
    head = grow()
    assert stamp() == 1
    token = head.time_tokens.get()
    assert token.authority == stamping.url
    assert token.accuracy.total_seconds() == 1.5
    grow()
    assert stamp() == 0
    with time_machine.travel(token.received_at.timestamp() + 90_000):
        assert stamp() == 1


def test_an_answer_that_does_not_hold_is_no_token(
    stamping: LocalAuthority, tmp_path: Path, settings: Settings
) -> None:
    first = grow()
    by = authority()
    assert by is not None
    token = stamp_head(first, by)
    for answer in (bytes(token.response), b"", b"\x30\x03\x02\x01\x00", bytes(token.response)[:-9]):
        stamping.other_answer = answer
        with pytest.raises(StampError):
            stamp_head(grow(), by)
    stamping.other_answer = None
    with running_authority(tmp_path) as stranger:
        settings.LOG_TIME_ROOTS = str(stranger.roots)
        not_trusted = authority()
        assert not_trusted is not None
        with pytest.raises(StampError):
            stamp_head(grow(), not_trusted)
    assert TimeToken.objects.count() == 1


def test_without_an_authority_nothing_is_stamped_and_a_missing_file_is_said(
    settings: Settings,
) -> None:
    grow()
    assert stamp() == 0
    settings.LOG_TIME_AUTHORITY = "http://127.0.0.1:1/"
    settings.LOG_TIME_ROOTS = "/nowhere"
    with pytest.raises(StampError, match="LOG_TIME_ROOTS"):
        authority()


def test_what_others_said_is_never_changed(
    witnesses: list[Witness], stamping: LocalAuthority
) -> None:
    cosign()
    stamp()
    for rows in (Cosignature.objects.all(), TimeToken.objects.all()):
        assert rows.exists()
        with pytest.raises(REFUSED), transaction.atomic():
            rows.delete()
        with pytest.raises(REFUSED), transaction.atomic():
            rows.update(checkpoint_id=1)
