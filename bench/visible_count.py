"""How many projects somebody sees, as far as a reader cares, for four viewers."""

from collections.abc import Iterator

from bench import country
from bench.figure import Figure
from projects.models import Project

WORLD = "country"


def run() -> Iterator[Figure]:
    """One figure a viewer, and the smallest ratio."""
    yield from country.measured(
        "visible_count",
        lambda user: country.capped(Project.objects.visible_to(user)),
        lambda user: country.capped(country.by_guardian(user)),
        lambda: country.capped(Project.objects.all()),
    )
