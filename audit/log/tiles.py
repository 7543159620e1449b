"""The tree as tiles of 256 hashes (C2SP tlog-tiles): names, extension, and proofs from tiles.

Pure functions over a reader of tiles; where the tiles lie is not known here. A tile of level L
holds roots of whole subtrees of 256**L leaves. What is once written never changes: a tile that
was partial is written again under a longer name.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from audit.log.merkle import (
    DEFAULT_HASH,
    HASH_BYTES,
    consistency_ranges,
    inclusion_ranges,
    node_hash,
    root_hash,
)

HEIGHT = 8
WIDTH = 1 << HEIGHT
PATH = re.compile(
    r"(?P<level>[0-9]|[1-5][0-9]|6[0-3])/(?P<index>(?:x[0-9]{3}/)*[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)
Read = Callable[["Tile"], bytes]


class TileError(Exception):
    """A tile that must be there is missing, or it is not what it was."""


@dataclass(frozen=True)
class Tile:
    """The name of a tile: its level, its place there, and how many hashes it holds."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """The address below `tile/`: groups of three digits, all but the last after an x."""
        digits = f"{self.index:03d}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[place : place + 3] for place in range(0, len(digits), 3)]
        name = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        partial = f".p/{self.width}" if self.width < WIDTH else ""
        return f"{self.level}/{name}{partial}"

    @classmethod
    def parse(cls, path: str) -> "Tile | None":
        """The tile with this address; nothing if none can have it."""
        match = PATH.fullmatch(path)
        if match is None:
            return None
        index = int(match["index"].replace("x", "").replace("/", ""))
        tile = cls(int(match["level"]), index, int(match["width"] or WIDTH))
        return tile if tile.path == path else None


def extend(
    read: Read, old_size: int, leaf_hashes: Sequence[bytes], hash_name: str = DEFAULT_HASH
) -> dict[Tile, bytes]:
    """The tiles that a tree of `old_size` leaves needs beside its own to hold further leaves."""
    tiles: dict[Tile, bytes] = {}
    fresh, count, level = list(leaf_hashes), old_size, 0
    while fresh:
        index, begun = divmod(count, WIDTH)
        kept = read(Tile(level, index, begun)) if begun else b""
        data = kept + b"".join(fresh)
        fresh = []
        for place in range(0, len(data), WIDTH * HASH_BYTES):
            content = data[place : place + WIDTH * HASH_BYTES]
            tiles[Tile(level, index, len(content) // HASH_BYTES)] = content
            if len(content) == WIDTH * HASH_BYTES:
                fresh.append(root_hash(_hashes(content), hash_name))
            index += 1
        count, level = count // WIDTH, level + 1
    return tiles


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of a tree."""
    level, count = 0, size
    while count:
        for index in range(-(-count // WIDTH)):
            yield Tile(level, index, min(WIDTH, count - index * WIDTH))
        level, count = level + 1, count // WIDTH


@dataclass
class TileTree:
    """A tree of `size` leaves that is read from its tiles, each once."""

    size: int
    read: Read
    hash_name: str = DEFAULT_HASH
    _known: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves, all by default."""
        size = self.size if size is None else size
        return self._over(0, size) if size else root_hash([], self.hash_name)

    def leaf(self, index: int) -> bytes:
        """The hash of a leaf as the tile says it."""
        return self._over(index, index + 1)

    def tile(self, level: int, index: int) -> bytes:
        """A tile as it is in a tree of this size.

        Raises:
            TileError: when it has another length.

        """
        if (level, index) not in self._known:
            width = min(WIDTH, (self.size >> (HEIGHT * level)) - index * WIDTH)
            tile = Tile(level, index, width)
            data = self.read(tile)
            if len(data) != width * HASH_BYTES:
                raise TileError(f"tile {tile.path} has {len(data)} bytes")
            self._known[level, index] = data
        return self._known[level, index]

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        """The hashes that lead from leaf `index` to the root of the first `size` leaves."""
        ranges = inclusion_ranges(index, self.size if size is None else size)
        return [self._over(start, end) for start, end in ranges]

    def consistency_proof(self, old_size: int, size: int | None = None) -> list[bytes]:
        """The hashes that show the first `old_size` leaves to be a prefix."""
        ranges = consistency_ranges(old_size, self.size if size is None else size)
        return [self._over(start, end) for start, end in ranges]

    def _over(self, start: int, end: int) -> bytes:
        """The root over leaves `[start, end)`, a subtree as proofs speak of it."""
        length = end - start
        height = (length - 1).bit_length()
        if length == 1 << height:
            return self._whole(height, start >> height)
        middle = start + (1 << (height - 1))
        right = self._over(middle, end)
        return node_hash(self._over(start, middle), right, self.hash_name)

    def _whole(self, height: int, index: int) -> bytes:
        level, rest = divmod(height, HEIGHT)
        number, place = divmod(index << rest, WIDTH)
        hashes = _hashes(self.tile(level, number))[place : place + (1 << rest)]
        return root_hash(hashes, self.hash_name)


def _hashes(data: bytes) -> list[bytes]:
    return [data[place : place + HASH_BYTES] for place in range(0, len(data), HASH_BYTES)]
