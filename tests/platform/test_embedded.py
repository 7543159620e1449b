"""The embedded servers start once, keep their data, and leave other people's folders alone."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from egov_outsource import embedded

COMMAND = (sys.executable, "-m", "egov_outsource.embedded")


def environment(folder: Path) -> dict[str, str]:
    ours = {"DATA_DIR": str(folder), "EGOV_EMBEDDED_FAST": "1"}
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    return {**kept, **ours}


def run(verb: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    env = {**environment(folder), **more}
    return subprocess.run((*COMMAND, verb), env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder whose servers are stopped and whose traces are removed at the end."""
    data = tmp_path / ("long-name-" * 12)
    yield data
    run("stop", data)
    shutil.rmtree(embedded.socket_dir(data), ignore_errors=True)
    elsewhere = embedded.Postgres(data).folder
    if elsewhere.is_relative_to("/var/tmp"):
        shutil.rmtree(elsewhere, ignore_errors=True)


def test_two_starts_at_once_make_one_pair_of_servers_that_keeps_its_data(folder: Path) -> None:
    both = [
        subprocess.Popen((*COMMAND, "start"), env=environment(folder), stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    said = "".join(process.communicate(timeout=90)[0].decode() for process in both)
    assert sorted(said.splitlines()) == [
        "PostgreSQL: started",
        "PostgreSQL: was running",
        "Redis: started",
        "Redis: was running",
    ]
    with redis.Redis.from_url(embedded.redis_url(folder)) as client:
        assert client.config_get("port") == {"port": "0"}
    connection = psycopg2.connect(embedded.database_url(folder))
    assert connection.server_version >= 150000
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT upper('é'), current_setting('listen_addresses')")
        assert cursor.fetchone() == ("É", "")
        cursor.execute("CREATE TABLE kept (id int)")
    connection.close()
    assert run("stop", folder).returncode == 0
    assert run("status", folder).returncode == 1
    assert run("start", folder).returncode == 0
    connection = psycopg2.connect(embedded.database_url(folder))
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kept")
        assert cursor.fetchone() == (0,)
    connection.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's PostgreSQL runs as somebody else")
def test_after_a_crash_of_the_machine_stop_finds_nothing_and_start_starts(folder: Path) -> None:
    assert run("start", folder).returncode == 0
    pid_file = embedded.Postgres(folder).folder / "postmaster.pid"
    kept = pid_file.read_text().splitlines()
    assert run("stop", folder).returncode == 0
    gone = subprocess.Popen(["true"])
    gone.wait()
    pid_file.write_text("\n".join([str(gone.pid), *kept[1:], ""]))
    shutil.chown(pid_file, pid_file.parent.stat().st_uid)
    stopped = run("stop", folder)
    assert (stopped.returncode, stopped.stderr) == (0, "")
    assert run("start", folder).returncode == 0
    psycopg2.connect(embedded.database_url(folder)).close()


def test_a_closed_folder_stays_closed_and_the_data_go_elsewhere(folder: Path) -> None:
    home = folder.parent
    home.chmod(0o700)
    started = run("start", folder)
    assert started.returncode == 0, started.stderr
    assert "/var/tmp/egov-" in started.stderr
    assert home.stat().st_mode & 0o777 == 0o700
    assert not (folder / "postgres").exists()
    psycopg2.connect(embedded.database_url(folder)).close()


def test_given_addresses_are_left_alone(folder: Path) -> None:
    given = {"DATABASE_URL": "postgresql://x@127.0.0.1:1/x", "REDIS_URL": "redis://127.0.0.1:1/0"}
    started = run("start", folder, **given)
    assert started.returncode == 0
    assert started.stdout == ""
    assert not (folder / "postgres").exists()
    assert not (folder / "redis").exists()


def test_settings_start_nothing(folder: Path) -> None:
    code = "import django; django.setup()"
    env = {**environment(folder), "DJANGO_SETTINGS_MODULE": "egov_outsource.settings"}
    subprocess.run((sys.executable, "-c", code), env=env, check=True)
    assert run("status", folder).returncode == 1


def test_the_secret_key_is_random_kept_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = embedded.local_secret(tmp_path / "one")
    assert len(first) >= 64
    assert embedded.local_secret(tmp_path / "one") == first
    assert embedded.local_secret(tmp_path / "two") != first
    assert (tmp_path / "one" / "secret_key").stat().st_mode & 0o777 == 0o600
