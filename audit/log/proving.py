"""What the log hands out: its signed heads, where an entry stands, and the proof of it."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from audit.log.cosigning import last_witnessed, witnessed_note
from audit.log.models import Checkpoint, Entry, Leaf, Pending, Tree
from audit.log.proof import Proof
from audit.log.storage import TileStore
from audit.log.tiles import TileTree
from egov_outsource.wall.eyes import as_system


def published(checkpoint: Checkpoint) -> bytes:
    """The signed note as it is served: with the cosignatures that there are."""
    return witnessed_note(checkpoint)


def shown_head(tree: str = Tree.SHA256) -> Checkpoint | None:
    """The head that is served: the newest that enough witnesses saw, before that the newest."""
    return last_witnessed(tree) or Checkpoint.objects.last_of(tree)


def place_of(entry: Entry) -> int | None:
    """The number of an entry; nothing while it waits."""
    return Leaf.objects.filter(entry=entry).values_list("index", flat=True).first()


def proof_of(entry: Entry, tree: str = Tree.SHA256) -> Proof | None:
    """The proof under the head that is served, or under a newer one that not enough witnesses saw.

    Nothing while no signed head covers the entry.
    """
    index, head = place_of(entry), shown_head(tree)
    if index is not None and head is not None and index >= head.size:
        head = Checkpoint.objects.last_of(tree)
    if index is None or head is None or index >= head.size:
        return None
    hashes = TileTree(head.size, TileStore(tree).read, tree).inclusion_proof(index)
    return Proof(index, tuple(hashes), published(head))


def waits_beyond(head: Checkpoint) -> timedelta:
    """How long the oldest entry waits that `head` does not hold."""
    with as_system():
        first = Entry.objects.filter(place__index=head.size).values_list("at", flat=True).first()
    return max(lag(), timezone.now() - first) if first else lag()


def lag() -> timedelta:
    """How long the oldest entry waits that is not yet numbered."""
    with as_system():  # the oldest of all, not of those that the reader sees
        oldest = Pending.objects.aggregate(oldest=Min("entry__at"))["oldest"]
    return timezone.now() - oldest if oldest else timedelta()


def is_late() -> bool:
    """Whether entries wait longer than they should."""
    return lag() > timedelta(seconds=settings.LOG_LAG_SECONDS)
