"""Builds the file of a bundle with the eyes of the person who asked for it."""

import hashlib
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from audit.bundles import readme
from audit.bundles.bag import BagWriter
from audit.bundles.cases import afterwards, entries_of, request_entry, right_to, subject_of
from audit.bundles.contents import add_files
from audit.bundles.models import Bundle
from audit.bundles.objects import Objects
from audit.bundles.proofs import AT_ONCE, Proofs
from audit.log.models import Checkpoint, Entry, LogKey, Tree
from audit.log.proving import place_of, shown_head
from egov_outsource.access import may
from egov_outsource.wall.eyes import as_system, looking

SECONDS_BETWEEN = 0.5
PIECE = 1 << 20
# so often a head that enough witnesses saw is waited for; then one without them has to do
PATIENCE = 5


class NotYetError(Exception):
    """The log has not yet signed a head over the request."""


class NoRightError(Exception):
    """Who asked may not see this any more."""


@dataclass(frozen=True)
class Built:
    """The file that was made."""

    stored_as: str
    sha256: str
    size: int
    counts: dict[str, int]


class Progress:
    """How far a bundle is, written down at most twice a second."""

    def __init__(self, bundle: Bundle, total: int) -> None:
        """Nothing is done yet."""
        self.bundle, self.total, self.done, self._written = bundle, total, 0, 0.0
        self.write()

    def reached(self) -> None:
        """One more."""
        self.done += 1
        if time.monotonic() - self._written > SECONDS_BETWEEN:
            self.write()

    def write(self) -> None:
        """Say where it is, and that somebody is still at it."""
        self._written = time.monotonic()
        self.bundle.done, self.bundle.total = self.done, max(self.total, self.done)
        with as_system():
            Bundle.objects.filter(pk=self.bundle.pk).update(
                done=self.bundle.done, total=self.bundle.total, touched_at=timezone.now()
            )


def folder() -> Path:
    """Where bundles lie until they expire."""
    path: Path = settings.DATA_DIR / "bundles"
    path.mkdir(parents=True, exist_ok=True)
    return path


def stored_path(stored_as: str) -> Path:
    """The file of a bundle."""
    return folder() / stored_as


def build(bundle: Bundle) -> Built:
    """Write the file; what who asked may see now is in it, and nothing else.

    Raises:
        NotYetError: the log has not yet signed the request.
        NoRightError: who asked no longer holds the right, or sees the thing.

    """
    name = secrets.token_hex(16)
    partial = stored_path(f"{name}.part")
    try:
        with looking(bundle.requested_by):
            _require_right(bundle)
            counts = _write(bundle, partial)
        sha256, size = _digest(partial)
        partial.chmod(0o440)
        partial.replace(stored_path(name))
    finally:
        partial.unlink(missing_ok=True)
    return Built(name, sha256, size, counts)


def _require_right(bundle: Bundle) -> None:
    user = bundle.requested_by
    is_allowed = user.is_active and bool(may(user, right_to(bundle.kind), bundle.project))
    if not is_allowed or subject_of(bundle.kind, bundle.case_id, bundle.project, user) is None:
        raise NoRightError


def _write(bundle: Bundle, path: Path) -> dict[str, int]:
    request = request_entry(bundle)
    if request is None:
        raise NotYetError
    head, last = _head_over(request, bundle.attempts)
    entries = entries_of(bundle, request, last)
    progress = Progress(bundle, entries.count())
    top, is_whole = f"bundle-{bundle.pk}", bundle.kind == Bundle.Kind.WHOLE
    with BagWriter(path, top, bundle.requested_at) as bag:
        proofs = Proofs(bag, head)
        _add_entries(proofs, entries, progress)
        _add_entries(proofs, afterwards(bundle, last, proofs.digests), progress)
        withheld = proofs.add_withheld(from_one=bundle.kind != Bundle.Kind.RANGE)
        heads = proofs.add_heads()
        proofs.add_keys()
        objects = Objects(bag, bundle, progress.reached).add() if is_whole else 0
        progress.total += len(proofs.digests)
        digests = None if is_whole else proofs.digests
        documents = add_files(bag, bundle, digests, progress.reached)
        bag.add("data/ro-crate-metadata.json", [readme.crate(bundle, documents)])
        origin = _origin()
        for name, content in (readme.texts(bundle, origin, top) | readme.program()).items():
            bag.add(name, [content])
        bag.close(_info(bundle, request, origin))
    progress.write()
    files = sum(1 for row in documents if row["path"])
    counts = {"entries": len(proofs.indices), "files": files, "withheld": withheld}
    counts |= {"missing": len(documents) - files, "heads": heads}
    return {**counts, "objects": objects} if is_whole else counts


def _add_entries(proofs: Proofs, entries: Any, progress: Progress) -> None:
    after = -1
    rows = entries.select_related("place").prefetch_related("disclosures", "erasures")
    while some := list(rows.filter(place__index__gt=after)[:AT_ONCE]):
        proofs.add_entries(some)
        after = some[-1].place.index
        for _entry in some:
            progress.reached()


def _head_over(request: Entry, attempts: int) -> tuple[Checkpoint, int]:
    """A head over the request, and the request's number."""
    index = place_of(request)
    head = shown_head()
    if head is not None and index is not None and head.size <= index and attempts >= PATIENCE:
        head = Checkpoint.objects.last_of(Tree.SHA256)
    if head is None or index is None or head.size <= index:
        raise NotYetError
    return head, index


def _origin() -> str:
    key = LogKey.objects.filter(tree=Tree.SHA256).order_by("id").first()
    return key.origin if key else ""


def _info(bundle: Bundle, request: Entry, origin: str) -> dict[str, str]:
    return {
        "Source-Organization": origin,
        "External-Description": f"Evidence bundle {bundle.pk}: {bundle.kind}",
        "External-Identifier": str(request.uid),
        "Bagging-Date": f"{timezone.now():%Y-%m-%d}",
    }


def _digest(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size
