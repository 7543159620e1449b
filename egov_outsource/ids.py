"""Ids of rows as people and programs write them in addresses and forms."""

LONGEST = 18  # digits that every bigint can hold


def row_id(text: str) -> int | None:
    """The id that `text` writes in decimal digits; None where no row could have it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
