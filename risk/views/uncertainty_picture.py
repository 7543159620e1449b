"""Draws and forecasts as plots."""

import math
from collections.abc import Sequence

import numpy as np
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from egov_outsource.charts import Chart, Series
from projects.models.project import BAND_LABELS
from risk.draws.compared import Cost
from risk.draws.telling import ranges_of
from risk.models import CostForecast, RiskUncertainty

MOST_BARS = 40
WIDTHS = (0.25, 0.5, 1.0, 2.0, 5.0)
PERCENT = 100.0
BANDS = dict(BAND_LABELS)


def histogram(found: RiskUncertainty) -> Chart:
    """How often the score comes out where, with quantiles and the borders of the bands."""
    scores = found.scores()
    lowest, highest = float(scores.min()), float(scores.max())
    width = next((one for one in WIDTHS if (highest - lowest) / one < MOST_BARS), WIDTHS[-1])
    first, last = math.floor(lowest / width), math.floor(highest / width)
    counts = np.bincount((np.floor(scores / width) - first).astype(int), minlength=last - first + 1)
    places = 2 if width < 1 else 0
    names = [number_format((first + place) * width, places) for place in range(len(counts))]

    def mark(value: float, label: str) -> tuple[str, str]:
        return names[min(max(math.floor(value / width) - first, 0), len(names) - 1)], label

    borders = [
        mark(edge, str(BANDS[place + 2]))
        for place, edge in enumerate(found.model.as_model().band_edges)
        if lowest < edge <= highest
    ]
    quantiles = [mark(found.p05, "P5"), mark(found.p50, "P50"), mark(found.p95, "P95")]
    return Chart(
        slug="draws",
        kind="histogram",
        title=_("What the score could be"),
        caption=_("Share of draws by score, with quantiles and where a band begins."),
        categories=names,
        series=[Series(_("Share of draws"), [round(PERCENT * n / len(scores), 2) for n in counts])],
        unit="%",
        marks=[*quantiles, *borders],
        category_label=_("Score from"),
    )


def tornado(found: RiskUncertainty) -> Chart:
    """Which source of doubt widens most, each alone."""
    ranges = ranges_of(found)
    lows = [found.quantiles[5], *(one.low for one in ranges)]
    highs = [found.quantiles[95], *(one.high for one in ranges)]
    return Chart(
        slug="tornado",
        kind="range",
        title=_("What makes it uncertain"),
        caption=_("From the 5 % to the 95 % quantile with only this in doubt, the widest first."),
        categories=[_("All together"), *(str(one.name) for one in ranges)],
        series=[
            Series("P5", [round(value, 2) for value in lows]),
            Series("P95", [round(value, 2) for value in highs]),
        ],
        unit=_("points"),
        category_label=_("In doubt"),
    )


def fan_chart(forecast: CostForecast, costs: Sequence[Cost]) -> Chart:
    """What was spent, and how much the project may cost at completion."""
    spent = [PERCENT * one.share for one in costs] or [PERCENT * forecast.spent]
    known = [one.day.isoformat() for one in costs] or [_("now")]
    gap: list[float | None] = [None] * (len(known) - 1)

    def fan(share: float) -> list[float | None]:
        return [*gap, round(spent[-1], 1), round(PERCENT * share, 1)]

    return Chart(
        slug="forecast",
        kind="line",
        title=_("What it may cost"),
        caption=_("Cost as a share of the budget: spent so far, and quantiles at completion."),
        categories=[*known, _("at completion")],
        series=[
            Series(_("Spent"), [*(round(value, 1) for value in spent), None]),
            Series(_("Point forecast (EAC)"), fan(forecast.point)),
            Series("P50", fan(forecast.p50)),
            Series("P80", fan(forecast.p80)),
            Series("P90", fan(forecast.p90)),
            Series(_("Budget (BAC)"), [PERCENT] * (len(known) + 1)),
        ],
        unit="%",
        category_label=_("Date"),
    )
