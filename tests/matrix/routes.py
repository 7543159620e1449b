"""Every route of the URL configuration, with the words that fill its address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.matrix.world import World

# pages of other people's packages: their own tests cover them, ours covers who is let in
FOREIGN = ("account/", "operators/", "api/v1/schema/", "api/v1/docs/")
_KEY = re.compile(r"<(?:\w+:)?(?P<page>\w+)>|\(\?P<(?P<rest>\w+)>(?:\\.|\[[^\]]*\]|[^()])*\)")


@dataclass(frozen=True)
class Route:
    """One address with the methods that it answers."""

    name: str
    pattern: str
    methods: tuple[str, ...]

    @property
    def is_api(self) -> bool:
        """Whether it belongs to the REST interface."""
        return self.pattern.startswith("api/")

    def address(self, world: World) -> str:
        """The address of this route for the row that `world` keeps of its kind."""
        made = ""
        rest = self.pattern.replace("^", "").replace("$", "")
        while found := _KEY.search(rest):
            made += rest[: found.start()]
            made += str(_word(made, found["page"] or found["rest"], world))
            rest = rest[found.end() :]
        return f"/{made}{rest}"


def _word(before: str, key: str, world: World) -> Any:
    """What stands for `key` after `before`."""
    parts = [part for part in before.strip("/").split("/") if not part.isdigit()]
    for name in ("/".join(parts[-2:]), parts[-1]):
        if name in world.ids:
            return world.ids[name]
    raise KeyError(f"tests/matrix/world.py keeps nothing for {key} in {before}")


def every_route() -> list[Route]:
    """All of our own routes, each once (formats by suffix are the same views)."""
    found = {}
    for route in _walk(get_resolver().url_patterns):
        by_suffix = "(?P<format>" in route.pattern or "format_suffix:" in route.pattern
        if not by_suffix and not route.pattern.startswith(FOREIGN):
            found[route.name, route.pattern] = route
    return list(found.values())


def every_name() -> set[str]:
    """The names of all addresses, other people's too."""
    return {route.name for route in _walk(get_resolver().url_patterns)}


def _walk(patterns: list[Any], prefix: str = "", space: str = "") -> Iterator[Route]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one.url_patterns, prefix + str(one.pattern), inner)
        elif isinstance(one, URLPattern):
            yield Route(f"{space}{one.name}", prefix + str(one.pattern), _methods(one.callback))


def _methods(view: Any) -> tuple[str, ...]:
    """The methods that a view answers, without OPTIONS and HEAD."""
    if actions := getattr(view, "actions", None):
        return tuple(sorted(method.upper() for method in actions if method != "head"))
    kind = getattr(view, "view_class", None) or getattr(view, "cls", None)
    if kind is None:
        return ("GET",)
    known = ("get", "post", "put", "patch", "delete")
    return tuple(method.upper() for method in known if hasattr(kind, method))
