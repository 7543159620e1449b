"""Tiles in an S3-compatible store, against a server process of its own."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from pytest_django import Settings

from audit.log.models import Alarm, Checkpoint, Tree
from audit.log.sequencer import sign_head
from audit.log.storage import TileStore
from audit.log.tasks import reconcile, sequence
from audit.log.tiles import Tile, TileError, TileTree, tiles_of
from tests.audit.dying import Killed
from tests.audit.test_sequencer import write

pytestmark = pytest.mark.django_db
ACCESS = {"access_key": "testing", "secret_key": "testing", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).parent / "moto_server"
    with subprocess.Popen(
        [str(program), "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and process.poll() is None:
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@pytest.fixture
def bucket(server: str, settings: Settings, request: pytest.FixtureRequest) -> Any:
    """An empty bucket in which the log lies."""
    name = f"log-{abs(hash(request.node.name))}"
    s3 = boto3.resource(
        "s3",
        endpoint_url=server,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        region_name="us-east-1",
    )
    made = s3.create_bucket(Bucket=name)
    options = ACCESS | {"bucket_name": name, "endpoint_url": server, "location": "log"}
    settings.STORAGES = settings.STORAGES | {
        "log": {
            "BACKEND": "audit.log.bucket.TileBucket",
            "OPTIONS": options | {"file_overwrite": True},
        }
    }
    return made


def test_the_log_lies_in_a_bucket_is_read_back_and_served(
    bucket: Any, client: Client, settings: Settings
) -> None:
    for count in (200, 56, 300):
        write(count)
        sequence()
    assert not Path(settings.LOG_ROOT, "tile").exists()
    names = {item.key for item in bucket.objects.all()}
    assert {f"log/tile/{tile.path}" for tile in tiles_of(556)} <= names
    assert not any(name.startswith("log/tile/0/000.p/") for name in names)  # whole now
    last = Checkpoint.objects.last_of()
    assert TileTree(556, TileStore().read).root() == bytes(last.root)
    answer = client.get("/audit/log/tile/0/001")
    assert answer.content == TileStore().read(Tile(0, 1))
    assert reconcile() == 0


def test_a_tile_in_a_bucket_is_never_overwritten(bucket: Any) -> None:
    write(3)
    sequence()
    path = "tile/0/000.p/3"
    before = TileStore().read(Tile(0, 0, 3))
    with pytest.raises(FileExistsError):
        storages["log"].save(path, ContentFile(b"x" * 96))
    with pytest.raises(TileError):
        TileStore().write(Tile(0, 0, 3), b"x" * 96)
    TileStore().write(Tile(0, 0, 3), before)  # the same once more is no change
    assert TileStore().read(Tile(0, 0, 3)) == before


def test_killed_between_tile_and_head_the_next_round_comes_to_the_same(
    bucket: Any, settings: Settings
) -> None:
    write(3)
    sequence()
    write(2)
    usual = settings.LOG_SIGNER
    settings.LOG_SIGNER = "tests.audit.dying.DyingSigner"
    with pytest.raises(Killed):
        sequence()
    assert Checkpoint.objects.count() == 1
    tiles = {item.key: item.last_modified for item in bucket.objects.all()}
    assert "log/tile/0/000.p/5" in tiles
    settings.LOG_SIGNER = usual
    assert sign_head(Tree.SHA256)
    assert Checkpoint.objects.last_of().size == 5
    assert not Alarm.objects.exists()
    assert {item.key: item.last_modified for item in bucket.objects.all()} == tiles


def test_a_tile_that_was_changed_in_the_bucket_raises_an_alarm_and_is_put_right(
    bucket: Any,
) -> None:
    write(3)
    sequence()
    bucket.Object("log/tile/0/000.p/3").put(Body=b"x" * 96)
    write(1)
    sequence()
    assert Alarm.objects.get().kind == Alarm.Kind.TILE
    sequence()
    assert Alarm.objects.get().ended_at
    last = Checkpoint.objects.last_of()
    assert TileTree(last.size, TileStore().read).root() == bytes(last.root)


def test_a_bucket_that_is_away_stops_signing_and_nothing_else(
    bucket: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    there = settings.STORAGES
    options = there["log"]["OPTIONS"] | {"endpoint_url": "http://127.0.0.1:9"}
    settings.STORAGES = there | {"log": there["log"] | {"OPTIONS": options}}
    write(3)
    with pytest.raises(EndpointConnectionError):
        sequence()
    assert not Checkpoint.objects.exists()
    settings.STORAGES = there
    sequence()
    assert Checkpoint.objects.last_of().size == 3
