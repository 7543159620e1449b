"""The ground under the tests holds."""

import subprocess
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from egov_outsource import celery_app
from risk.models import ModelVersion
from tests.build.accounts import person


@pytest.mark.django_db
def test_postgresql_is_new_enough_and_compiles_no_statements() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
    assert connection.pg_version >= 150000
    assert connection.settings_dict["NAME"].startswith("test_")


@pytest.mark.django_db
def test_the_cache_is_a_real_redis() -> None:
    cache.set("answer", 42)
    assert cache.get("answer") == 42


@pytest.mark.django_db
def test_the_cache_is_empty_at_the_start_of_a_test() -> None:
    assert cache.get("answer") is None


@pytest.mark.django_db(transaction=True)
def test_a_committed_person_is_there() -> None:
    person("passer.by@example.org")
    assert get_user_model().objects.count() == 2


@pytest.mark.django_db
def test_the_next_test_finds_what_migrations_made_and_nobody_else() -> None:
    assert [user.kind for user in get_user_model().objects.all()] == ["system"]
    assert ModelVersion.objects.in_force(date(2025, 1, 1)) is not None


@pytest.mark.worker
def test_a_real_worker_answers(worker: subprocess.Popen[bytes]) -> None:
    assert worker.poll() is None
    assert celery_app.control.ping(timeout=2)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_real_browser_talks_to_a_live_server(browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_page()
    answer = page.goto(f"{live_server.url}/nothing-is-here/")
    assert answer is not None
    assert answer.status == 404
    page.close()
