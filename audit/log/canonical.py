"""Canonical JSON (RFC 8785): the one form of bytes that a value has."""

from typing import Any

import orjson
import rfc8785

# keys in order, and no whole number that some reader does not know
QUICK = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER


def canonical(value: Any) -> bytes:
    """The canonical bytes of `value`.

    A quick writer makes them where it writes the very same: of text, whole numbers and keys of
    ASCII, which all orders sort alike. Anything else goes to the reference.

    Raises:
        rfc8785.CanonicalizationError: for a value that has no canonical form.
        UnicodeError: for a key that is no text.

    """
    if _is_simple(value):
        try:
            return orjson.dumps(value, option=QUICK)
        except orjson.JSONEncodeError:  # text that is none, numbers too large, lists too deep
            return rfc8785.dumps(value)
    return rfc8785.dumps(value)


def _is_simple(value: Any) -> bool:
    kind = type(value)
    if kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                return False
            if type(item) is not str and not _is_simple(item):
                return False
        return True
    if kind is list:
        return all(map(_is_simple, value))
    return kind is str or kind is int or value is None or kind is bool
