"""A cache that may be away for a while: what it cannot say counts as not cached."""

import logging
import time
from collections.abc import Callable
from typing import Any

import redis
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

log = logging.getLogger(__name__)

PAUSE_SECONDS = 1.0


class ForgivingClient(RedisCacheClient):
    """Redis, left alone for a moment after it did not answer."""

    away_until = 0.0

    def _try(self, ask: Callable[[], Any], *, otherwise: Any) -> Any:
        if time.monotonic() < ForgivingClient.away_until:
            return otherwise
        try:
            return ask()
        except (redis.ConnectionError, redis.TimeoutError):
            ForgivingClient.away_until = time.monotonic() + PAUSE_SECONDS
            log.warning("Redis does not answer: going on without cache and rate limits.")
            return otherwise

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        """Whether it was new; without Redis it is."""
        return bool(
            self._try(lambda: super(ForgivingClient, self).add(key, value, timeout), otherwise=True)
        )

    def get(self, key: Any, default: Any) -> Any:
        """The value; without Redis `default`."""
        return self._try(lambda: super(ForgivingClient, self).get(key, default), otherwise=default)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        """Keep the value, if Redis is there."""
        self._try(lambda: super(ForgivingClient, self).set(key, value, timeout), otherwise=None)

    def touch(self, key: Any, timeout: Any) -> bool:
        """Whether it was there to be touched."""
        return bool(
            self._try(lambda: super(ForgivingClient, self).touch(key, timeout), otherwise=False)
        )

    def delete(self, key: Any) -> bool:
        """Whether it was there to be deleted."""
        return bool(self._try(lambda: super(ForgivingClient, self).delete(key), otherwise=False))

    def get_many(self, keys: Any) -> Any:
        """Those that are there."""
        return self._try(lambda: super(ForgivingClient, self).get_many(keys), otherwise={})

    def has_key(self, key: Any) -> bool:
        """Whether it is there."""
        return bool(self._try(lambda: super(ForgivingClient, self).has_key(key), otherwise=False))

    def incr(self, key: Any, delta: int) -> Any:
        """The new number; without Redis that of a first time."""
        return self._try(lambda: super(ForgivingClient, self).incr(key, delta), otherwise=delta)

    def set_many(self, data: Any, timeout: Any) -> None:
        """Keep them, if Redis is there."""
        self._try(lambda: super(ForgivingClient, self).set_many(data, timeout), otherwise=None)

    def delete_many(self, keys: Any) -> None:
        """Forget them, if Redis is there."""
        self._try(lambda: super(ForgivingClient, self).delete_many(keys), otherwise=None)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache with that client."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
