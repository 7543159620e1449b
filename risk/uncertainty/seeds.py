"""Seeds from words, and one stream of random numbers for each thing that is drawn.

A stream per purpose and indicator: what is drawn for one does not shift because another one has
become due, and the order of projects and chunks does not matter.
"""

import hashlib

import numpy as np

SEPARATOR = "\x1f"


def seed_of(*words: object) -> int:
    """63 bits of the SHA-256 of these words: fits a bigint of the database."""
    return int.from_bytes(_digest(words)[:8], "big") >> 1


def stream(seed: int, *words: object) -> np.random.Generator:
    """The random numbers of a purpose under a seed: Philox, a counter-based generator whose key
    is a hash of both."""
    return np.random.Generator(np.random.Philox(key=int.from_bytes(_digest((seed, *words))[:16])))


def _digest(words: tuple[object, ...]) -> bytes:
    return hashlib.sha256(SEPARATOR.join(map(str, words)).encode()).digest()
