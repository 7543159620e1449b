"""Checks of files that are ZIP archives inside, bounded in members, size and ratio."""

import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import Text

Check = Callable[[Path], Text | None]

MOST_MEMBERS = 10_000
MOST_UNPACKED = 2_000_000_000
MOST_RATIO = 200
# a small text may well shrink a lot; only what is large when unpacked is a bomb
RATIO_FROM = 10_000_000
_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".tgz", ".zst", ".jar"})
_PROGRAMS = frozenset({".exe", ".dll", ".bat", ".cmd", ".scr", ".msi", ".ps1", ".vbs", ".jar"})
_MACROS = "vbaproject.bin"
_ENCRYPTED = 0x1
_LONGEST_MIMETYPE = 200


def plain(path: Path) -> Text | None:
    """What is wrong with a ZIP archive: bombs, archives in archives, programs, odd paths."""
    return _read(path, _members_fault)


def office(folder: str) -> Check:
    """Check of an Office Open XML document whose main part lies in `folder`."""

    def fault(archive: zipfile.ZipFile) -> Text | None:
        names = {info.filename for info in archive.infolist()}
        if "[Content_Types].xml" not in names or not any(n.startswith(folder) for n in names):
            return _("The content has another type.")
        if any(name.lower().endswith(_MACROS) for name in names):
            return _("It contains macros; save it without them.")
        return None

    return lambda path: _read(path, fault)


def open_document(media_type: str) -> Check:
    """Check of an OpenDocument file, which names its own type."""

    def fault(archive: zipfile.ZipFile) -> Text | None:
        try:
            info = archive.getinfo("mimetype")
        except KeyError:
            return _("The content has another type.")
        if info.file_size > _LONGEST_MIMETYPE:
            return _("The content has another type.")
        named = archive.read(info).decode("ascii", "replace").strip()
        return None if named == media_type else _("The content has another type.")

    return lambda path: _read(path, fault)


def _read(path: Path, further: Callable[[zipfile.ZipFile], Text | None]) -> Text | None:
    try:
        with zipfile.ZipFile(path) as archive:
            return _size_fault(archive) or further(archive)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return _("The archive is damaged or of another type.")


def _size_fault(archive: zipfile.ZipFile) -> Text | None:
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        return _("It holds too many files.")
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if unpacked > MOST_UNPACKED:
        return _("It is too large when unpacked.")
    if unpacked > RATIO_FROM and unpacked > MOST_RATIO * max(packed, 1):
        return _("It grows too much when unpacked.")
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        return _("It is encrypted; nobody could check it.")
    return None


def _members_fault(archive: zipfile.ZipFile) -> Text | None:
    infos = archive.infolist()
    if not any(info.file_size for info in infos):
        return _("It holds no file.")
    for info in infos:
        name = PurePosixPath(info.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or ":" in info.filename:
            return _("It holds a file with an unsafe path.")
        suffix = name.suffix.lower()
        if suffix in _PROGRAMS:
            return _("It holds a program.")
        if suffix in _ARCHIVES:
            return _("It holds another archive; send that one by itself.")
    return None
