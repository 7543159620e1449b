"""All checks of a bundle in their order."""

from collections.abc import Sequence
from pathlib import Path

from cryptography import x509

from audit.verify.bag import check_bag
from audit.verify.files import Proven, check_files, state_files
from audit.verify.heads import Pinned, check_heads
from audit.verify.kept import Kept, check_kept
from audit.verify.keys import check_keys
from audit.verify.leaves import Leaves, check_leaves, check_numbers
from audit.verify.report import Report, UnusableError
from audit.verify.source import DAMAGED, DamagedError, Source, open_source, whole
from audit.verify.stamps import check_stamps
from audit.verify.times import check_times
from audit.verify.withheld import check_withheld

INFO = "bag-info.txt"
LARGEST_INFO = 64 << 10
IDENTIFIER = "External-Identifier: "
RANGE = "range"


def check(
    path: Path,
    pinned: Pinned,
    roots: Sequence[x509.Certificate] | None = None,
    kept: Kept | None = None,
) -> Report:
    """What holds of the bundle at `path` and what does not.

    Raises:
        UnusableError: when it is no bundle at all; nothing else, whatever the bytes are.

    """
    try:
        return _check(open_source(path), pinned, roots, kept)
    except UnusableError:
        raise
    except (*DAMAGED, DamagedError, RuntimeError, MemoryError, OverflowError) as wrong:
        raise UnusableError("NO-BUNDLE", path=path) from wrong


def _check(
    source: Source,
    pinned: Pinned,
    roots: Sequence[x509.Certificate] | None,
    kept: Kept | None,
) -> Report:
    report = Report()
    found = check_bag(source, report)
    heads = check_heads(source, report, pinned)
    check_kept(report, heads, kept)
    check_keys(source, report, pinned)
    stamps = check_stamps(source, report, heads, roots)
    leaves = check_leaves(source, report, pinned, heads)
    check_times(report, leaves, stamps)
    withheld = check_withheld(source, report, heads, leaves)
    check_numbers(report, leaves, withheld, from_one=_is_whole_case(source, report, leaves))
    check_files(source, report, found, leaves)
    proven = Proven(pinned, heads, stamps, leaves, are_times_asked=roots is not None)
    state_files(source, report, found, proven)
    return report


def _is_whole_case(source: Source, report: Report, leaves: Leaves) -> bool:
    """What was asked for, as the log itself has it; a span of time begins anywhere."""
    try:
        lines = whole(source, INFO, LARGEST_INFO).decode(errors="replace").split("\n")
    except DamagedError:
        lines = []
    named = [line.removeprefix(IDENTIFIER) for line in lines if line.startswith(IDENTIFIER)]
    request = leaves.requests.get(named[0]) if len(named) == 1 else None
    if request is None:
        report.doubt("REQUEST-NONE")
        return True
    case = f"{request.get('kind')} {request.get('case')}"
    report.holds("REQUEST", at=request["at"], case=case)
    return request.get("kind") != RANGE
