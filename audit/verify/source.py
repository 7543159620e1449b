"""The bundle as a set of named files: a folder or a ZIP file, neither of them trusted."""

import os
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from audit.verify.report import UnusableError

PIECE = 1 << 20
MOST_FILES = 2_000_000
LONGEST_PATH = 1000
LARGEST_RATIO = 200
RATIO_COUNTS_FROM = 1 << 20
DAMAGED = (OSError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError)
ENCRYPTED = 0x1
UNIX = 3
FIELD, UNICODE_PATH = struct.Struct("<HH"), 0x7075


class DamagedError(Exception):
    """A file of the bundle cannot be read to its end."""


class Source(Protocol):
    """Names with sizes, and the bytes of each."""

    sizes: dict[str, int]

    def opened(self, name: str) -> BinaryIO:
        """The bytes of one file, to read."""


class Folder:
    """A folder; links and other things that are no plain files are refused."""

    def __init__(self, root: Path) -> None:
        """List it completely."""
        self.root = root
        self.sizes: dict[str, int] = {}
        self._list("")
        _require_distinct(list(self.sizes))

    def opened(self, name: str) -> BinaryIO:
        """The file, never through a link."""
        handle = os.open(self.root / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        return os.fdopen(handle, "rb")

    def _list(self, below: str) -> None:
        folders = [below]
        while folders:
            folder = folders.pop()
            with os.scandir(self.root / folder) as found:
                for item in found:
                    name = f"{folder}{item.name}"
                    facts = item.stat(follow_symlinks=False)
                    if stat.S_ISDIR(facts.st_mode):
                        folders.append(f"{name}/")
                    elif stat.S_ISREG(facts.st_mode):
                        self.sizes[_clean(name)] = facts.st_size
                    else:
                        raise UnusableError("LINK", name=name)
                    if len(self.sizes) > MOST_FILES:
                        raise UnusableError("MANY", count=MOST_FILES)


class Archive:
    """A ZIP file that is read in place: nothing is unpacked to the disk."""

    def __init__(self, path: Path) -> None:
        """Read its directory and refuse what no honest archive of ours holds."""
        try:
            self._zip = zipfile.ZipFile(path)
        except DAMAGED as wrong:
            raise UnusableError("NO-BUNDLE", path=path) from wrong
        members = self._zip.infolist()
        if len(members) > MOST_FILES:
            raise UnusableError("MANY", count=MOST_FILES)
        if sum(member.compress_size for member in members) > path.stat().st_size:
            raise UnusableError("BOMB", name=path.name)
        files = [member for member in members if _is_file(member)]
        _require_distinct([member.filename for member in members])
        top = _top([member.filename for member in files])
        self._members = {member.filename.removeprefix(top): member for member in files}
        self.sizes = {name: member.file_size for name, member in self._members.items()}

    def opened(self, name: str) -> BinaryIO:
        """The member, unpacked while it is read."""
        return cast("BinaryIO", self._zip.open(self._members[name]))


def open_source(path: Path) -> Source:
    """The bundle at `path`.

    Raises:
        UnusableError: when there is none, or one that only an attacker would make.

    """
    try:
        if path.is_dir():
            return Folder(path)
        if path.is_file():
            return Archive(path)
    except OSError as wrong:
        raise UnusableError("NO-BUNDLE", path=path) from wrong
    raise UnusableError("NO-BUNDLE", path=path)


def pieces(source: Source, name: str) -> Iterator[bytes]:
    """The bytes of a file in pieces, not more than it is said to have.

    Raises:
        DamagedError: when they cannot be read, or are more or fewer.

    """
    left = source.sizes[name]
    try:
        with source.opened(name) as content:
            while piece := content.read(PIECE):
                left -= len(piece)
                if left < 0:
                    break
                yield piece
    except (*DAMAGED, KeyError, RuntimeError) as wrong:
        raise DamagedError(name) from wrong
    if left:
        raise DamagedError(name)


def whole(source: Source, name: str, limit: int) -> bytes:
    """A small file.

    Raises:
        DamagedError: when it is not there, not readable or not small.

    """
    if source.sizes.get(name, limit + 1) > limit:
        raise DamagedError(name)
    return b"".join(pieces(source, name))


def _is_file(member: zipfile.ZipInfo) -> bool:
    name = _clean(member.filename.removesuffix("/"))
    kind = stat.S_IFMT(member.external_attr >> 16) if member.create_system == UNIX else 0
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise UnusableError("LINK", name=name)
    if member.flag_bits & ENCRYPTED:
        raise UnusableError("ENCRYPTED", name=name)
    if member.file_size > max(RATIO_COUNTS_FROM, LARGEST_RATIO * member.compress_size):
        raise UnusableError("BOMB", name=name)
    # cut at a null byte, or with another name for programs that heed this field
    if member.orig_filename != member.filename or _has_second_name(member.extra):
        raise UnusableError("PATH", name=member.orig_filename)
    return not member.is_dir()


def _has_second_name(extra: bytes) -> bool:
    while len(extra) >= FIELD.size:
        kind, length = FIELD.unpack_from(extra)
        if kind == UNICODE_PATH:
            return True
        extra = extra[FIELD.size + length :]
    return False


def _clean(name: str) -> str:
    """The name, if it stays inside and means the same everywhere."""
    parts = name.split("/")
    is_bad = (
        not name
        or len(name) > LONGEST_PATH
        or any(part in {"", ".", ".."} for part in parts)
        or "\\" in name
        or ":" in parts[0]
        or any(ord(letter) < ord(" ") or "\ud800" <= letter <= "\udfff" for letter in name)
    )
    if is_bad:
        raise UnusableError("PATH", name=name)
    return name


def _require_distinct(names: list[str]) -> None:
    """No name twice, also not where case and composition of letters do not count."""
    seen: set[str] = set()
    for name in names:
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            raise UnusableError("TWICE", name=name)
        seen.add(folded)


def _top(names: list[str]) -> str:
    """The one folder in which everything lies, if there is one."""
    first = names[0].partition("/")[0] + "/" if names else ""
    return first if all(name.startswith(first) for name in names) else ""
