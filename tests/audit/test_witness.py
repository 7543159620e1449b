"""A witness cosigns what extends what it saw, and nothing else, whoever asks and however often."""

import base64
import http.client
import secrets
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.log import merkle
from audit.log.notation import NoteError
from audit.log.note import COSIGNATURE, ED25519, Checkpoint, Note, SigningKey
from audit.witness.__main__ import main
from audit.witness.judging import Answer, Witness
from audit.witness.memory import KEPT_REFUSALS, Memory
from audit.witness.request import Request

ORIGIN = "log.example/egov"
LEAVES = [merkle.leaf_hash(bytes([n])) for n in range(40)]


def key(name: str, algorithm: int) -> SigningKey:
    return SigningKey(name, algorithm, secrets.token_bytes(32))


LOG = key(ORIGIN, ED25519)


def head(size: int, *, leaves: list[bytes] = LEAVES, by: SigningKey = LOG) -> bytes:
    text = str(Checkpoint(ORIGIN, size, merkle.root_hash(leaves[:size])))
    return bytes(Note(text, (by.sign(text),)))


def request(old: int, size: int, *, leaves: list[bytes] = LEAVES, by: SigningKey = LOG) -> bytes:
    proof = merkle.consistency_proof(leaves[:size], old) if old else []
    return bytes(Request(old, tuple(proof), head(size, leaves=leaves, by=by)))


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    memory = Memory(tmp_path / "state.db")
    return Witness(key("w.example", COSIGNATURE), memory, {ORIGIN: (LOG.verifier,)}, lambda: 1234.5)


def test_a_head_is_cosigned_with_the_time_and_remembered(witness: Witness) -> None:
    for old, size in ((0, 5), (5, 5), (5, 17), (17, 32), (32, 40)):
        answer = witness.add_checkpoint(request(old, size))
        assert answer.status == 200, answer
        note = Note.parse(head(size) + answer.body)
        assert note.verified([witness.key.verifier]) == {witness.key.verifier: 1234}
        assert witness.memory.heads()[ORIGIN].size == size
    assert witness.memory.refusals(ORIGIN) == []


def test_an_old_size_that_is_not_the_newest_is_answered_with_the_newest(witness: Witness) -> None:
    witness.add_checkpoint(request(0, 8))
    for old in (0, 3, 9):
        answer = witness.add_checkpoint(request(old, 12))
        assert answer == Answer.conflict(8)
        assert (answer.body, answer.content_type) == (b"8\n", "text/x.tlog.size")
    assert witness.memory.heads()[ORIGIN].size == 8


def test_a_rewritten_history_is_refused_and_kept_as_evidence(witness: Witness) -> None:
    witness.add_checkpoint(request(0, 8))
    other = [*LEAVES[:2], merkle.leaf_hash(b"rewritten"), *LEAVES[3:]]
    answer = witness.add_checkpoint(request(8, 12, leaves=other))
    assert answer.status == 422
    assert witness.add_checkpoint(request(8, 8, leaves=other)).status == 409
    assert [note for _reason, note in witness.memory.refusals(ORIGIN)] == [
        head(8, leaves=other),
        head(12, leaves=other),
    ]
    assert witness.add_checkpoint(request(8, 12)).status == 200, "the honest history goes on"


@pytest.mark.parametrize("change", ["cut", "longer", "swapped", "none"])
def test_a_proof_that_is_not_exactly_the_proof_is_refused(witness: Witness, change: str) -> None:
    witness.add_checkpoint(request(0, 7))
    proof = merkle.consistency_proof(LEAVES[:20], 7)
    wrong = {
        "cut": proof[:-1],
        "longer": [*proof, proof[-1]],
        "swapped": [proof[1], proof[0], *proof[2:]],
        "none": [],
    }[change]
    answer = witness.add_checkpoint(bytes(Request(7, tuple(wrong), head(20))))
    assert answer.status == 422
    assert witness.memory.heads()[ORIGIN].size == 7


def test_a_first_head_needs_no_proof_and_takes_none(witness: Witness) -> None:
    assert witness.add_checkpoint(bytes(Request(0, (LEAVES[0],), head(3)))).status == 422
    text = str(Checkpoint(ORIGIN, 0, LEAVES[0]))
    not_empty = bytes(Note(text, (LOG.sign(text),)))
    assert witness.add_checkpoint(bytes(Request(0, (), not_empty))).status == 422
    assert witness.add_checkpoint(bytes(Request(0, (), head(0)))).status == 200


def test_strangers_are_refused(witness: Witness) -> None:
    forger = key(ORIGIN, ED25519)
    assert witness.add_checkpoint(request(0, 3, by=forger)).status == 403
    text = head(3).decode().replace(ORIGIN, "other.example", 1)
    assert witness.add_checkpoint(b"old 0\n\n" + text.encode()).status == 404
    assert witness.memory.heads() == {}


