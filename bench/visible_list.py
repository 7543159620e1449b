"""First page of projects, highest risk first, with a capped count, for four viewers.

The baseline is guardian's `get_objects_for_user` with direct foreign keys, which needs a row for
every project somebody sees; its count is capped as well. The last line is the worst viewer's.
"""

from collections.abc import Iterator

from bench import country
from bench.figure import Figure
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.paging import page_of

WORLD = "country"


def run() -> Iterator[Figure]:
    """One figure a viewer, and the smallest ratio."""
    yield from country.measured("visible_list", first_page, _guardian, _unguarded)


def first_page(user: User) -> tuple[list[int], int]:
    """The numbers of 25 projects, and how many there are."""
    page = page_of(Project.objects.select_related("owner"), user)
    return [project.pk for project in page.rows], page.count


def _guardian(user: User) -> tuple[list[int], int]:
    rows = country.by_guardian(user)
    return [project.pk for project in country.first_page(rows)], country.capped(rows)


def _unguarded() -> tuple[list[int], int]:
    rows = Project.objects.all()
    return [project.pk for project in country.first_page(rows)], country.capped(rows)
