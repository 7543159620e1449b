"""Redis may go away for a while: pages go on, and nothing hangs."""

import time
from collections.abc import Iterator

import pytest
from celery import Celery
from django.conf import settings
from django.core.cache.backends.base import BaseCache
from django.test import Client
from kombu.exceptions import OperationalError

from egov_outsource import cache

NOWHERE = "unix:///nonexistent/redis.sock"


@pytest.fixture
def away() -> BaseCache:
    cache.ForgivingClient.away_until = 0.0
    options = settings.CACHES["default"]["OPTIONS"]
    return cache.ForgivingRedisCache(NOWHERE, {"OPTIONS": options})


@pytest.fixture(autouse=True)
def _back() -> Iterator[None]:
    yield
    cache.ForgivingClient.away_until = 0.0


def test_a_cache_that_is_away_knows_nothing_and_refuses_nothing(away: BaseCache) -> None:
    start = time.monotonic()
    away.set("a", 1)
    assert away.get("a", "unknown") == "unknown"
    assert away.add("a", 1)
    assert away.get_many(["a"]) == {}
    assert not away.has_key("a")
    away.delete("a")
    assert away.incr("a") == 1
    assert time.monotonic() - start < 2


def test_sending_a_task_to_a_queue_that_is_away_fails_at_once() -> None:
    app = Celery("away", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    app.conf.broker_url = "redis+socket:///nonexistent/redis.sock"
    start = time.monotonic()
    with pytest.raises(OperationalError):
        app.send_task("anything")
    assert time.monotonic() - start < 3


@pytest.mark.django_db
def test_health_says_what_answers(client: Client) -> None:
    answer = client.get("/healthz/")
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "queue": True, "log": True}
