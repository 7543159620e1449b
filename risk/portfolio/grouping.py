"""Sums by key over columns, without a loop over rows."""

from dataclasses import dataclass

import numpy as np

from risk.columns import Column, Counts, Floats


@dataclass(frozen=True, slots=True)
class Groups:
    """The different combinations of some key columns, and for each row which one it is."""

    keys: Counts
    of_row: Counts

    @classmethod
    def by(cls, *columns: Column) -> "Groups":
        """Rows that agree in all `columns` are one group; groups are in order of their keys."""
        whole = [np.asarray(one, dtype=np.int64) for one in columns]
        of_row = np.zeros(len(whole[0]), dtype=np.int64)
        first = of_row
        for one in whole:  # numbered column by column: sorting plain numbers is what is fast
            known, place = np.unique(one, return_inverse=True)
            _groups, first, of_row = np.unique(
                of_row * max(len(known), 1) + place, return_index=True, return_inverse=True
            )
        return cls(np.stack([one[first] for one in whole], axis=1), of_row)

    def __len__(self) -> int:
        return len(self.keys)

    def count(self) -> Counts:
        """How many rows each group has."""
        return np.bincount(self.of_row, minlength=len(self)).astype(np.int64)

    def sum(self, values: Column) -> Floats:
        """The sum of each group; what is unknown adds nothing."""
        known = np.nan_to_num(np.asarray(values, dtype=np.float64), nan=0.0)
        return np.bincount(self.of_row, weights=known, minlength=len(self)).astype(np.float64)

    def mean(self, values: Column) -> Floats:
        """The mean of what is known of each group; NaN where nothing is."""
        known = self.sum(~np.isnan(np.asarray(values, dtype=np.float64)))
        found = np.full(len(self), np.nan)
        np.divide(self.sum(values), known, out=found, where=known > 0)
        return found

    def distinct(self, values: Column) -> Counts:
        """How many different `values` each group has."""
        pairs = Groups.by(self.of_row, values)
        return np.bincount(pairs.keys[:, 0], minlength=len(self)).astype(np.int64)


def shares(values: Floats, groups: Groups) -> Floats:
    """Each value as a part of its group's sum; NaN where that is nothing."""
    totals = groups.sum(values)[groups.of_row]
    found = np.full(len(values), np.nan)
    np.divide(values, totals, out=found, where=totals > 0)
    return found


def concentration(parts: Floats, groups: Groups) -> Floats:
    """The Herfindahl-Hirschman index of each group of shares: 10 000 is one holder alone."""
    return groups.sum((np.nan_to_num(parts) * 100) ** 2)
