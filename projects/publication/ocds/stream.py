"""A byte stream of JSON taken apart into values, with bounds on size, depth and count."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import ijson

MEBIBYTE = 1024 * 1024
MAX_MEBIBYTES = 4096
MAX_DEPTH = 60
MAX_VALUES = 500_000
BUFFER = 256 * 1024
GZIP = b"\x1f\x8b"
ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# what the parser, the decompressor and the decoder raise on bad input
BROKEN = (ijson.JSONError, ValueError, OverflowError, SystemError)
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)


class TooLarge(Exception):  # noqa: N818 - a bound that was reached
    """More bytes came out than a file may hold."""


class Readable(Protocol):
    """Whatever hands out bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, none at the end."""


class Counted(io.RawIOBase):
    """Bytes of `inner`, counted and bounded."""

    def __init__(self, inner: Readable, limit: int) -> None:
        super().__init__()
        self.inner, self.limit, self.position, self.rest = inner, limit, 0, b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer`; a decoder may hand out more than was asked, the rest is kept."""
        data = self.rest or self.inner.read(len(buffer))
        part, self.rest = data[: len(buffer)], data[len(buffer) :]
        buffer[: len(part)] = part
        self.position += len(part)
        if self.position > self.limit:
            raise TooLarge
        return len(part)


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """The file as UTF-8 bytes without mark: unpacked when gzipped, recoded when marked so."""
    with path.open("rb") as file:
        data: Any = file
        if file.peek(2)[:2] == GZIP:
            data = io.BufferedReader(gzip.GzipFile(fileobj=file, mode="rb"))
        start = data.peek(4)[:4]
        for mark, encoding in ENCODINGS:
            if start.startswith(mark):
                data = codecs.EncodedFile(data, "utf-8", encoding)
                break
        yield io.BufferedReader(Counted(data, MAX_MEBIBYTES * MEBIBYTE), BUFFER)


def behind(data: io.BufferedReader) -> int:
    """How many bytes were taken from what `opened` gave."""
    return data.raw.position if isinstance(data.raw, Counted) else 0


@dataclass(slots=True)
class Flaw:
    """Why a value was not built."""

    code: str
    limit: int


@dataclass(slots=True)
class Builder:
    """Builds one value from parser events; beyond the bounds it only waits for the end."""

    depth: int = 0
    values: int = 0
    flaw: Flaw | None = None
    value: Any = None
    stack: list[Any] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def feed(self, event: str, value: Any) -> bool:
        """Take one event; whether the value is complete."""
        if event in {"end_map", "end_array"}:
            self.depth -= 1
            if self.flaw is None:
                self.stack.pop()
                self.keys.pop()
        elif event == "map_key":
            if self.flaw is None:
                self.keys[-1] = clean(value)
        else:
            self._add(event, value)
        return self.depth == 0

    def _add(self, event: str, value: Any) -> None:
        opens = event in {"start_map", "start_array"}
        self.depth += opens
        self.values += 1
        if self.flaw is None and self.depth > MAX_DEPTH:
            self._give_up("too_deep", MAX_DEPTH)
        if self.flaw is None and self.values > MAX_VALUES:
            self._give_up("too_many_values", MAX_VALUES)
        if self.flaw is not None:
            return
        node: Any = {} if event == "start_map" else [] if event == "start_array" else value
        if event == "string":
            node = clean(node)
        if not self.stack:
            self.value = node
        elif isinstance(self.stack[-1], dict):
            self.stack[-1][self.keys[-1]] = node
        else:
            self.stack[-1].append(node)
        if opens:
            self.stack.append(node)
            self.keys.append("")

    def _give_up(self, code: str, limit: int) -> None:
        self.flaw, self.value = Flaw(code, limit), None
        self.stack.clear()
        self.keys.clear()


def clean(text: str) -> str:
    """Text without NUL, which no database stores."""
    return text.replace("\0", "") if "\0" in text else text


@dataclass(slots=True)
class Outline:
    """What a look at the top level tells: the kind of value, its members, where it breaks."""

    opens_with: str = ""
    members: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    error: str = ""


FACTS = {"publisher", "publishedDate", "version"}


def outline(stream: Readable) -> Outline:
    """Walk the whole stream once without keeping it."""
    found = Outline()
    depth, key, builder = 0, "", None
    try:
        for event, value in ijson.basic_parse(stream, buf_size=BUFFER):
            found.opens_with = found.opens_with or event
            if depth == 1 and event == "map_key":
                key = value
            elif depth == 1 and not event.startswith("end") and found.opens_with == "start_map":
                found.members[key] = event
                builder = Builder() if key in FACTS else None
            inner = depth > 1 or event != "map_key"
            if builder and inner and builder.feed(event, value):
                found.facts[key] = builder.value
                builder = None
            depth += event.startswith("start") - event.startswith("end")
    except BROKEN as error:
        found.error = why(error)
    return found


def values(stream: Readable, inside: str | None) -> Iterator[tuple[int, Any]]:
    """The values of a stream, each with its number.

    `inside` None: the document itself; "": the entries of the list that it is; a name:
    the entries of that list in the object that it is.
    """
    base = 0 if inside is None else 1 if not inside else 2
    depth, key, number = 0, "", 0
    builder: Builder | None = None
    for event, value in ijson.basic_parse(stream, buf_size=BUFFER):
        here = depth == base and (not inside or key == inside)
        if builder is None and here and not event.startswith("end"):
            builder = Builder()
        if depth == 1 and event == "map_key":
            key = value
        if builder is not None and builder.feed(event, value):
            yield number, builder.flaw or builder.value
            number += 1
            builder = None
        depth += event.startswith("start") - event.startswith("end")


def why(error: BaseException) -> str:
    """The parser's complaint in one short line."""
    text = error.args[0] if error.args else ""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return str(text).strip().split("\n")[0][:120] or type(error).__name__
