"""The Merkle tree of RFC 6962 and RFC 9162: roots, proofs, and checks that trust nobody.

The module needs only the standard library, so that a verifier on another machine can carry it.
Hashes are 32 bytes. SHA-256 is what other programs of this kind read; SM3 has the same width and
serves a second tree over the same leaves.
"""

import functools
import hashlib
from collections.abc import Callable, Sequence
from typing import Protocol

HASH_BYTES = 32
DEFAULT_HASH = "sha256"
LARGEST_SIZE = 2**63 - 1
LONGEST_PROOF = 2 * 63

_LEAF, _NODE = b"\x00", b"\x01"


class Digest(Protocol):
    """What a hash function of `hashlib` returns."""

    def digest(self) -> bytes:
        """The hash."""


def hasher(name: str = DEFAULT_HASH) -> Callable[[bytes], Digest]:
    """The constructor of a digest of 32 bytes.

    Raises:
        ValueError: when no such hash is known here, or it is not 32 bytes wide.

    """
    if name == DEFAULT_HASH:
        return hashlib.sha256
    if hashlib.new(name).digest_size != HASH_BYTES:
        raise ValueError(f"{name} is not {HASH_BYTES} bytes wide")
    return functools.partial(hashlib.new, name)


def leaf_hash(data: bytes, hash_name: str = DEFAULT_HASH) -> bytes:
    """The hash of a leaf: over 0x00 and its bytes."""
    return hasher(hash_name)(_LEAF + data).digest()


def node_hash(left: bytes, right: bytes, hash_name: str = DEFAULT_HASH) -> bytes:
    """The hash of an inner node: over 0x01 and its two children."""
    return hasher(hash_name)(_NODE + left + right).digest()


def root_hash(leaf_hashes: Sequence[bytes], hash_name: str = DEFAULT_HASH) -> bytes:
    """The root over the hashes of leaves; of none, the hash of nothing."""
    new = hasher(hash_name)
    if not leaf_hashes:
        return new(b"").digest()
    level = list(leaf_hashes)
    if set(map(len, level)) != {HASH_BYTES}:
        raise ValueError(f"a hash has {HASH_BYTES} bytes")
    while len(level) > 1:
        parents = [
            new(_NODE + left + right).digest()
            for left, right in zip(level[::2], level[1::2], strict=False)
        ]
        if len(level) % 2:
            parents.append(level[-1])  # an odd node is promoted, never paired with itself
        level = parents
    return level[0]


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """Which leaves `[start, end)` each hash of an inclusion proof stands for, leaf upwards.

    Raises:
        ValueError: when the tree has no such leaf.

    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    ranges = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old_size: int, new_size: int) -> list[tuple[int, int]]:
    """Which leaves `[start, end)` each hash of a consistency proof stands for.

    Raises:
        ValueError: for an empty or a larger old tree.

    """
    if not 0 < old_size <= new_size:
        raise ValueError(f"no proof leads from {old_size} to {new_size} leaves")
    ranges = []
    start, end = 0, new_size
    while old_size != end:
        middle = start + _split(end - start)
        if old_size <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start:
        ranges.append((start, end))
    return ranges[::-1]


def inclusion_proof(
    leaf_hashes: Sequence[bytes], index: int, hash_name: str = DEFAULT_HASH
) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root."""
    ranges = inclusion_ranges(index, len(leaf_hashes))
    return [root_hash(leaf_hashes[start:end], hash_name) for start, end in ranges]


def consistency_proof(
    leaf_hashes: Sequence[bytes], old_size: int, hash_name: str = DEFAULT_HASH
) -> list[bytes]:
    """The hashes that show the first `old_size` leaves to be a prefix of all."""
    ranges = consistency_ranges(old_size, len(leaf_hashes))
    return [root_hash(leaf_hashes[start:end], hash_name) for start, end in ranges]


def verify_inclusion(
    index: int,
    size: int,
    leaf_hash: bytes,
    proof: Sequence[bytes],
    root: bytes,
    hash_name: str = DEFAULT_HASH,
) -> bool:
    """Whether the leaf stands at `index` of the tree with this size and root; never raises."""
    if not (_are_sizes(index, size) and index < size):
        return False
    if not (_is_hash(leaf_hash) and _is_hash(root) and _are_hashes(proof)):
        return False
    sides = _sides(index, size - 1, len(proof))
    if sides is None:
        return False
    found = leaf_hash
    for item, is_left in zip(proof, sides, strict=True):
        pair = (item, found) if is_left else (found, item)
        found = node_hash(*pair, hash_name)
    return found == root


def verify_consistency(
    old_size: int,
    new_size: int,
    proof: Sequence[bytes],
    old_root: bytes,
    new_root: bytes,
    hash_name: str = DEFAULT_HASH,
) -> bool:
    """Whether the old tree is a prefix of the new one; never raises.

    An empty old tree is rejected: every tree is consistent with it, so that a proof would say
    nothing.
    """
    if not (_are_sizes(old_size, new_size) and 0 < old_size <= new_size):
        return False
    if not (_is_hash(old_root) and _is_hash(new_root) and _are_hashes(proof)):
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    # an old tree that is one whole subtree of the new one is itself where the path starts
    hashes = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    path, last = old_size - 1, new_size - 1
    while path % 2:
        path, last = path >> 1, last >> 1
    sides = _sides(path, last, len(hashes) - 1)
    if sides is None:
        return False
    old = new = hashes[0]
    for item, is_left in zip(hashes[1:], sides, strict=True):
        if is_left:
            old = node_hash(item, old, hash_name)
            new = node_hash(item, new, hash_name)
        else:
            new = node_hash(new, item, hash_name)
    return old == old_root and new == new_root


def _sides(path: int, last: int, length: int) -> list[bool] | None:
    """For each hash of a proof whether it stands on the left; nothing if their number is wrong."""
    sides = []
    for _ in range(length):
        if last == 0:
            return None
        is_left = path % 2 == 1 or path == last
        sides.append(is_left)
        while is_left and path and not path % 2:
            path, last = path >> 1, last >> 1
        path, last = path >> 1, last >> 1
    return sides if last == 0 and length >= 0 else None


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _are_sizes(*numbers: object) -> bool:
    return all(type(number) is int and 0 <= number <= LARGEST_SIZE for number in numbers)


def _is_hash(value: object) -> bool:
    return type(value) is bytes and len(value) == HASH_BYTES


def _are_hashes(proof: object) -> bool:
    return (
        (type(proof) is list or type(proof) is tuple)
        and len(proof) <= LONGEST_PROOF
        and all(_is_hash(item) for item in proof)
    )
