"""Gives entries their numbers, extends the tree and signs its head.

Two steps, each one transaction under one advisory lock. First entries that wait become leaves,
which nothing changes any more; so whatever follows comes to the same result however often it is
begun. Then the tree is extended over all leaves, checked against the last signed head, and its
new head signed. Whoever is killed in between leaves nothing that the next one does not finish.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from audit.log.merkle import leaf_hash, verify_consistency
from audit.log.models import Alarm, Checkpoint, Leaf, LogKey, Tree
from audit.log.notation import NoteError
from audit.log.note import Checkpoint as Head
from audit.log.note import Note, VerifierKey, open_checkpoint
from audit.log.signer import Signer, SignerError, signer
from audit.log.storage import TileStore
from audit.log.tiles import Tile, TileError, TileTree, extend

LOCK = 0x45474F564C4F47
BATCH = 20_000

NUMBER = """
    INSERT INTO audit_leaf (index, entry_id, hash)
    SELECT %s + row_number() OVER (ORDER BY id) - 1, id, sha256('\\x00'::bytea || leaf)
    FROM audit_entry
    WHERE id IN (SELECT entry_id FROM audit_pending ORDER BY entry_id LIMIT %s)
"""
RELEASE = """
    DELETE FROM audit_pending USING audit_leaf
    WHERE audit_leaf.entry_id = audit_pending.entry_id AND audit_leaf.index >= %s
"""


class Refused(Exception):  # noqa: N818 - not an error of the program
    """The sequencer does not sign; says which alarm to raise."""

    def __init__(self, kind: Alarm.Kind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


@contextmanager
def sequencing() -> Iterator[bool]:
    """A transaction that holds the lock of the one sequencer, if nobody else does."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            is_held = bool(cursor.fetchone()[0])
        yield is_held


def number_leaves(batch: int = BATCH) -> int:
    """Number what waits, oldest first; returns how many entries became leaves."""
    with sequencing() as is_held, connection.cursor() as cursor:
        if not is_held:
            return 0
        first = leaf_count()
        cursor.execute(NUMBER, [first, batch])
        added = cursor.rowcount
        if added:
            cursor.execute(RELEASE, [first])
    return int(added)


def sign_head(tree: str = Tree.SHA256) -> Checkpoint | None:
    """Extend the tree over all leaves and sign its head; nothing if there is nothing new.

    Raises:
        Refused: when what is stored does not lead to what was signed before.

    """
    with sequencing() as is_held:
        if not is_held:
            return None
        try:
            return _sign_next(tree)
        except TileError as problem:
            raise Refused(Alarm.Kind.TILE, str(problem)) from problem
        except SignerError as problem:
            raise Refused(Alarm.Kind.KEY, str(problem)) from problem