def test_an_old_size_beyond_the_new_one_is_a_bad_request(witness: Witness) -> None:
    witness.add_checkpoint(request(0, 9))
    assert witness.add_checkpoint(bytes(Request(9, (), head(4)))).status == 400


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 0",
        b"old -1\n\n" + head(1),
        b"old 01\n\n" + head(1),
        b"old 0 \n\n" + head(1),
        b"OLD 0\n\n" + head(1),
        b"old 0\nnot base64\n\n" + head(1),
        b"old 0\n" + base64.b64encode(b"short") + b"\n\n" + head(1),
        b"old 0\n" + (base64.b64encode(LEAVES[0]) + b"\n") * 64 + b"\n" + head(1),
        b"old 0\n\n\n" + head(1),
        b"old 0\n\n" + head(1)[:-1],
        b"old 0\n\n\xff\xfe",
        b"old \xc3\xa9\n\n" + head(1),
    ],
)
def test_what_cannot_be_read_is_a_bad_request(witness: Witness, body: bytes) -> None:
    assert witness.add_checkpoint(body).status == 400


def test_two_heads_at_once_leave_one_line_of_history(witness: Witness) -> None:
    witness.add_checkpoint(request(0, 8))
    fork = [*LEAVES[:8], *(merkle.leaf_hash(bytes([n, 1])) for n in range(30))]
    barrier = threading.Barrier(8)
    answers = []

    def ask(leaves: list[bytes]) -> None:
        barrier.wait()
        answers.append(witness.add_checkpoint(request(8, 12, leaves=leaves)).status)

    threads = [threading.Thread(target=ask, args=([LEAVES, fork][n % 2],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, *[409] * 7]


def test_what_cannot_be_stored_is_not_cosigned(witness: Witness, tmp_path: Path) -> None:
    witness.add_checkpoint(request(0, 2))
    with sqlite3.connect(tmp_path / "state.db") as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON head BEGIN SELECT RAISE(FAIL, 'disk'); END"
        )
    with pytest.raises(sqlite3.DatabaseError):
        witness.add_checkpoint(request(2, 4))
    assert witness.memory.heads()[ORIGIN].size == 2


@pytest.fixture
def running(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[int, str]]:
    """Port and public key of a witness as its own process."""
    assert main(["new-key", "w.example", "--key", str(tmp_path / "key")]) == 0
    vkey = capsys.readouterr().out.strip()
    command = [sys.executable, "-m", "audit.witness", "serve", "--listen", "127.0.0.1:0"]
    options = ["--key", tmp_path / "key", "--state", tmp_path / "db", "--log", LOG.verifier]
    with subprocess.Popen(
        [*command, *map(str, options)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == vkey
        yield int(process.stdout.readline().rsplit(":", 1)[1]), vkey
        process.terminate()


def ask(port: int, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, body)
    try:
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_it_runs_on_its_own_and_forgets_nothing(running: tuple[int, str]) -> None:
    port, vkey = running
    status, line = ask(port, "POST", "/add-checkpoint", request(0, 3))
    assert (status, line.decode().split()[1]) == (200, "w.example")
    assert ask(port, "POST", "/add-checkpoint", request(0, 3)) == (409, b"3\n")
    assert ask(port, "POST", "/elsewhere", request(3, 4))[0] == 404
    assert ask(port, "POST", "/add-checkpoint", b"x" * 70_000)[0] == 413
    status, page = ask(port, "GET", "/")
    assert status == 200
    assert vkey.encode() in page
    assert b'"size": 3' in ask(port, "GET", "/heads")[1]
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: -5\r\n\r\n")
        assert b" 411 " in raw.recv(100)


def test_its_key_is_for_its_owner_and_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "key"
    assert main(["new-key", "w.example", "--key", str(path)]) == 0
    before = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert main(["new-key", "w.example", "--key", str(path)]) == 2
    assert path.read_text() == before
    assert "witness:" in capsys.readouterr().err


@pytest.mark.parametrize("listen", ["nowhere", "127.0.0.1:x"])
def test_a_wrong_address_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], listen: str
) -> None:
    main(["new-key", "w.example", "--key", str(tmp_path / "key")])
    options = ["--key", tmp_path / "key", "--state", tmp_path / "db", "--log", LOG.verifier]
    assert main(["serve", "--listen", listen, *map(str, options)]) == 2
    assert "HOST:PORT" in capsys.readouterr().err


def test_a_request_with_too_many_hashes_is_not_read() -> None:
    with pytest.raises(NoteError):
        Request.parse(b"old 1\n" + (base64.b64encode(LEAVES[0]) + b"\n") * 64 + b"\n" + head(2))


def test_heads_with_false_proofs_do_not_push_out_the_evidence_of_two_histories(
    witness: Witness,
) -> None:
    """Anybody can send the former; only the log can have signed the latter."""
    witness.add_checkpoint(request(0, 8))
    other = [*LEAVES[:2], merkle.leaf_hash(b"rewritten"), *LEAVES[3:]]
    assert witness.add_checkpoint(request(8, 8, leaves=other)).status == 409
    assert witness.add_checkpoint(bytes(Request(8, (), head(9)))).status == 422
    ((reason, note), _two_histories) = witness.memory.refusals(ORIGIN)
    with witness.memory.exclusively() as session:
        for at in range(KEPT_REFUSALS + 5):
            session.keep_refused(ORIGIN, reason, note, at)
    kept = [note for _reason, note in witness.memory.refusals(ORIGIN)]
    assert kept == [note] * KEPT_REFUSALS + [head(8, leaves=other)]
