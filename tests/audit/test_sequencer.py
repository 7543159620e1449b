"""Entries become leaves without gaps, heads are signed, and nothing is signed that contradicts."""

import shutil
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from audit.log import merkle, sequencer
from audit.log.models import Alarm, Checkpoint, Entry, Leaf, LogKey, Pending, Tree
from audit.log.note import Checkpoint as Head
from audit.log.note import VerifierKey, open_checkpoint
from audit.log.record import record
from audit.log.sequencer import LOCK, Refused, leaf_hashes, number_leaves, sign_head
from audit.log.storage import TileStore
from audit.log.tasks import sequence
from audit.log.tiles import Tile, TileTree, tiles_of
from egov_outsource.accounts.models import User

pytestmark = pytest.mark.django_db
NEWEST = "WITH newest AS (SELECT max(id) FROM audit_entry) "
LEAF = NEWEST + "INSERT INTO audit_leaf (index, entry_id, hash) VALUES"
HEAD = "INSERT INTO audit_checkpoint (tree, size, root, note, signed_at)"
REFUSED = (IntegrityError, InternalError)


def write(count: int = 1) -> list[Entry]:
    """Entries that say nothing in particular."""
    actor = User.objects.system()
    with transaction.atomic():
        for _ in range(count):
            record("test:happened", actor, actor=actor)
    return list(Entry.objects.order_by("-pk")[:count])[::-1]


