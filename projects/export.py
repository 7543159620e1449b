"""Tables that leave the platform as CSV."""

from typing import Any

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any) -> str:
    """`value` as text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    is_number = text.lstrip("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(DANGEROUS) and not is_number else text


class Echo:
    """A file that hands every written line straight back, for streaming."""

    def write(self, value: str) -> str:
        """Return the line."""
        return value
