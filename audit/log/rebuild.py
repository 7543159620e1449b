"""Puts tiles right that are missing or were changed, from leaves that the log has signed for."""

from audit.log.models import Alarm, Checkpoint, Tree
from audit.log.notation import NoteError
from audit.log.note import open_checkpoint
from audit.log.sequencer import Refused, keys_of, leaf_hashes
from audit.log.storage import TileStore
from audit.log.tiles import Tile, TileTree, extend


def rebuild_tiles(tree: str = Tree.SHA256) -> list[Tile]:
    """Compute all tiles of the last signed head again; returns those that had to be replaced.

    Raises:
        Refused: when the leaves do not lead to the signed head: then nothing is written.

    """
    last = Checkpoint.objects.last_of(tree)
    keys = keys_of(tree)
    if last is None or not keys:
        return []
    nothing: dict[Tile, bytes] = {}
    tiles = extend(nothing.__getitem__, 0, leaf_hashes(0, last.size, tree), tree)
    try:
        head = open_checkpoint(last.note.encode(), keys[0].name, keys)
    except NoteError as problem:
        raise Refused(Alarm.Kind.HEAD, str(problem)) from problem
    root = TileTree(last.size, tiles.__getitem__, tree).root()
    if (head.size, head.root) != (last.size, root):
        raise Refused(Alarm.Kind.HEAD, "the leaves do not lead to the signed head")
    store = TileStore(tree)
    return [tile for tile, data in tiles.items() if store.replace(tile, data)]
