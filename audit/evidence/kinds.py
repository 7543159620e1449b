"""Which files are taken, judged by what they contain and never by their name alone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import puremagic
from django.utils.translation import gettext_lazy as _

from audit.evidence import archives, texts
from egov_outsource.errors import Invalid, Text

Check = Callable[[Path], Text | None]
_HEAD = 1024


@dataclass(frozen=True)
class FileKind:
    """A type of file: `fault` says what is wrong with a file that claims to be one."""

    media_type: str
    fault: Check


def _begins(*signatures: bytes) -> Check:
    """Check that the content begins with one of `signatures`."""

    def fault(path: Path) -> Text | None:
        with path.open("rb") as content:
            head = content.read(_HEAD)
        return None if head.startswith(signatures) else _("The content has another type.")

    return fault


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

FILE_KINDS: dict[str, FileKind] = {
    "pdf": FileKind("application/pdf", _begins(b"%PDF-")),
    "docx": FileKind(_OOXML + "wordprocessingml.document", archives.office("word/")),
    "xlsx": FileKind(_OOXML + "spreadsheetml.sheet", archives.office("xl/")),
    "pptx": FileKind(_OOXML + "presentationml.presentation", archives.office("ppt/")),
    "odt": FileKind(_ODF + "text", archives.open_document(_ODF + "text")),
    "ods": FileKind(_ODF + "spreadsheet", archives.open_document(_ODF + "spreadsheet")),
    "png": FileKind("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": FileKind("image/jpeg", _begins(b"\xff\xd8\xff")),
    "txt": FileKind("text/plain", texts.text),
    "md": FileKind("text/markdown", texts.text),
    "csv": FileKind("text/csv", texts.text),
    "json": FileKind("application/json", texts.json),
    "xml": FileKind("application/xml", texts.xml),
    "zip": FileKind("application/zip", archives.plain),
}
_SAME = {"jpeg": "jpg"}
ACCEPT = ",".join(f".{extension}" for extension in (*FILE_KINDS, *_SAME))
_HARMFUL = frozenset({".exe", ".dll", ".elf", ".so", ".msi", ".class", ".dmg", ".scr", ".com"})


def media_type_of(path: Path, file_name: str) -> str:
    """The media type of the file at `path`, which its sender calls `file_name`.

    Raises:
        Invalid: the type is not taken, or the content is not what the name says.

    """
    extension = _extension(file_name)
    kind = FILE_KINDS.get(extension)
    if kind is None:
        sentence = _("Files of this type are not taken. Send one of: %(types)s.") % {
            "types": ", ".join(FILE_KINDS)
        }
        raise Invalid("FILE-TYPE", sentence, fields={"file": sentence})
    fault = kind.fault(path)
    if fault is not None:
        sentence = _("%(name)s is not a readable .%(extension)s file: %(fault)s%(looks)s") % {
            "name": file_name,
            "extension": extension,
            "fault": fault,
            "looks": _looks_like(path, extension),
        }
        raise Invalid("FILE-CONTENT", sentence, fields={"file": sentence})
    return kind.media_type


def is_taken(file_name: str) -> bool:
    """Whether files with such a name are taken at all."""
    return _extension(file_name) in FILE_KINDS


def _extension(file_name: str) -> str:
    extension = Path(file_name).suffix.lower().removeprefix(".")
    return _SAME.get(extension, extension)


def _looks_like(path: Path, claimed: str) -> Text:
    """A hint at what the content is, where its signature is known."""
    try:
        found = puremagic.magic_file(path)
    except (ValueError, puremagic.PureError):
        return ""
    extensions = [match.extension for match in found if match.extension]
    if any(extension in _HARMFUL for extension in extensions):
        return " " + str(_("It looks like a program."))
    likely = next((e for e in extensions if _extension(f"x{e}") in FILE_KINDS), "")
    if not likely or _extension(f"x{likely}") == claimed:
        return ""
    return " " + str(_("It looks like a %(extension)s file.") % {"extension": likely})
