"""The tables of the matrix: complete, and no line lets a stranger into a project."""

from pathlib import Path

import pytest

from tests.matrix import actors
from tests.matrix.asking import TABLES, answer, key_of, requests, signed_in
from tests.matrix.world import make_world


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
def test_what_everybody_reads_neither_shows_nor_counts_the_project(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    project = world.cast.project
    names = [text.encode() for text in (project.reference, project.title, project.title_zh)]
    faults = []
    for name in actors.STRANGERS:
        client = signed_in(world.people()[name])
        for kind in ("pages", "reads"):
            for route, method in requests(kind):
                key = key_of(route, method)
                if key in actors.PUBLISHED or key not in actors.EVERYBODYS[kind]:
                    continue
                _status, content = answer(client, method, route.address(world), name)
                shown = any(text in content for text in names)
                if shown or f'"project":{project.pk},'.encode() in content:
                    faults.append(f"{key} shows {name} the project")
    assert not faults, "\n".join(faults)
