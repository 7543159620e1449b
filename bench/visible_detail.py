"""One project by its number, when it is among those that somebody sees, for four viewers."""

from collections.abc import Iterator

from bench import country
from bench.figure import Figure
from egov_outsource.accounts.models import User
from projects.models import Project

WORLD = "country"


def run() -> Iterator[Figure]:
    """One figure a viewer, and the smallest ratio."""
    shown = {}
    for viewer in country.viewers():
        key = Project.objects.visible_to(viewer.user).values_list("pk", flat=True)[0]
        shown[viewer.user.pk] = shown[viewer.twin.pk] = key

    def ours(user: User) -> Project:
        return Project.objects.visible_to(user).select_related("owner").get(pk=shown[user.pk])

    def guardians(user: User) -> Project:
        return country.by_guardian(user).select_related("owner").get(pk=shown[user.pk])

    some = next(iter(shown.values()))
    yield from country.measured(
        "visible_detail",
        ours,
        guardians,
        lambda: Project.objects.select_related("owner").get(pk=some),
    )
