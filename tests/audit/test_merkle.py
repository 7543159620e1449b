"""The tree of RFC 6962: known vectors, a naive definition, and everything that must not verify."""

import hashlib
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.log import merkle

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    bytes.fromhex(text)
    for text in (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )
]
HASHES = [merkle.leaf_hash(leaf) for leaf in LEAVES]
OTHER = b"\x07" * 32


def naive(hashes: list[bytes], hash_name: str = "sha256") -> bytes:
    """The root as section 2.1 of RFC 6962 defines it, word for word."""
    if not hashes:
        return hashlib.new(hash_name).digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    left, right = naive(hashes[:k], hash_name), naive(hashes[k:], hash_name)
    return hashlib.new(hash_name, b"\x01" + left + right).digest()


def some(count: int) -> list[bytes]:
    return [merkle.leaf_hash(str(n).encode()) for n in range(count)]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_known_vectors(size):
    assert merkle.root_hash(HASHES[:size]) == ROOTS[size]


def test_known_inclusion_proofs_are_made_and_verified():
    proof = [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    made = merkle.inclusion_proof(HASHES, 0)
    assert [item.hex() for item in made] == proof
    assert merkle.verify_inclusion(0, 8, HASHES[0], made, ROOTS[8])


def test_known_consistency_proofs_are_made_and_verified():
    proof = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    made = merkle.consistency_proof(HASHES, 6)
    assert [item.hex() for item in made] == proof
    assert merkle.verify_consistency(6, 8, made, ROOTS[6], ROOTS[8])


@pytest.mark.parametrize("hash_name", ["sha256", "sm3"])
def test_every_proof_of_small_trees_holds_and_roots_are_as_defined(hash_name):
    for size in range(1, 34):
        hashes = [merkle.leaf_hash(bytes([n]), hash_name) for n in range(size)]
        root = merkle.root_hash(hashes, hash_name)
        assert root == naive(hashes, hash_name)
        for index in range(size):
            proof = merkle.inclusion_proof(hashes, index, hash_name)
            assert merkle.verify_inclusion(index, size, hashes[index], proof, root, hash_name)
        for old in range(1, size + 1):
            proof = merkle.consistency_proof(hashes, old, hash_name)
            old_root = naive(hashes[:old], hash_name)
            assert merkle.verify_consistency(old, size, proof, old_root, root, hash_name)


def test_leaves_and_nodes_never_share_a_hash_and_odd_nodes_are_not_doubled():
    left, right = HASHES[:2]
    assert merkle.leaf_hash(left + right) != merkle.root_hash([left, right])
    assert merkle.root_hash(HASHES[:3]) != merkle.root_hash([*HASHES[:3], HASHES[2]])
    assert merkle.root_hash(HASHES[:1]) == HASHES[0]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_changed_inclusion_proof_verifies(data):
    size = data.draw(st.integers(1, 70))
    index = data.draw(st.integers(0, size - 1))
    hashes = some(size)
    root, proof = merkle.root_hash(hashes), merkle.inclusion_proof(hashes, index)
    leaf = hashes[index]
    assert merkle.verify_inclusion(index, size, leaf, proof, root)
    assert not merkle.verify_inclusion(index, size, OTHER, proof, root)
    assert not merkle.verify_inclusion(index, size, leaf, proof, OTHER)
    assert not merkle.verify_inclusion(index, size, leaf, [*proof, OTHER], root)
    assert not merkle.verify_inclusion(index, size, leaf, [OTHER, *proof], root)
    assert not merkle.verify_inclusion(index, size, leaf, [*proof, root], root)
    for place in range(len(proof)):
        changed = [*proof[:place], OTHER, *proof[place + 1 :]]
        assert not merkle.verify_inclusion(index, size, leaf, changed, root)
        assert not merkle.verify_inclusion(
            index, size, leaf, proof[:place] + proof[place + 1 :], root
        )
    for other in {n for n in range(size) if n != index}:
        assert not merkle.verify_inclusion(other, size, leaf, proof, root)
    for place, (one, two) in enumerate(pairwise(proof)):
        swapped = [*proof[:place], two, one, *proof[place + 2 :]]
        assert not merkle.verify_inclusion(index, size, leaf, swapped, root)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_changed_consistency_proof_verifies(data):
    size = data.draw(st.integers(2, 70))
    old = data.draw(st.integers(1, size - 1))
    hashes = some(size)
    root, old_root = merkle.root_hash(hashes), merkle.root_hash(hashes[:old])
    proof = merkle.consistency_proof(hashes, old)
    assert merkle.verify_consistency(old, size, proof, old_root, root)
    assert not merkle.verify_consistency(old, size, proof, OTHER, root)
    assert not merkle.verify_consistency(old, size, proof, old_root, OTHER)
    assert not merkle.verify_consistency(old, size, proof, root, old_root)
    assert not merkle.verify_consistency(old, size, [*proof, OTHER], old_root, root)
    assert not merkle.verify_consistency(old, size, [OTHER, *proof], old_root, root)
    assert not merkle.verify_consistency(old, size, [], old_root, root)
    for place in range(len(proof)):
        changed = [*proof[:place], OTHER, *proof[place + 1 :]]
        assert not merkle.verify_consistency(old, size, changed, old_root, root)
        short = proof[:place] + proof[place + 1 :]
        assert not merkle.verify_consistency(old, size, short, old_root, root)


def test_a_rewritten_past_is_not_consistent():
    hashes = some(40)
    rewritten = [*hashes[:7], OTHER, *hashes[8:]]
    old_root, new_root = merkle.root_hash(hashes[:25]), merkle.root_hash(rewritten)
    assert not merkle.verify_consistency(
        25, 40, merkle.consistency_proof(rewritten, 25), old_root, new_root
    )
    shorter = [*hashes[:7], *hashes[8:]]
    assert not merkle.verify_consistency(
        25, 39, merkle.consistency_proof(shorter, 25), old_root, merkle.root_hash(shorter)
    )


def test_consistency_from_nothing_is_rejected():
    assert not merkle.verify_consistency(0, 8, [], ROOTS[0], ROOTS[8])
    assert not merkle.verify_consistency(0, 0, [], ROOTS[0], ROOTS[0])
    with pytest.raises(ValueError, match="no proof leads from 0"):
        merkle.consistency_proof(HASHES, 0)


def test_equal_trees_need_an_empty_proof_and_equal_roots():
    assert merkle.verify_consistency(8, 8, [], ROOTS[8], ROOTS[8])
    assert not merkle.verify_consistency(8, 8, [], ROOTS[8], ROOTS[7])
    assert not merkle.verify_consistency(8, 8, [ROOTS[8]], ROOTS[8], ROOTS[8])
    assert not merkle.verify_consistency(8, 7, [], ROOTS[8], ROOTS[7])


class Hostile:
    """Everything that one asks of it fails."""

    def __getattribute__(self, name):
        raise RuntimeError(name)

    def __eq__(self, other):
        raise RuntimeError

    __hash__ = None


class AlwaysEqual(bytes):
    """Bytes that claim to be equal to anything."""

    def __eq__(self, other):
        return True

    __hash__ = bytes.__hash__


JUNK = [
    None,
    True,
    -1,
    1.0,
    2**70,
    "",
    "a" * 32,
    b"",
    b"x" * 31,
    b"x" * 33,
    bytearray(32),
    memoryview(bytes(32)),
    AlwaysEqual(32),
    [],
    {},
    Hostile(),
    [None],
    [b"x" * 31],
    [Hostile()],
    ["a" * 32],
    (b"x" * 32 for _ in range(3)),
    float("nan"),
    object,
]


@pytest.mark.parametrize("position", range(5))
def test_hostile_input_of_any_type_is_no_proof_and_raises_nothing(position):
    for junk in JUNK:
        for proof in (merkle.inclusion_proof(HASHES, 2), []):
            facts = [2, 8, HASHES[2], proof, ROOTS[8]]
            facts[position] = junk
            assert merkle.verify_inclusion(*facts) is False
        facts = [6, 8, merkle.consistency_proof(HASHES, 6), ROOTS[6], ROOTS[8]]
        facts[position] = junk
        assert merkle.verify_consistency(*facts) is False


def test_endless_proofs_and_sizes_are_refused_quickly():
    long = [OTHER] * 1_000_000
    assert not merkle.verify_inclusion(0, 2**62, OTHER, long, OTHER)
    assert not merkle.verify_consistency(1, 2**62, long, OTHER, OTHER)
    assert not merkle.verify_inclusion(0, 10**5000, OTHER, [], OTHER)
    assert not merkle.verify_inclusion(0, 0, OTHER, [], OTHER)


def test_a_hash_of_another_width_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        merkle.root_hash([OTHER, b"short"])
    with pytest.raises(ValueError, match="32 bytes"):
        merkle.leaf_hash(b"", "sha512")
    with pytest.raises(ValueError, match="no leaf 8"):
        merkle.inclusion_proof(HASHES, 8)


@pytest.mark.parametrize("module", ["merkle", "notation", "note"])
def test_what_verifies_needs_no_django(module):
    program = f"import audit.log.{module}, sys; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