def wait_to_sequence() -> None:
    """Keep every sequencer from signing until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def leaf_count() -> int:
    """How many leaves there are: they are numbered without gaps."""
    last = Leaf.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def leaf_hashes(start: int, end: int, tree: str = Tree.SHA256) -> list[bytes]:
    """The hashes of leaves `[start, end)` as the database says them."""
    rows = Leaf.objects.filter(index__gte=start, index__lt=end).order_by("index")
    if tree == Tree.SHA256:
        found = [bytes(value) for value in rows.values_list("hash", flat=True)]
    else:
        leaves = rows.values_list("entry__leaf", flat=True).iterator(chunk_size=2000)
        found = [leaf_hash(bytes(value), tree) for value in leaves]
    if len(found) != end - start:
        raise Refused(Alarm.Kind.HEAD, f"{end - start - len(found)} leaves are missing")
    return found


def origin_of(tree: str) -> str:
    """The name of a tree: fixed by its first key, before that from the settings."""
    known = LogKey.objects.filter(tree=tree).values_list("origin", flat=True).first()
    if known:
        return known
    base = settings.LOG_ORIGIN or f"{urlsplit(settings.BASE_URL).netloc}/audit/log"
    return base if tree == Tree.SHA256 else f"{base}/{tree}"


def _sign_next(tree: str) -> Checkpoint | None:
    size = leaf_count()
    last = Checkpoint.objects.last_of(tree)
    if last is None and size == 0:
        return None
    origin = origin_of(tree)
    pens = pens_of(tree, origin)
    for pen in pens:
        _check_not_behind(pen, size)
    keys = keys_of(tree)
    early = {str(key) for key in keys if size < key.first}
    pens = [pen for pen in pens if str(pen.verifier) not in early]
    if not pens or (last and size == last.size):
        return None
    if not LogKey.objects.filter(tree=tree).exists():
        register(tree, 1, pens[0].verifier)
    store = TileStore(tree)
    old = _last_head(last, origin, keys)
    if old and old.size > size:
        raise Refused(Alarm.Kind.BEHIND, f"{old.size} leaves were signed, {size} are stored")
    fresh = _store_tiles(store, tree, old, size)
    after = TileTree(size, store.read, tree)
    head = Head(origin, size, after.root())
    if old:
        _check_consistency(after, old, head)
    for pen in pens:
        _check_memory(after, pen)
    note = Note(str(head), tuple(pen.sign(head) for pen in pens))
    made = Checkpoint.objects.create(
        tree=tree, size=size, root=head.root, note=bytes(note).decode(), signed_at=timezone.now()
    )
    for tile in fresh:
        store.tidy(tile)
    return made


def _store_tiles(store: TileStore, tree: str, old: Head | None, size: int) -> Iterable[Tile]:
    """Write the tiles that a tree of `size` leaves needs beside those of the last head."""
    old_size = old.size if old else 0
    before = TileTree(old_size, store.read, tree)
    if old and before.root() != old.root:
        raise TileError(f"the tiles do not lead to the head of {old.size} leaves")
    fresh = extend(
        lambda tile: before.tile(tile.level, tile.index),
        old_size,
        leaf_hashes(old_size, size, tree),
        tree,
    )
    for tile, data in fresh.items():
        store.write(tile, data)
    return fresh


def register(tree: str, number: int, key: VerifierKey, first_size: int = 0) -> LogKey:
    """Publish a key of the log."""
    return LogKey.objects.create(
        tree=tree,
        origin=key.name,
        number=number,
        vkey=str(key),
        since=timezone.now(),
        first_size=first_size,
    )


def keys_of(tree: str) -> list[VerifierKey]:
    """Every key that the log had, each with the sizes of heads that it signs.

    Raises:
        Refused: when a stored key is no key.

    """
    try:
        return [key.verifier for key in LogKey.objects.filter(tree=tree)]
    except NoteError as problem:
        raise Refused(Alarm.Kind.KEY, f"a stored key is none: {problem}") from problem


def pens_of(tree: str, origin: str) -> list[Signer]:
    """Who signs now: the key of the log, two while one hands over; a new log gets its first.

    Raises:
        SignerError: when a key cannot be reached.
        Refused: when it is another one than was published.

    """
    rows = LogKey.objects.filter(tree=tree)
    if not rows:
        return [signer(origin, number=1, may_create=True)]
    pens = []
    for row in rows.filter(ended_at=None):
        pen = signer(origin, number=row.number, may_create=False)
        if str(pen.verifier) != row.vkey:
            raise Refused(Alarm.Kind.KEY, f"the key is {pen.verifier}, the log's is {row.vkey}")
        pens.append(pen)
    return pens


def _last_head(last: Checkpoint | None, origin: str, keys: list[VerifierKey]) -> Head | None:
    """The last signed head as its own signature says it."""
    if last is None:
        return None
    try:
        head = open_checkpoint(last.note.encode(), origin, keys)
    except NoteError as problem:
        raise Refused(Alarm.Kind.HEAD, f"the stored head is not signed: {problem}") from problem
    if (head.size, head.root) != (last.size, bytes(last.root)):
        raise Refused(Alarm.Kind.HEAD, "the stored head is not the signed one")
    return head


def _check_consistency(tree: TileTree, old: Head, new: Head) -> None:
    proof = tree.consistency_proof(old.size)
    if not verify_consistency(old.size, new.size, proof, old.root, new.root, tree.hash_name):
        raise Refused(Alarm.Kind.HEAD, "the new tree does not contain the last signed one")


def _check_not_behind(pen: Signer, size: int) -> None:
    remembered = pen.remembered()
    if remembered and remembered.size > size:
        raise Refused(Alarm.Kind.BEHIND, f"{remembered.size} leaves were signed, {size} are stored")


def _check_memory(tree: TileTree, pen: Signer) -> None:
    """Nothing is signed that contradicts what the key remembers to have signed."""
    remembered = pen.remembered()
    if remembered and tree.root(remembered.size) != remembered.root:
        raise Refused(Alarm.Kind.HEAD, "the leaves are not those that the key has signed for")
