"""Checks of files that are text, read in pieces so that size costs no memory."""

import codecs
from pathlib import Path
from xml.parsers import expat

import ijson
from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import Text

_PIECE = 1 << 20
# what people here write: Unicode, or the national standard
_ENCODINGS = ("utf-8-sig", "gb18030")
_CONTROLS = bytes(set(range(32)) - {0x09, 0x0A, 0x0C, 0x0D})
_DEEPEST = 200


class _DeclarationError(Exception):
    """An XML document declares a type or entities."""


def text(path: Path) -> Text | None:
    """Readable text in UTF-8 or GB 18030, without control characters."""
    if any(_reads_as(path, encoding) for encoding in _ENCODINGS):
        return None
    return _("The content is not text.")


def json(path: Path) -> Text | None:
    """JSON that can be read to its end, not too deep."""
    depth = 0
    try:
        with path.open("rb") as content:
            for event, _value in ijson.basic_parse(content, use_float=False):
                depth += event.startswith("start_") - event.startswith("end_")
                if depth > _DEEPEST:
                    return _("It is nested too deeply.")
    except (ijson.JSONError, UnicodeDecodeError, ValueError):
        return _("The JSON is broken.")
    return None


def xml(path: Path) -> Text | None:
    """Well-formed XML without a document type, so without entities."""

    def refuse(*_args: object) -> None:
        raise _DeclarationError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        with path.open("rb") as content:
            parser.ParseFile(content)
    except _DeclarationError:
        return _("It declares a document type; send it without.")
    except (expat.ExpatError, ValueError, LookupError):
        return _("The XML is broken.")
    return None


def _reads_as(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as content:
            while piece := content.read(_PIECE):
                if len(piece.translate(None, _CONTROLS)) != len(piece):
                    return False
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
