"""Asks every route as every actor, and compares with what the tables say.

`tests.matrix.pages`, `reads` and `writes` say it, one line a route. The rows are built once, and
each request is undone, so that the thousands of requests meet the same world.
"""

from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import transaction
from rest_framework.test import APIClient

from tests.matrix import actors, pages, reads, withheld, writes
from tests.matrix.routes import Route, every_route
from tests.matrix.world import make_world

JUDGED = frozenset({400, 405, 409, 412, 415, 422, 428})
TABLES: dict[str, dict[str, str]] = {
    "pages": pages.TABLE,
    "reads": reads.TABLE,
    "writes": writes.TABLE,
}


def disagreements(kind: str, folder: Path) -> list[str]:
    """Where one table and the platform disagree, route by route and actor by actor.

    What is read tells nobody what is withheld from them, whatever the page.
    """
    world = make_world(folder)
    before = withheld.amounts()
    withheld.make_telling()
    people = world.people().items()
    secrets = {name: withheld.Secrets(user, before) for name, user in people}
    clients = {name: signed_in(user) for name, user in people}
    faults = []
    for route, method in requests(kind):
        line = TABLES[kind][key_of(route, method)].replace(" ", "")
        expected = dict(zip(actors.NAMES, line, strict=True))
        expected |= dict.fromkeys(actors.NOBODY, _for_nobody(route))
        address = route.address(world)
        for name, shape in expected.items():
            status, content = answer(clients[name], method, address, name)
            if (found := shape_of(status)) != shape:
                faults.append(f"{method} {address} {name}: {found} instead of {shape}")
            told = secrets[name].told_by(content)
            faults += [f"{method} {address} tells {name} what is withheld: {one}" for one in told]
    return faults


def shape_of(status: int) -> str:
    """An answer as the tables write it."""
    if status < 400:
        return actors.IN
    if status in JUDGED:
        return actors.JUDGED
    return {401: actors.SIGN_IN, 403: actors.REFUSED, 404: actors.NOTHING}.get(
        status, f"({status})"
    )


def key_of(route: Route, method: str) -> str:
    """The line of a table."""
    return route.name if not route.is_api else f"{method} {route.name}"


def requests(kind: str) -> list[tuple[Route, str]]:
    """The requests of one table."""
    found = []
    for route in every_route():
        for method in route.methods:
            table = "pages" if not route.is_api else "reads" if method == "GET" else "writes"
            if table == kind and (route.is_api or method == "GET"):
                found.append((route, method))
    return found


class Visitor(APIClient):
    """Asks without keeping, as Django's client does, the context of every template of a page."""

    def request(self, **request: Any) -> Any:
        """What the middleware and the view answer."""
        return self.handler(self._base_environ(**request))


def signed_in(user: Any) -> APIClient:
    client = Visitor(raise_request_exception=False)
    if user.is_authenticated:
        client.force_login(user)
    return client


def _for_nobody(route: Route) -> str:
    """What the anonymous and the locked-out get."""
    if route.name in actors.PUBLIC:
        return actors.PUBLIC[route.name]
    return actors.SIGN_IN


def answer(client: APIClient, method: str, address: str, name: str) -> tuple[int, bytes]:
    """Status and content; to be sent to the sign-in page is a 401."""
    if name in actors.NOBODY:
        cache.clear()  # the anonymous share one allowance
    body = {} if method == "GET" else {"data": {}, "format": "json"}
    with transaction.atomic():
        found = getattr(client, method.lower())(address, **body)
        transaction.set_rollback(True)
    content = b"".join(found)
    to_sign_in = found.status_code == 302 and "/login/" in found.headers["Location"]
    return 401 if to_sign_in else found.status_code, content
