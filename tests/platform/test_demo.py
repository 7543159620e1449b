"""`make demo` answers, and leaves nothing behind when it is stopped."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from egov_outsource import embedded


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def running(marker: str) -> list[str]:
    """The processes that have `marker` in their environment or command line."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            text = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            state = (process / "stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        if marker.encode() in text and state != "Z" and int(process.name) != os.getpid():
            found.append((process / "cmdline").read_text().replace("\0", " "))
    return found


def answer(port: int, process: subprocess.Popen[bytes], seconds: float = 420) -> dict[str, bool]:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/", timeout=5) as page:
                facts: dict[str, bool] = json.load(page)
                return facts
        except OSError:
            time.sleep(0.3)
    raise AssertionError("The demo does not answer.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    data = tmp_path_factory.mktemp("demo")
    yield data
    shutil.rmtree(embedded.socket_dir(data), ignore_errors=True)
    shutil.rmtree(embedded.Postgres(data).folder, ignore_errors=True)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_demo_answers_and_a_signal_stops_all_of_it(folder: Path, stop: signal.Signals) -> None:
    port = free_port()
    dropped = {"DATABASE_URL", "REDIS_URL", "TEST_DATABASE", "DJANGO_SETTINGS_MODULE"}
    env = {k: v for k, v in os.environ.items() if k not in dropped}
    env |= {"DATA_DIR": str(folder), "PORT": str(port), "DEMO": "1", "EGOV_EMBEDDED_FAST": "1"}
    log = folder / f"{stop.name}.log"
    with log.open("wb") as out:
        demo = subprocess.Popen(
            (sys.executable, "-m", "egov_outsource.demo"),
            cwd=settings.BASE_DIR,
            env=env,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        assert answer(port, demo) == {"database": True, "queue": True, "log": True}, log.read_text()
        os.killpg(demo.pid, stop)
        assert demo.wait(60) == 0, log.read_text()
    finally:
        if demo.poll() is None:
            demo.send_signal(signal.SIGTERM)
            demo.wait(60)
    until = time.monotonic() + 10
    while running(str(folder)) and time.monotonic() < until:
        time.sleep(0.1)
    assert running(str(folder)) == []
