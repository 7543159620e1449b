"""`audit_verify`: a tree over a million leaves, against bare `hashlib` over the same bytes."""

import hashlib
import time
from collections.abc import Iterator

from audit.log.merkle import leaf_hash, root_hash
from bench.figure import Figure, faster

LEAVES = 1_000_000


def run() -> Iterator[Figure]:
    """One figure."""
    leaves = [n.to_bytes(8, "big") * 40 for n in range(LEAVES)]
    start = time.perf_counter()
    level = [hashlib.sha256(leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [hashlib.sha256(left + right).digest() for left, right in pairs]
    bare = time.perf_counter() - start
    start = time.perf_counter()
    root_hash([leaf_hash(leaf) for leaf in leaves])
    yield faster("audit_verify", time.perf_counter() - start, bare, "s")
