"""How signed notes write texts, names, numbers and bytes: each in exactly one way.

Like `note`, it needs nothing of the platform, so that a verifier can carry it.
"""

import base64
import binascii
import re

LONGEST_NAME = 255
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


class NoteError(ValueError):
    """The bytes are no such note, or nobody who is trusted signed them."""


def check_text(text: str) -> None:
    """Refuse what cannot be the text of a note.

    Raises:
        NoteError: for a text without a final newline or with control characters.

    """
    if not text.endswith("\n") or CONTROL.search(text) or not _is_text(text):
        raise NoteError("the text of a note ends with a newline and has no control characters")


def check_name(name: str) -> None:
    """Refuse what cannot be the name of a key.

    Raises:
        NoteError: for an empty or long name, one with spaces, a plus or control characters.

    """
    is_bad = not name or "+" in name or CONTROL.search(name) or any(map(str.isspace, name))
    if is_bad or not _is_text(name) or len(name.encode()) > LONGEST_NAME:
        raise NoteError("the name of a key has neither spaces nor plus")


def encoded(data: bytes) -> str:
    """As base64."""
    return base64.b64encode(data).decode()


def decoded(text: str) -> bytes:
    """From base64, in the one way in which it may be written.

    Raises:
        NoteError: for anything else.

    """
    try:
        data = base64.b64decode(text.encode(), validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise NoteError("no base64") from wrong
    if encoded(data) != text:
        raise NoteError("base64 that is written in another way")
    return data


def short(text: str) -> bytes:
    """A name after the one byte that says how long it is.

    Raises:
        NoteError: for an empty or a long one.

    """
    raw = text.encode()
    if not 0 < len(raw) <= LONGEST_NAME:
        raise NoteError("a name that is empty or too long")
    return bytes([len(raw)]) + raw


def _is_text(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
