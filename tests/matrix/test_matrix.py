"""Every route and every actor: who is let in, who is refused, for whom there is nothing.

`tests.matrix.pages`, `reads` and `writes` say it, one line a route. The rows are built once, and
each request is undone, so that the thousands of requests meet the same world.
"""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from rest_framework.test import APIClient

from tests.matrix import actors, pages, reads, writes
from tests.matrix.routes import Route, every_route
from tests.matrix.world import make_world

JUDGED = frozenset({400, 405, 409, 412, 415, 422, 428})


@pytest.fixture
def _quiet() -> Iterator[None]:
    """Thousands of refusals are what is wanted here; nobody reads them one by one."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


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


TABLES: dict[str, dict[str, str]] = {
    "pages": pages.TABLE,
    "reads": reads.TABLE,
    "writes": writes.TABLE,
}


@pytest.mark.parametrize("kind", TABLES)
def test_every_route_is_classified(kind: str) -> None:
    assert {key_of(*one) for one in requests(kind)} == set(TABLES[kind])


@pytest.mark.parametrize("kind", TABLES)
def test_strangers_find_nothing_but_what_is_everybodys(kind: str) -> None:
    """A look at the tables themselves: no line lets a stranger into a project."""
    width = len(actors.STRANGERS)
    let_in = {
        key
        for key, line in TABLES[kind].items()
        if set(line.replace(" ", "")[-width:]) != {actors.NOTHING}
    }
    assert let_in == set(actors.EVERYBODYS[kind])


@pytest.mark.django_db
@pytest.mark.urls("tests.matrix.urls")
@pytest.mark.usefixtures("_quiet")
@pytest.mark.parametrize("kind", TABLES)
def test_everybody_gets_what_the_table_says(kind: str, tmp_path: Path) -> None:
    world = make_world(tmp_path)
    clients = {name: _signed_in(user) for name, user in world.people().items()}
    faults = []
    for route, method in requests(kind):
        line = TABLES[kind][key_of(route, method)].replace(" ", "")
        expected = dict(zip(actors.NAMES, line, strict=True))
        expected |= dict.fromkeys(actors.NOBODY, _for_nobody(route))
        address = route.address(world)
        for name, shape in expected.items():
            found = shape_of(_answer(clients[name], method, address, name)[0])
            if found != shape:
                faults.append(f"{method} {address} {name}: {found} instead of {shape}")
    assert not faults, "\n".join(faults)


@pytest.mark.django_db
@pytest.mark.urls("tests.matrix.urls")
def test_what_everybody_reads_neither_shows_nor_counts_the_project(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    project = world.cast.project
    names = [text.encode() for text in (project.reference, project.title, project.title_zh)]
    faults = []
    for name in actors.STRANGERS:
        client = _signed_in(world.people()[name])
        for kind in ("pages", "reads"):
            for route, method in requests(kind):
                key = key_of(route, method)
                if key in actors.PUBLISHED or key not in actors.EVERYBODYS[kind]:
                    continue
                _status, content = _answer(client, method, route.address(world), name)
                shown = any(text in content for text in names)
                if shown or f'"project":{project.pk},'.encode() in content:
                    faults.append(f"{key} shows {name} the project")
    assert not faults, "\n".join(faults)


class Visitor(APIClient):
    """Asks without keeping, as Django's client does, the context of every template of a page."""

    def request(self, **request: Any) -> Any:
        """What the middleware and the view answer."""
        return self.handler(self._base_environ(**request))


def _signed_in(user: Any) -> APIClient:
    client = Visitor(raise_request_exception=False)
    if user.is_authenticated:
        client.force_login(user)
    return client


def _for_nobody(route: Route) -> str:
    """What the anonymous and the locked-out get."""
    if route.name in actors.PUBLIC:
        return actors.PUBLIC[route.name]
    return actors.SIGN_IN


def _answer(client: APIClient, method: str, address: str, name: str) -> tuple[int, bytes]:
    """Status and content; to be sent to the sign-in page is a 401."""
    if name in actors.NOBODY:
        cache.clear()  # the anonymous share one allowance
    body = {} if method == "GET" else {"data": {}, "format": "json"}
    with transaction.atomic():
        answer = getattr(client, method.lower())(address, **body)
        transaction.set_rollback(True)
    content = b"".join(answer)
    to_sign_in = answer.status_code == 302 and "/login/" in answer.headers["Location"]
    return 401 if to_sign_in else answer.status_code, content
