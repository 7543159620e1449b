"""Pages of a list that only grows: by the key of the last row seen, never by counting."""

import re
from dataclasses import dataclass

from audit.log.models import Entry, EntryQuerySet

PAGE_SIZE = 25
_CURSOR = re.compile(r"([ba])(\d{1,18})")


@dataclass(frozen=True)
class Page:
    """Rows, newest first, with the cursors of the pages beside."""

    rows: list[Entry]
    previous: str
    next: str


def page_of(rows: EntryQuerySet, cursor: str, size: int = PAGE_SIZE) -> Page:
    """The rows before (`b` and a key) or after (`a` and a key) the cursor; else the newest."""
    match = _CURSOR.fullmatch(cursor or "")
    is_back = bool(match and match[1] == "a")
    if match:
        key = int(match[2])
        rows = rows.filter(pk__gt=key) if is_back else rows.filter(pk__lt=key)
    found = list(rows.order_by("pk" if is_back else "-pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if is_back:
        found.reverse()
    if not found:
        return Page([], "", "")
    newer = more if is_back else bool(match)
    older = True if is_back else more
    return Page(
        found,
        previous=f"a{found[0].pk}" if newer else "",
        next=f"b{found[-1].pk}" if older else "",
    )
