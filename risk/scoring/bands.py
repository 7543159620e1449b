"""Bands: the score in words, slow to change at a border, at once when a veto speaks."""

from enum import IntEnum

import numpy as np

from risk.columns import Codes, Flags, Floats
from risk.scoring.model import Model


class Band(IntEnum):
    """The five bands; UNKNOWN where coverage is too small or nothing is due."""

    UNKNOWN = -1
    LOW = 0
    WATCH = 1
    ELEVATED = 2
    HIGH = 3
    CRITICAL = 4


def plain_bands(scores: Floats, model: Model) -> Codes:
    """The band by the borders alone, UNKNOWN for NaN."""
    place = np.searchsorted(np.array(model.band_edges), scores, side="right")
    return np.where(np.isnan(scores), Band.UNKNOWN, place).astype(np.int8)


def bands(
    scores: Floats,
    *,
    hi: Floats,
    coverage: Floats,
    vetoed: Flags,
    previous_bands: Codes,
    previous_scores: Floats,
    model: Model,
) -> Codes:
    """A change needs more than the margin beyond the border, or two runs on the same side of it;
    a veto acts at once. No band below the least coverage; never low while the score could still
    turn out at the ceiling or above."""
    plain = plain_bands(scores, model)
    edges = np.array(model.band_edges)
    previous = previous_bands.astype(np.int64)
    rising = plain > previous
    border = np.where(
        rising,
        edges[np.clip(previous, 0, len(edges) - 1)],
        edges[np.clip(previous - 1, 0, len(edges) - 1)],
    )
    beyond = np.abs(scores - border) > model.band_margin
    before = plain_bands(previous_scores, model)
    twice = np.where(rising, before > previous, (before < previous) & (before >= 0))
    held = (previous >= 0) & (plain != previous) & ~beyond & ~twice & ~vetoed
    result = np.where(held, previous, plain)
    result = np.where((result == Band.LOW) & (hi >= model.low_ceiling), Band.WATCH, result)
    unknown = np.isnan(scores) | (coverage < model.band_coverage)
    return np.where(unknown & ~vetoed, Band.UNKNOWN, result).astype(np.int8)
