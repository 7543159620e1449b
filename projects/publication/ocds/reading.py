"""Files of open contracting data read as what they hold: releases of processes.

Release packages, record packages, bare releases and records, lists of any of them, and
one of any of them a line (JSON lines), plain or gzipped. What is bad is told, the rest
goes on.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from projects.publication.ocds import stream
from projects.publication.ocds.problems import Problem

MAX_OCID = 200
MAX_LINE_MEBIBYTES = 64
SECTIONS = ("planning", "tender", "awards", "contracts", "bids", "parties", "buyer")
LINES = {".jsonl", ".ndjson"}


@dataclass(frozen=True, slots=True)
class Found:
    """Releases of one process at one place, and the publisher's own merged state if given."""

    path: str
    pointer: str
    ocid: str
    releases: tuple[dict[str, Any], ...]
    compiled: dict[str, Any] | None = None
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, for complaints about it."""

    path: str
    pointer: str = ""
    publisher: str = ""

    def at(self, *steps: str | int) -> "Place":
        """A place further in."""
        pointer = self.pointer + "".join(f"/{step}" for step in steps)
        return Place(self.path, pointer, self.publisher)

    def complain(self, code: str, *, ocid: str = "", **detail: object) -> Problem:
        """An error here."""
        texts = {name: str(value) for name, value in detail.items()}
        return Problem(code, "error", self.path, self.pointer, ocid, texts)

    def warn(self, code: str, *, ocid: str = "", **detail: object) -> Problem:
        """A warning here."""
        texts = {name: str(value) for name, value in detail.items()}
        return Problem(code, "warning", self.path, self.pointer, ocid, texts)


def read(
    path: Path, *, name: str = "", progress: Callable[[int], None] | None = None
) -> Iterator[Found | Problem]:
    """Everything in the file, in its order; `progress` hears how many bytes are behind."""
    place = Place(name or str(path))
    try:
        kind = _first_look(path)
        if isinstance(kind, Problem):
            yield place.complain(kind.code, **kind.detail)
        elif kind == "lines" or path.suffix.lower() in LINES:
            yield from _lines(path, place, progress)
        else:
            yield from _document(path, place, progress)
    except stream.TooLarge:
        yield place.complain("too_large", limit=stream.MAX_MEBIBYTES)
    except UnicodeError:
        yield place.complain("encoding")
    except stream.DAMAGED as error:
        yield place.complain("broken_archive", why=stream.why(error))
    except OSError as error:
        yield place.complain("unreadable", why=error.strerror or stream.why(error))


def _first_look(path: Path) -> Problem | str:
    """Refuse what cannot be JSON; tell one document from one document a line."""
    with stream.opened(path) as data:
        line = data.readline(MAX_LINE_MEBIBYTES * stream.MEBIBYTE)
        while line and not line.strip():
            line = data.readline(MAX_LINE_MEBIBYTES * stream.MEBIBYTE)
        start = line.strip()
        if not start:
            return Problem("empty_file")
        if start.startswith(b"PK\x03\x04"):
            return Problem("archive")
        if start[:1] not in b"{[":
            return Problem("not_json", detail={"start": ascii(start[:12].decode("latin-1"))})
        second = data.readline(stream.BUFFER).strip()
        whole = line.endswith(b"\n") and start.startswith(b"{") and start.endswith(b"}")
        return "lines" if whole and second.startswith(b"{") else "document"


def _lines(
    path: Path, place: Place, progress: Callable[[int], None] | None
) -> Iterator[Found | Problem]:
    limit = MAX_LINE_MEBIBYTES * stream.MEBIBYTE
    with stream.opened(path) as data:
        number = behind = 0
        while line := data.readline(limit):
            number += 1
            behind += len(line)
            here = place.at(f"line {number}")
            if len(line) == limit and not line.endswith(b"\n"):
                yield here.complain("line_too_long", limit=MAX_LINE_MEBIBYTES)
                while (rest := data.readline(limit)) and not rest.endswith(b"\n"):
                    behind += len(rest)
            elif line.strip():
                yield from _line(line, here)
            if progress:
                progress(behind)


def _line(line: bytes, place: Place) -> Iterator[Found | Problem]:
    try:
        line.decode("utf-8")
        found = list(stream.values(io.BytesIO(line), None))
    except UnicodeError:
        yield place.complain("encoding")
    except stream.BROKEN as error:
        yield place.complain("broken_json", why=stream.why(error))
    else:
        for _number, value in found:
            yield from explode(value, place)


def _document(
    path: Path, place: Place, progress: Callable[[int], None] | None
) -> Iterator[Found | Problem]:
    with stream.opened(path) as data:
        seen = stream.outline(data)
    place = Place(place.path, "", publisher_of(seen.facts))
    inside = _where(seen)
    if inside and seen.members[inside] != "start_array":
        yield place.at(inside).complain("not_a_list", name=inside)
        return
    last, number = place, None
    try:
        with stream.opened(path) as data:
            for number, value in stream.values(data, inside):
                last = place if inside is None else place.at(*filter(None, (inside, str(number))))
                yield from explode(value, last)
                if progress:
                    progress(stream.behind(data))
    except stream.BROKEN as error:
        code = "encoding" if "UTF8" in stream.why(error) else "broken_json"
        yield last.complain(code, why=stream.why(error))
    else:
        if number is None:
            yield place.complain("empty_package")


def _where(seen: stream.Outline) -> str | None:
    """In which list the entries stand."""
    if seen.opens_with == "start_array":
        return ""
    if "records" in seen.members:
        return "records"
    is_record = {"compiledRelease", "versionedRelease", "ocid"} & seen.members.keys()
    return "releases" if "releases" in seen.members and not is_record else None


def publisher_of(facts: dict[str, Any]) -> str:
    """The publisher's name of a package, or of a release that carries its package's facts."""
    publisher = facts.get("publisher")
    if not isinstance(publisher, dict):
        package = facts.get("packageInfo")
        publisher = package.get("publisher") if isinstance(package, dict) else None
    name = publisher.get("name") if isinstance(publisher, dict) else None
    return name.strip()[:300] if isinstance(name, str) else ""


def explode(value: Any, place: Place) -> Iterator[Found | Problem]:
    """What a value holds, whichever of the known shapes it has."""
    if isinstance(value, stream.Flaw):
        yield place.complain(value.code, limit=value.limit)
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from explode(entry, place.at(number))
    elif not isinstance(value, dict):
        yield place.complain("not_ocds")
    elif isinstance(value.get("records"), list):
        yield from _package(value, "records", place)
    elif "compiledRelease" in value or ("releases" in value and "ocid" in value):
        yield from _record(value, place)
    elif isinstance(value.get("releases"), list):
        yield from _package(value, "releases", place)
    elif "ocid" in value or any(section in value for section in SECTIONS):
        yield from _release(value, place)
    else:
        yield place.complain("not_ocds")


def _package(package: dict[str, Any], inside: str, place: Place) -> Iterator[Found | Problem]:
    named = Place(place.path, place.pointer, publisher_of(package))
    for number, entry in enumerate(package[inside]):
        yield from explode(entry, named.at(inside, number))


def _release(release: dict[str, Any], place: Place) -> Iterator[Found | Problem]:
    ocid = ocid_of(release)
    if ocid:
        publisher = place.publisher or publisher_of(release)
        yield Found(place.path, place.pointer, ocid, ({**release, "ocid": ocid},), None, publisher)
    elif release.get("ocid") in (None, ""):
        yield place.complain("no_ocid")
    else:
        yield place.complain("bad_ocid", limit=MAX_OCID)


def _record(record: dict[str, Any], place: Place) -> Iterator[Found | Problem]:
    compiled = record.get("compiledRelease")
    compiled = compiled if isinstance(compiled, dict) else None
    entries = record.get("releases")
    entries = entries if isinstance(entries, list) else []
    inner = [entry for entry in entries if isinstance(entry, dict)]
    ocid = next((known for known in map(ocid_of, (record, compiled or {}, *inner)) if known), "")
    if not ocid:
        yield place.complain("no_ocid")
        return
    releases, is_partial = [], False
    for number, entry in enumerate(entries):
        here = place.at("releases", number)
        if not isinstance(entry, dict):
            yield here.warn("not_ocds", ocid=ocid)
        elif not any(section in entry for section in SECTIONS) and "url" in entry:
            is_partial = True
            yield here.warn("linked_release", ocid=ocid)
        elif ocid_of(entry) not in {"", ocid}:
            yield here.warn("other_ocid", ocid=ocid, other=ocid_of(entry))
        else:
            releases.append({**entry, "ocid": ocid})
    if not releases and not compiled:
        yield place.complain("empty_record", ocid=ocid)
        return
    publisher = place.publisher or publisher_of(record)
    merged = {**compiled, "ocid": ocid} if compiled else None
    if merged and (is_partial or not releases):
        # what the publisher merged also from releases that are not here counts as one of them
        releases, merged = [*releases, merged], None
    yield Found(place.path, place.pointer, ocid, tuple(releases), merged, publisher)


def ocid_of(entry: dict[str, Any]) -> str:
    """The process's id, empty when unusable."""
    ocid = entry.get("ocid")
    if not isinstance(ocid, str) or len(ocid.strip()) > MAX_OCID:
        return ""
    return ocid.strip()
