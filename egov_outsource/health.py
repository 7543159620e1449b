"""Whether the platform can work: asked by process managers, says nothing about its content."""

import os
import sys
import urllib.request

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from egov_outsource.wall.eyes import as_system


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _queue() -> bool:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def _log() -> bool:
    """Whether entries of the audit log get their number in time."""
    try:
        with as_system(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(min(at) < now() - make_interval(secs => %s), false)"
                " FROM audit_pending JOIN audit_entry ON audit_entry.id = entry_id",
                [settings.LOG_LAG_SECONDS],
            )
            return not cursor.fetchone()[0]
    except Error:
        return False


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """503 without a database; pages work without Redis and sequencer, so that is only told."""
    database = _database()
    facts = {"database": database, "queue": _queue(), "log": database and _log()}
    return JsonResponse(facts, status=200 if database else 503)


def probe() -> int:
    """Ask the server on this machine, as its health check does; 0 if it is well."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz/"
    request = urllib.request.Request(address, headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - always http
            return 0 if answer.status == 200 else 1  # noqa: PLR2004 - well
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(probe())
