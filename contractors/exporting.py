"""Cells and lines of the register's CSV."""

from typing import Any

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any) -> str:
    """`value` as text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


class Lines:
    """A file that hands every written line straight back, for streaming."""

    def write(self, value: str) -> str:
        """Return the line."""
        return value
