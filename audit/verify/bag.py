"""The outer shell: BagIt 1.0 with SHA-256 manifests, complete in both directions."""

import hashlib
import re

from audit.verify.report import Report, UnusableError
from audit.verify.source import DamagedError, Source, pieces, whole

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
PAYLOAD = "data/"
LARGEST_MANIFEST = 256 << 20
LINE = re.compile(r"([0-9a-f]{64})  (\S(?:[^\r\n]*\S)?)")


def check_bag(source: Source, report: Report) -> dict[str, str]:
    """Compare every file with the manifests; the digests that were found, by name.

    Raises:
        UnusableError: when this is no bag.

    """
    if "bagit.txt" not in source.sizes or MANIFEST not in source.sizes:
        raise UnusableError("NO-BAG")
    found: dict[str, str] = {}
    for name in sorted(source.sizes):
        try:
            found[name] = _digest(source, name)
        except DamagedError:
            report.doubt("BAG-UNREADABLE", name=name)
    before = report.doubts
    try:
        if whole(source, "bagit.txt", 1 << 10) != DECLARATION:
            report.doubt("BAG-DECLARATION")
    except DamagedError:
        report.doubt("BAG-DECLARATION")
    payload = {name for name in source.sizes if name.startswith(PAYLOAD)}
    tags = set(source.sizes) - payload - {TAG_MANIFEST}
    _compare(source, report, MANIFEST, payload, found)
    _compare(source, report, TAG_MANIFEST, tags, found)
    if report.doubts == before:
        report.holds("BAG", count=len(source.sizes), size=sum(source.sizes.values()))
    return found


def _compare(
    source: Source, report: Report, manifest: str, there: set[str], found: dict[str, str]
) -> None:
    stated = _stated(source, report, manifest)
    for name in sorted(there - set(stated)):
        report.doubt("BAG-EXTRA", name=name, manifest=manifest)
    for name, digest in stated.items():
        if name not in there:
            report.doubt("BAG-MISSING", name=name, manifest=manifest)
        elif name in found and found[name] != digest:
            report.doubt("BAG-CHANGED", name=name, manifest=manifest)


def _stated(source: Source, report: Report, manifest: str) -> dict[str, str]:
    try:
        text = whole(source, manifest, LARGEST_MANIFEST).decode()
    except (DamagedError, UnicodeDecodeError):
        report.doubt("BAG-NO-MANIFEST", name=manifest)
        return {}
    stated: dict[str, str] = {}
    lines = text.split("\n")
    if lines.pop():
        report.doubt("BAG-LINE", name=manifest, number=len(lines) + 1)
    for number, line in enumerate(lines, start=1):
        match = LINE.fullmatch(line)
        if match is None or match[2] in stated:
            report.doubt("BAG-LINE", name=manifest, number=number)
        else:
            stated[match[2]] = match[1]
    return stated


def _digest(source: Source, name: str) -> str:
    digest = hashlib.sha256()
    for piece in pieces(source, name):
        digest.update(piece)
    return digest.hexdigest()
