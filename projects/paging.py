"""Pages of projects by the key of the last row seen: no page costs more than the first."""

import re
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from egov_outsource.access import Viewer, branches, scope_of
from egov_outsource.expressions import Counted
from egov_outsource.prepared import planned_once
from egov_outsource.redaction import is_read_everywhere
from projects.models import Project
from projects.models.project import ProjectQuerySet
from projects.rights import Right

PAGE_SIZE = 25
MOST_COUNTED = 1000
ORDERINGS = {
    "risk": "risk_level",
    "title": "title",
    "registered": "created_at",
    "budget": "budget",
    "end": "end_date",
}
DEFAULT = "-risk"
NEWEST = "-registered"  # for those who do not see risk: the order would tell it
_CURSOR = re.compile(r"([ba])(\d{1,18})")


@dataclass(frozen=True)
class Page:
    """Rows, the cursors of the pages beside, and how many there are as far as counted."""

    rows: list[Any]
    previous: str
    next: str
    count: int

    @property
    def is_capped(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > MOST_COUNTED

    @property
    def total(self) -> str:
        """The number for people."""
        return f"{MOST_COUNTED:,}+" if self.is_capped else f"{self.count:,}"


def readable(sort: str, user: Viewer) -> str:
    """`sort`, or else by risk, unless that orders by what is withheld from `user` somewhere."""
    for known in (sort, DEFAULT):
        if is_read_everywhere(Project, _order(known)[0], user):
            return known
    return NEWEST


def ordered(rows: ProjectQuerySet, sort: str) -> ProjectQuerySet:
    """All `rows` in the order that `sort` names; what has no value comes last."""
    name, falls = _order(sort)
    return _sorted(rows, name, falls=falls, back=False)


def foremost(rows: ProjectQuerySet, user: Viewer, size: int) -> ProjectQuerySet:
    """The first `size` of `rows` that `user` may see, in the order that is theirs unasked."""
    sort = readable("", user)
    if sort == DEFAULT:
        return rows.by_risk(user, size)
    return ordered(rows.visible_to(user), sort)[:size]


def page_of(
    rows: ProjectQuerySet,
    user: Viewer,
    *,
    sort: str = "",
    cursor: str = "",
    size: int = PAGE_SIZE,
) -> Page:
    """One page of `rows` that `user` may see; of tuples `id` is the first value.

    The cursor is `b` (beyond) or `a` (above) and the key of a row; where that row stands is
    looked up, so that an address tells nobody a value that they may not see. An unknown one
    gives the first page.
    """
    name, falls = _order(sort)
    match = _CURSOR.fullmatch(cursor or "")
    # what came first may be gone, or hidden by now: then the reader starts again
    place = match and _place(rows.visible_to(user), name, int(match[2]))
    back = bool(place and match and match[1] == "a")
    if name == "risk_level":
        found = rows.by_risk(user, size + 1, beyond=place or None, upwards=falls == back)
    else:
        seen = rows.visible_to(user)
        if place:
            seen = seen.filter(_beyond(name, place, falls=falls, back=back))
        found = _sorted(seen, name, falls=falls, back=back)[: size + 1]
    counting = countable(rows, user)
    # where nothing is sought, counting costs less than another statement: it rides along
    rides = not rows.query.has_filters() and _may_fill(size, user)
    if rides:
        found = found.annotate(counted=Counted(counting))
    with nullcontext() if rows.query.has_filters() else planned_once():
        answer: list[Any] = list(found)
    counted = _ridden(answer[0]) if rides and answer else None
    more, answer = len(answer) > size, answer[:size]
    if back:
        answer.reverse()
    is_all = not place and not more
    earlier = bool(answer) and (more if back else bool(place))
    later = bool(answer) and (back or more)
    return Page(
        answer,
        previous=f"a{_key(answer[0])}" if earlier else "",
        next=f"b{_key(answer[-1])}" if later else "",
        count=len(answer) if is_all else counted or counting.count(),
    )


def _order(sort: str) -> tuple[str, bool]:
    known = sort if sort.removeprefix("-") in ORDERINGS else DEFAULT
    return ORDERINGS[known.removeprefix("-")], known.startswith("-")


def _place(rows: ProjectQuerySet, name: str, key: int) -> tuple[Any, int] | None:
    found = rows.order_by().filter(pk=key).values_list(name, "pk").first()
    return (found[0], found[1]) if found else None


def _sorted(rows: ProjectQuerySet, name: str, *, falls: bool, back: bool) -> ProjectQuerySet:
    if name == "risk_level":  # never null, and its index is in this order
        order = ("-risk_level", "-id") if falls != back else ("risk_level", "id")
        return rows.order_by(*order)
    nulls = {"nulls_first": True} if back else {"nulls_last": True}
    value = F(name).desc(**nulls) if falls != back else F(name).asc(**nulls)
    return rows.order_by(value, "-id" if falls != back else "id")


def _beyond(name: str, place: tuple[Any, int], *, falls: bool, back: bool) -> Q:
    """What comes after `place`, or before it when going back; nulls are at the end."""
    value, key = place
    step = "lt" if falls != back else "gt"
    empty = Q(**{f"{name}__isnull": True})
    if value is None:
        same = empty & Q(**{f"pk__{step}": key})
        return same | ~empty if back else same
    further = Q(**{f"{name}__{step}": value}) | Q(**{name: value, f"pk__{step}": key})
    return further if back else further | empty


def _may_fill(size: int, user: Viewer) -> bool:
    """Whether `user` may see more than a page."""
    scope = scope_of(user)
    return bool(scope.agencies.get(Right.VIEW)) or len(scope.projects.get(Right.VIEW, {})) > size


def countable(rows: ProjectQuerySet, user: Viewer) -> Any:
    """As many keys as are counted; by agency and by project apart, for OR-ed all are collected."""
    most = MOST_COUNTED + 1
    keys = rows.order_by().values("pk")
    parts = [keys.filter(part)[:most] for part in branches(user, Right.VIEW, path="")]
    return parts[0].union(*parts[1:])[:most] if len(parts) > 1 else (parts or [keys.none()])[0]


def _ridden(row: Project | tuple[Any, ...]) -> int:
    """The number that came beside every row."""
    return int(row[-1] if isinstance(row, tuple) else getattr(row, "counted"))  # noqa: B009 - annotated


def _key(row: Project | tuple[Any, ...]) -> int:
    return int(row[0] if isinstance(row, tuple) else row.pk)
