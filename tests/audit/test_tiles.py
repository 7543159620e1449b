"""Tiles: names as the format says, trees that grow in any steps, proofs read from tiles."""

import random

import pytest

from audit.log import merkle
from audit.log.tiles import Tile, TileError, TileTree, extend, tiles_of

LEAVES = [merkle.leaf_hash(n.to_bytes(4, "big")) for n in range(70_000)]


def grown(*sizes: int) -> dict[Tile, bytes]:
    """All tiles ever written by a tree that had these sizes, one after the other."""
    tiles: dict[Tile, bytes] = {}
    old = 0
    for size in sizes:
        fresh = extend(tiles.__getitem__, old, LEAVES[old:size])
        assert not {t for t in fresh if t in tiles and tiles[t] != fresh[t]}
        tiles |= fresh
        old = size
    return tiles


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "0/000"),
        (Tile(1, 273, 17), "1/273.p/17"),
        (Tile(0, 1_234_067), "0/x001/x234/067"),
        (Tile(63, 1000, 1), "63/x001/000.p/1"),
    ],
)
def test_a_tile_is_named_as_the_format_says(tile, path):
    assert tile.path == path
    assert Tile.parse(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "0/0",
        "0/00",
        "00/000",
        "64/000",
        "0/000/",
        "0/x000/001",
        "0/001/000",
        "0/x001",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/01",
        "0/000.p/999",
        "-1/000",
        "0/٠٠٠",
        "../0/000",
        "0/000.p/1\n",
        "entries/000",
    ],
)
def test_what_is_no_name_of_a_tile_is_none(path):
    assert Tile.parse(path) is None


def test_a_tree_of_70000_leaves_has_the_tiles_of_the_formats_example():
    names = list(tiles_of(70_000))
    assert sum(t.level == 0 and t.width == 256 for t in names) == 273
    assert [t for t in names if t.width < 256] == [
        Tile(0, 273, 112),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


def test_however_a_tree_grew_its_last_tiles_and_roots_are_the_same():
    at_once = grown(66_000)
    in_steps = grown(1, 2, 255, 256, 257, 300, 511, 512, 65_535, 65_536, 65_537, 66_000)
    assert set(at_once) == set(tiles_of(66_000))
    assert all(in_steps[tile] == data for tile, data in at_once.items())
    tree = TileTree(66_000, at_once.__getitem__)
    for size in (1, 2, 3, 255, 256, 257, 40_000, 65_536, 66_000):
        assert tree.root(size) == merkle.root_hash(LEAVES[:size])
    assert tree.root(0) == merkle.root_hash([])


def test_proofs_from_tiles_are_those_from_leaves():
    tree = TileTree(1500, grown(700, 1500).__getitem__)
    chance = random.Random(4)  # noqa: S311 - the same sizes each time
    for size in (1, 255, 256, 257, 700, 1500, chance.randrange(1, 1500)):
        hashes, root = LEAVES[:size], tree.root(size)
        for index in {0, size - 1, chance.randrange(size)}:
            proof = tree.inclusion_proof(index, size)
            assert proof == merkle.inclusion_proof(hashes, index)
            assert merkle.verify_inclusion(index, size, tree.leaf(index), proof, root)
        for old in {1, size, chance.randrange(1, size + 1)}:
            proof = tree.consistency_proof(old, size)
            assert proof == merkle.consistency_proof(hashes, old)
            assert merkle.verify_consistency(old, size, proof, tree.root(old), root)


def test_a_tile_of_another_length_is_noticed():
    tiles = grown(300)
    tiles[Tile(0, 1, 44)] = tiles[Tile(0, 1, 44)][:-1]
    with pytest.raises(TileError, match=r"0/001\.p/44"):
        TileTree(300, tiles.__getitem__).root()


def test_a_second_tree_over_the_same_leaves_uses_its_own_hash():
    hashes = [merkle.leaf_hash(bytes([n % 256]), "sm3") for n in range(600)]
    tiles = extend({}.__getitem__, 0, hashes, "sm3")
    tree = TileTree(600, tiles.__getitem__, "sm3")
    assert tree.root() == merkle.root_hash(hashes, "sm3")
    proof = tree.consistency_proof(300)
    assert merkle.verify_consistency(300, 600, proof, tree.root(300), tree.root(), "sm3")
    assert not merkle.verify_consistency(300, 600, proof, tree.root(300), tree.root())
