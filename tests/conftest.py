"""What every test stands on: real PostgreSQL, Redis, Celery worker and browser."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright

from egov_outsource import embedded
from egov_outsource.wall import eyes
from egov_outsource.wall.building import build
from egov_outsource.wall.eyes import APPLICATION_ROLE
from tests.build.projects import Cast, make_cast
from tests.postgres.base import DatabaseOperations
from tests.programs import (
    drop_tasks,
    running_worker,
    wait_until_idle,
    without_shared_worker,
)

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "worker"}
_session: list[int] = []
# files whose few tests take long: begun first, so that no process waits for another at the end
LONG = (
    "tests/walk/test_browser_walk.py",
    "tests/matrix/test_pages.py",
    "tests/matrix/test_writes.py",
    "tests/matrix/test_reads.py",
    "tests/matrix/test_pages_accessible.py",
    "tests/platform/test_demo.py",
    "tests/demo/test_load_demo.py",
    "tests/reviews/test_browser.py",
    "tests/risk/test_worker.py",
    "tests/walk/test_rest_walk.py",
)
_owner = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Say that a test session uses the servers; what it makes of databases it makes as owner."""
    _owner.enter_context(eyes.as_owner())
    if not hasattr(config, "workerinput"):
        folder = Path(settings.DATA_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        _session.append(os.open(folder / "sessions.lock", os.O_RDWR | os.O_CREAT))
        fcntl.flock(_session[0], fcntl.LOCK_SH)


def pytest_unconfigure() -> None:
    """Stop the servers, unless another session uses them."""
    if _session:
        try:
            fcntl.flock(_session[0], fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        embedded.stop()
        os.close(_session.pop())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; otherwise as collected."""
    places = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(LONG)))


@pytest.fixture(scope="session")
def servers() -> None:
    """PostgreSQL and Redis answer, the latter empty."""
    embedded.ensure_running()
    cache.clear()
    drop_tasks()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, servers: None) -> None:
    """A database of its own for each test process, on a server that runs."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """The test database, its catalogues filled by migrations."""
    with django_db_blocker.unblock():
        assert isinstance(connection.ops, DatabaseOperations)
        connection.ops.remember_catalogues()
        with (Path(settings.DATA_DIR) / "wall.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # the roles are those of the whole server
            build(APPLICATION_ROLE)
    _remove_files()  # of a run that was broken off: a key remembers what it signed


def _remove_files() -> None:
    for folder in (settings.MEDIA_ROOT, settings.LOG_ROOT, settings.LOG_KEY_ROOT):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _platforms_eyes() -> Iterator[None]:
    """A test builds and looks as the platform; requests and actions have eyes of their own."""
    with eyes.exactly(eyes.Eyes(eyes.SYSTEM)):
        yield


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """A request leaves the language of its person to the thread: the next test begins without."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _clean(request: pytest.FixtureRequest) -> Iterator[None]:
    """Nothing that a test cached, queued or stored meets the next one."""
    yield
    uses = DATABASE_FIXTURES.intersection(request.fixturenames)
    if uses or request.node.get_closest_marker("django_db"):
        cache.clear()
        drop_tasks()
        _remove_files()


@pytest.fixture(scope="session")
def _worker(django_db_setup: None) -> Iterator[subprocess.Popen[bytes]]:
    with running_worker() as process:
        yield process


@pytest.fixture
def worker(
    _worker: subprocess.Popen[bytes], transactional_db: None
) -> Iterator[subprocess.Popen[bytes]]:
    """A real Celery worker on the test database, idle again when the test ends."""
    yield _worker
    wait_until_idle()


@pytest.fixture
def alone(transactional_db: None) -> Iterator[None]:
    """The worker that other tests share leaves the work to those that this test starts."""
    with without_shared_worker():
        yield


def _chromium() -> str | None:
    return (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real headless Chromium."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop runs in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=_chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody around one project."""
    return make_cast()
