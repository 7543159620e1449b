"""Canonical JSON (RFC 8785): the one form of bytes that a value has."""

from typing import Any

import orjson
import rfc8785

LARGEST = 2**53 - 1


def canonical(value: Any) -> bytes:
    """The canonical bytes of `value`.

    A quick writer makes them where it writes the very same: whole numbers that every reader
    knows, and keys of ASCII, which all orders sort alike. Anything else goes to the reference.

    Raises:
        rfc8785.CanonicalizationError: for a value that has no canonical form.
        UnicodeError: for a key that is no text.

    """
    if _is_simple(value):
        try:
            return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        except orjson.JSONEncodeError:  # text that is none, lists too deep
            return rfc8785.dumps(value)
    return rfc8785.dumps(value)


def _is_simple(value: Any) -> bool:
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return bool(-LARGEST <= value <= LARGEST)
    if kind is dict:
        return all(
            type(key) is str and key.isascii() and _is_simple(item) for key, item in value.items()
        )
    return kind is list and all(map(_is_simple, value))
