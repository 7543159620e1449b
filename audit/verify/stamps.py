"""Trusted times: tokens over the very notes of heads in the bundle."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography import x509

from audit.log.notation import NoteError
from audit.log.note import LARGEST_NOTE, Note
from audit.verify.heads import Heads, number_of
from audit.verify.report import Report
from audit.verify.source import DamagedError, Source, whole
from audit.verify.timestamp import Token, TokenError

FOLDER = "data/tokens/"
LARGEST_TOKEN = 1 << 20


@dataclass
class Stamps:
    """By the size of a head the time at which it existed at the latest, and who says so."""

    times: dict[int, tuple[dt.datetime, str]] = field(default_factory=dict)

    def latest_for(self, index: int) -> tuple[dt.datetime, str] | None:
        """The earliest stated time of a head that holds the entry `index`."""
        found = [stated for size, stated in self.times.items() if size > index]
        return min(found, default=None)


def check_stamps(
    source: Source, report: Report, heads: Heads, roots: Sequence[x509.Certificate] | None
) -> Stamps:
    """Check every token; without roots only what it states and over which bytes."""
    stamps = Stamps()
    names = sorted(name for name in source.sizes if name.startswith(FOLDER))
    known = {f"{FOLDER}{size}{ending}" for size in heads.notes for ending in (".tsr", ".note")}
    for name in names:
        if name not in known:
            report.doubt("FILE-STRANGE", name=name)
    for name in names:
        size = number_of(name, FOLDER, ".tsr")
        if size in heads.notes and size is not None:
            _check(source, report, heads.notes[size], size, roots, stamps)
        elif size is None and name in known and name[:-5] + ".tsr" not in source.sizes:
            report.doubt("FILE-STRANGE", name=name)
    if roots is None:
        report.note("TIME-UNCHECKED")
    elif not stamps.times:
        report.doubt("TIME-NONE")
    return stamps


def _check(
    source: Source,
    report: Report,
    note: Note,
    size: int,
    roots: Sequence[x509.Certificate] | None,
    stamps: Stamps,
) -> None:
    try:
        message = whole(source, f"{FOLDER}{size}.note", LARGEST_NOTE)
        _require_same(Note.parse(message), note)
        token = Token.parse(whole(source, f"{FOLDER}{size}.tsr", LARGEST_TOKEN))
        token.require_over(message)
        if roots is None:
            report.note("TIME-STATED", size=size, at=token.time.isoformat())
            return
        authority = token.require_signed(roots)
    except (DamagedError, NoteError, TokenError) as wrong:
        report.doubt("TIME-BAD", size=size, reason=wrong)
        return
    stamps.times[size] = (token.time, authority)
    report.holds("TIME", size=size, at=token.time.isoformat(), authority=authority)


def _require_same(stamped: Note, note: Note) -> None:
    if stamped.text != note.text:
        raise TokenError("the stamped note states another head")