def unguarded(table: str, statement: str, *facts: Any) -> None:
    """What a superuser of the database can do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, facts)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def keys(tree: str = Tree.SHA256) -> tuple[str, list[VerifierKey]]:
    """The origin and the published keys of a tree."""
    rows = LogKey.objects.filter(tree=tree)
    return rows.first().origin, [VerifierKey.parse(row.vkey) for row in rows]


def test_entries_become_leaves_in_order_and_the_head_is_signed() -> None:
    entries = write(5)
    assert sequence() == 5
    assert sequence() == 0
    leaves = list(Leaf.objects.order_by("index"))
    assert [leaf.index for leaf in leaves] == list(range(5))
    assert [leaf.entry_id for leaf in leaves] == [entry.pk for entry in entries]
    hashes = [merkle.leaf_hash(bytes(entry.leaf)) for entry in entries]
    assert [bytes(leaf.hash) for leaf in leaves] == hashes
    assert not Pending.objects.exists()
    last = Checkpoint.objects.last_of()
    origin, vkeys = keys()
    head = open_checkpoint(last.note.encode(), origin, vkeys)
    assert (head.size, head.root) == (5, merkle.root_hash(hashes))
    assert origin.endswith("/audit/log")


def test_while_one_sequencer_works_another_does_nothing() -> None:
    """The database would refuse a number given twice; nobody is to come so far."""
    write(3)
    other = psycopg2.connect(**connection.get_connection_params())
    with closing(other), other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        assert (number_leaves(), sign_head()) == (0, None)
        assert Pending.objects.count() == 3
        # a closed connection lets go when its server notices
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    assert number_leaves() == 3
    assert sign_head() is not None


def test_the_tree_grows_over_whole_tiles_and_each_head_continues_the_last() -> None:
    for count in (200, 56, 1, 300):
        write(count)
        sequence()
    heads = list(Checkpoint.objects.order_by("size"))
    assert [head.size for head in heads] == [200, 256, 257, 557]
    store = TileStore()
    for tile in tiles_of(557):
        assert len(store.read(tile)) == 32 * tile.width
    tree = TileTree(557, store.read)
    for old in heads:
        assert tree.root(old.size) == bytes(old.root)
        proof = tree.consistency_proof(old.size)
        new_root = bytes(heads[-1].root)
        assert merkle.verify_consistency(old.size, 557, proof, bytes(old.root), new_root)
    folder = Path(settings.LOG_ROOT)
    assert not (folder / "tile/0/000.p").exists()  # whole now
    assert (folder / "tile/0/002.p/45").exists()
    with pytest.raises(FileExistsError):  # what is there is never written over
        storages["log"].save("tile/0/000", ContentFile(b"x" * 8192))
    # a partial tile that is gone is a part of what it became
    assert len(store.read(Tile(0, 0, 200))) == 32 * 200


def test_the_key_is_made_once_for_its_owner_only_and_never_anew() -> None:
    write()
    sequence()
    (key,) = Path(settings.LOG_KEY_ROOT).glob("*.key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    secret = key.read_text()
    assert secret.split("+")[4].strip() not in LogKey.objects.get().vkey
    key.unlink()
    write()
    sequence()
    assert not key.exists()
    alarm = Alarm.objects.get()
    assert alarm.kind == Alarm.Kind.KEY
    assert Entry.objects.filter(event="alarm:raised").count() == 1
    sequence()
    assert Entry.objects.filter(event="alarm:raised").count() == 1  # once as long as it is open
    key.write_text(secret)
    sequence()
    alarm.refresh_from_db()
    assert alarm.ended_at
    assert Entry.objects.filter(event="alarm:ended").exists()


def test_another_key_is_not_the_logs() -> None:
    write()
    sequence()
    (key,) = Path(settings.LOG_KEY_ROOT).glob("*.key")
    key.unlink()
    Path(settings.LOG_KEY_ROOT, "x").touch()
    LogKey.objects.get()
    with connection.cursor() as cursor:  # a sequencer that believes to start a new log
        cursor.execute("ALTER TABLE audit_logkey DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_logkey SET tree = 'sm3'")
    write()
    sequence()
    assert Alarm.objects.get().kind == Alarm.Kind.HEAD
    assert Checkpoint.objects.count() == 1


@pytest.mark.parametrize(
    ("table", "statement", "kind"),
    [
        ("audit_leaf", "DELETE FROM audit_leaf WHERE index > 2", Alarm.Kind.BEHIND),
        (
            "audit_checkpoint",
            "UPDATE audit_checkpoint SET root = sha256('x')",
            Alarm.Kind.HEAD,
        ),
        (
            "audit_checkpoint",
            "UPDATE audit_checkpoint SET note = replace(note, E'\\n5\\n', E'\\n4\\n'), size = 4",
            Alarm.Kind.HEAD,
        ),
        ("audit_checkpoint", "DELETE FROM audit_checkpoint", Alarm.Kind.HEAD),
    ],
)
def test_after_a_change_by_a_superuser_nothing_is_signed(
    table: str, statement: str, kind: str
) -> None:
    write(5)
    sequence()
    unguarded(table, statement)
    if statement == "DELETE FROM audit_checkpoint":  # and with it an entry of the past
        unguarded("audit_leaf", "UPDATE audit_leaf SET hash = sha256('y') WHERE index = 1")
        shutil.rmtree(settings.LOG_ROOT)
    write()
    sequence()
    assert Alarm.objects.get().kind == kind
    assert not Checkpoint.objects.filter(size__gt=5).exists()


def test_fewer_leaves_than_the_last_head_has_are_not_signed_without_the_keys_memory_either() -> (
    None
):
    write(5)
    sequence()
    unguarded("audit_leaf", "DELETE FROM audit_leaf WHERE index > 2")
    for memory in Path(settings.LOG_KEY_ROOT).glob("*.head"):
        memory.unlink()
    with pytest.raises(Refused, match="5 leaves were signed, 3 are stored"):
        sign_head()


def test_a_tree_that_does_not_contain_the_last_signed_head_is_not_signed() -> None:
    """Whatever the tiles say: the proof of it is made and checked each time."""
    for count in (5, 4):
        write(count)
        sequence()
    old, new = Checkpoint.objects.order_by("size")
    tree, last = TileTree(9, TileStore().read), Head("log", 9, bytes(new.root))
    sequencer._check_consistency(tree, Head("log", 5, bytes(old.root)), last)
    for root, other in ((b"1" * 32, last), (bytes(old.root), Head("log", 9, b"1" * 32))):
        with pytest.raises(Refused, match="does not contain"):
            sequencer._check_consistency(tree, Head("log", 5, root), other)


def test_a_database_that_was_set_back_is_not_signed_for() -> None:
    write(3)
    sequence()
    with transaction.atomic():
        write(4)
        sequence()
        transaction.set_rollback(True)  # an old backup: the key has signed 7 leaves
    sequence()
    assert Alarm.objects.get().kind == Alarm.Kind.BEHIND
    write(9)
    sequence()
    # more entries, but not those that were signed for
    assert (
        set(Alarm.objects.values_list("kind", flat=True))
        == {
            Alarm.Kind.BEHIND,
            Alarm.Kind.HEAD,
        }
        or not Checkpoint.objects.filter(size__gt=3).exists()
    )


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_tile_that_is_missing_or_changed_is_made_again_and_told(*, is_gone: bool) -> None:
    write(300)
    sequence()
    path = Path(settings.LOG_ROOT, "tile/0/001.p/44")
    good = path.read_bytes()
    if is_gone:
        path.unlink()
    else:
        path.write_bytes(good[:-1] + b"!")
    write()
    sequence()
    assert path.read_bytes() == good
    assert Alarm.objects.get(ended_at=None).kind == Alarm.Kind.TILE
    sequence()
    assert Checkpoint.objects.last_of().size > 300
    assert not Alarm.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE audit_leaf SET hash = sha256('x')", "only grows"),
        ("DELETE FROM audit_leaf", "only grows"),
        ("TRUNCATE audit_leaf", "only grows"),
        ("UPDATE audit_checkpoint SET size = 9", "only grows"),
        ("DELETE FROM audit_checkpoint", "only grows"),
        ("TRUNCATE audit_checkpoint CASCADE", "only grows"),
        ("DELETE FROM audit_logkey", "only grows"),
        ("UPDATE audit_alarm SET detail = ''", "ends once"),
        ("DELETE FROM audit_pending", "until it is numbered"),
        ("DELETE FROM audit_disclosure", "erasure that is recorded"),
        (
            f"{LEAF} (4, (TABLE newest), sha256(''))",
            "without gaps",
        ),
        (
            f"{LEAF} (2, (TABLE newest), 'short')",
            "32_bytes",
        ),
        (
            HEAD + " VALUES ('sha256', 1, sha256(''), '', now())",
            "larger than the last",
        ),
    ],
)
def test_the_database_keeps_the_tree_growing(statement: str, rule: str) -> None:
    write(2)
    sequence()
    write()
    Alarm.objects.create(kind=Alarm.Kind.TILE, tree="x", detail="d", raised_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with (
        pytest.raises(REFUSED, match=rule),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_second_tree_over_the_same_leaves_uses_sm3(settings: Any) -> None:
    write(3)
    sequence()
    settings.AUDIT_SM3 = True
    write(260)
    sequence()
    entries = [row.entry for row in Leaf.objects.order_by("index").select_related("entry")]
    hashes = [merkle.leaf_hash(bytes(entry.leaf), "sm3") for entry in entries]
    assert leaf_hashes(0, 263, Tree.SM3) == hashes
    last = Checkpoint.objects.last_of(Tree.SM3)
    origin, vkeys = keys(Tree.SM3)
    head = open_checkpoint(last.note.encode(), origin, vkeys)
    assert (head.size, head.root) == (263, merkle.root_hash(hashes, "sm3"))
    assert origin == keys()[0] + "/sm3"
    assert Path(settings.LOG_ROOT, "sm3/tile/0/000").exists()


def test_what_is_numbered_in_batches_is_the_same_tree() -> None:
    write(7)
    while number_leaves(batch=3):
        pass
    assert [leaf.index for leaf in Leaf.objects.order_by("index")] == list(range(7))
