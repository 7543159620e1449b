"""Reference class: what finished projects cost and took beyond their plan."""

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from risk.columns import Floats
from risk.portfolio.holdings import Holdings
from risk.portfolio.measure import Column, Found, KeyFigure, Line, Measure, Subject
from risk.uncertainty.reference import uplift


def compute(holdings: Holdings) -> Found:
    """Uplift in cost and time of each finished project, and P50 and P80 where there are enough."""
    rows = holdings.closed
    known = np.flatnonzero(~np.isnan(rows.cost) | ~np.isnan(rows.time))
    lines = [
        Line(
            about=(int(holdings.projects.key[rows.project[place]]),),
            numbers=(float(rows.cost[place] - 1), float(rows.time[place] - 1)),
        )
        for place in known[np.argsort(-np.nan_to_num(rows.cost[known], nan=-1), kind="stable")]
    ]
    figures = [
        *_percentiles(rows.cost, _("Cost beyond plan, P50"), _("Cost beyond plan, P80")),
        *_percentiles(rows.time, _("Time beyond plan, P50"), _("Time beyond plan, P80")),
    ]
    return Found(lines, figures, note="" if figures else TOO_FEW)


def _percentiles(ratios: Floats, middle: Promise, high: Promise) -> list[KeyFigure]:
    pairs = ((middle, uplift(ratios, 0.5)), (high, uplift(ratios, 0.8)))
    return [KeyFigure(label, value, "share") for label, value in pairs if value is not None]


TOO_FEW = _("Fewer than 20 finished projects with a plan and an outcome: no distribution yet.")
MEASURE = Measure(
    code="reference-class",
    name=_("Reference class of finished projects"),
    formula=_(
        "Actual cost and time of finished projects against their first plan. P50 and P80 are the "
        "uplifts for estimates of new projects; cost forecasts use the same class."
    ),
    alert=_("none; from 20 finished projects on"),
    subjects=(Subject.PROJECT,),
    columns=(
        Column("cost", _("Cost beyond plan"), "share"),
        Column("time", _("Time beyond plan"), "share"),
    ),
    compute=compute,
    parts=frozenset({"closed"}),
)
