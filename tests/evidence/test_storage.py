"""Bytes lie under their digest, completely or not at all."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from audit.evidence import storage
from egov_outsource.errors import Invalid


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_bytes_are_kept_under_their_digest(tmp_path: Path) -> None:
    with storage.arriving([b"abc", b"def"]) as arrival:
        arrival.keep()
    digest = hashlib.sha256(b"abcdef").hexdigest()
    assert (arrival.sha256, arrival.size) == (digest, 6)
    assert files(tmp_path) == [tmp_path / digest[:2] / digest[2:4] / digest]
    with storage.opened(digest) as stored:
        assert stored.read() == b"abcdef"
    assert storage.digest_now(digest) == digest


def test_what_is_not_kept_leaves_nothing(tmp_path: Path) -> None:
    with storage.arriving([b"abc"]):
        pass
    assert files(tmp_path) == []


def test_a_sender_who_stops_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"abc"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError), storage.arriving(broken()):
        pytest.fail("never arrives")
    assert files(tmp_path) == []


def test_writing_stops_at_the_limit(tmp_path: Path) -> None:
    taken = []

    def endless() -> Iterator[bytes]:
        while True:
            taken.append(1)
            yield b"x" * 10

    with pytest.raises(Invalid) as refusal, storage.arriving(endless(), limit=25):
        pytest.fail("never arrives")
    assert refusal.value.code == "FILE-TOO-LARGE"
    assert len(taken) == 3
    assert files(tmp_path) == []


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Invalid) as refusal, storage.arriving([]):
        pytest.fail("never arrives")
    assert refusal.value.code == "FILE-EMPTY"


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_only_a_digest_is_an_address(name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        storage.path_of(name)


def test_a_missing_file_has_no_digest() -> None:
    assert storage.digest_now("a" * 64) == ""
