"""All measures at once over the same holdings, kept for a while when these are many."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from risk.portfolio.asked import Asked
from risk.portfolio.gather import gather
from risk.portfolio.holdings import Holdings, Projects, currency_name
from risk.portfolio.measure import Found, Measure
from risk.portfolio.registry import MEASURES
from risk.scoring.bands import Band
from risk.uncertainty.ranks import TOP

COMPARES = _("This measure compares contractors: take the contractor out of the filter to see it.")
MANY = 5_000  # projects from which on a reader would wait
KEPT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Overview:
    """How many projects are in question, how many in each band, which have the highest scores,
    the currency of most contracts, and what every measure found."""

    projects: int
    bands: Mapping[Band, int]
    currency: str
    found: Mapping[str, Found]
    highest: tuple[int, ...]
    seen_at: datetime

    def of(self, measure: Measure) -> Found:
        """What one measure found."""
        return self.found.get(measure.code) or Found(note=COMPARES)


def overview(user: access.Viewer, asked: Asked) -> Overview:
    """What all measures say of what `user` may see.

    What was computed over many projects is kept for ten minutes, under everything that the viewer
    holds: whoever holds something else, or no longer this, has another key.
    """
    key = _key(user, asked)
    known: Overview | None = cache.get(key)
    if known is not None:
        return known
    measures = [one for one in MEASURES if asked.contractor is None or not one.compares]
    parts = frozenset().union(*(measure.parts for measure in measures))
    found = _of(gather(user, asked, parts), measures)
    if found.projects > MANY:
        cache.set(key, found, KEPT_SECONDS)
    return found


def measured(user: access.Viewer, asked: Asked, measure: Measure) -> tuple[int, Found]:
    """Of how many projects, and what one measure says, reading only what it needs."""
    known: Overview | None = cache.get(_key(user, asked))
    if known is not None:
        return known.projects, known.of(measure)
    if asked.contractor is not None and measure.compares:
        return asked.projects(user).count(), Found(note=COMPARES)
    holdings = gather(user, asked, measure.parts)
    return len(holdings.projects), measure.compute(holdings)


def _of(holdings: Holdings, measures: Iterable[Measure]) -> Overview:
    bands = Counter(holdings.projects.band.tolist())
    currencies = Counter(holdings.contracts.currency.tolist())
    return Overview(
        projects=len(holdings.projects),
        bands={band: bands[int(band)] for band in reversed(Band)},
        currency=currency_name(currencies.most_common(1)[0][0]) if currencies else "",
        found={one.code: one.compute(holdings) for one in measures},
        highest=_highest(holdings.projects),
        seen_at=timezone.now(),
    )


def _highest(projects: Projects) -> tuple[int, ...]:
    """The keys of those with the highest scores, the highest first, of the same the newest."""
    banded = np.flatnonzero(projects.band >= Band.LOW)
    order = np.lexsort((-projects.key[banded], -projects.score[banded]))[:TOP]
    return tuple(projects.key[banded[order]].tolist())


def _key(user: access.Viewer, asked: Asked) -> str:
    scope = access.scope_of(user)
    held = [
        (right, sorted(containers))
        for rights in (scope.agencies, scope.projects)
        for right, containers in sorted(rights.items())
    ]
    # what was kept before an upgrade has other fields
    parts = (Overview.__slots__, held, sorted(scope.organisations), asked, timezone.localdate())
    return f"risk:portfolio:{hashlib.sha256(repr(parts).encode()).hexdigest()}"
