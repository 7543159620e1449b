"""Reads what was written down last."""

from audit.log.models import Entry


def last_entry() -> Entry:
    """The newest entry of the log."""
    return Entry.objects.order_by("-id")[0]
