"""What the second wall costs a list: the first page for four viewers, with row-level security.

The baseline is the same page of the same viewer by the owner of the tables, who meets no policies.
"""

from collections.abc import Iterator
from functools import partial

from django.db import connection

from bench import country
from bench.figure import Figure, timed
from bench.visible_list import first_page
from egov_outsource.accounts.models import User
from egov_outsource.wall import eyes
from egov_outsource.wall.building import build
from egov_outsource.wall.cursor import WalledCursor

WORLD = "country"


def run() -> Iterator[Figure]:
    """One figure a viewer."""
    viewers = country.viewers()
    build(eyes.APPLICATION_ROLE)
    connection.close()
    connection.settings_dict["OPTIONS"]["cursor_factory"] = WalledCursor
    try:
        for viewer in viewers:
            assert _walled(viewer.user) == _bare(viewer.user)  # noqa: S101 - the same is seen
            ours, theirs = timed(partial(_walled, viewer.user), partial(_bare, viewer.user))
            more = {"p50": ours.p50, "p95": ours.p95, "baseline_p50": theirs.p50}
            name = f"visible_walled_{viewer.name}"
            yield Figure(name, ours.db, "ms", theirs.db, theirs.db / ours.db, more)
    finally:
        connection.close()
        del connection.settings_dict["OPTIONS"]["cursor_factory"]


def _walled(user: User) -> object:
    with eyes.looking(user):
        return country.within_request(first_page, user)


def _bare(user: User) -> object:
    with eyes.as_owner():
        return country.within_request(first_page, user)
