"""Container, demo and tests run the same commands, and no password is in the files."""

import os
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from honcho.environ import parse_procfile

ROOT = Path(settings.BASE_DIR)
GOOD = {
    "DEMO": "0",
    "DEBUG": "0",
    "ROW_LEVEL_SECURITY": "1",
    "EGOV_NO_EMBEDDED": "1",
    "SECRET_KEY": "k" * 10 + "0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGH",
    "ALLOWED_HOSTS": "platform.example",
    "BASE_URL": "https://platform.example",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "DATABASE_URL": "postgresql://egov:b7Hq0xK2@127.0.0.1:1/egov",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


def test_every_process_of_the_demo_is_a_service_started_by_the_same_line(
    compose: dict[str, Any],
) -> None:
    processes = parse_procfile((ROOT / "Procfile").read_text()).processes
    assert set(processes) == {"web", "worker", "risk", "bulk", "sequencer", "beat"}
    for name in processes:
        assert compose["services"][name]["command"] == ["honcho", "start", name]


def test_every_service_that_stays_has_a_health_check(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert name == "migrate" or service["healthcheck"]["test"], name


def test_every_worker_queue_is_served_once_and_the_log_by_its_own_process() -> None:
    processes = parse_procfile((ROOT / "Procfile").read_text()).processes
    served = {
        name: line.split("--queues ")[1].split()[0].split(",")
        for name, line in processes.items()
        if "--queues " in line
    }
    assert served["sequencer"] == ["log"]
    queues = [queue.name for queue in settings.CELERY_TASK_QUEUES]
    assert sorted(chain(*served.values())) == sorted(queues)


def test_only_the_sequencer_reaches_the_signing_key(compose: dict[str, Any]) -> None:
    with_key = {
        name
        for name, service in compose["services"].items()
        if any(volume.startswith("log-key:") for volume in service.get("volumes", []))
    }
    assert with_key == {"sequencer"}
    assert compose["services"]["sequencer"]["environment"]["LOG_KEY_ROOT"] == "/key"


def test_secrets_come_from_files_only(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        for key, value in service.get("environment", {}).items():
            if any(word in key for word in ("PASSWORD", "SECRET", "DATABASE_URL", "REDIS_URL")):
                assert key.endswith("_FILE"), (name, key)
                assert value.startswith("/run/secrets/")
        assert set(service.get("secrets", [])) <= set(compose["secrets"])


def test_the_image_runs_without_root() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert "USER egov" in lines
    assert sum(line.startswith("FROM ") for line in lines) == 3


def deploy_check(**changes: str) -> subprocess.CompletedProcess[str]:
    keep = ("DATA_DIR", "PATH", "HOME")
    env = {key: value for key in keep if (value := os.environ.get(key))} | GOOD | changes
    strict = ("--deploy", "--tag", "security", "--fail-level", "WARNING")
    command = (sys.executable, "manage.py", "check", *strict)
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_a_complete_configuration_passes() -> None:
    done = deploy_check()
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"DEMO": "1"}, "egov.E001"),
        ({"SECRET_KEY": ""}, "egov.E002"),
        ({"DATABASE_URL": ""}, "egov.E003"),
        ({"REDIS_URL": ""}, "egov.E004"),
        ({"DATABASE_URL": "postgresql://egov:postgres@db/egov"}, "egov.E005"),
        ({"ALLOWED_HOSTS": "*"}, "egov.E006"),
        ({"BASE_URL": "http://platform.example"}, "egov.E007"),
        ({"EMAIL_BACKEND": ""}, "egov.W001"),
        ({"ROW_LEVEL_SECURITY": "0"}, "egov.W002"),
        ({"DATABASE_OWNER_URL": "postgresql://egov:other7Hq@127.0.0.1:1/egov"}, "egov.E008"),
    ],
)
def test_each_thing_that_is_missing_is_named(changes: dict[str, str], code: str) -> None:
    done = deploy_check(**changes)
    assert done.returncode != 0
    assert code in done.stderr
