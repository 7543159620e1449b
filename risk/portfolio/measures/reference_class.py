"""Reference class: what closed projects cost and took beyond their plan."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from risk.columns import Floats, ratio
from risk.portfolio.holdings import Holdings, currency_name
from risk.portfolio.measure import Column, Found, KeyFigure, Line, Measure, Subject

LEAST_CLOSED = 20  # fewer give no distribution, section 4.10
PERCENTILES = (0.5, 0.8)


def uplifts(planned: Floats, final: Floats) -> Floats:
    """By how much the outcome exceeded the plan, as shares; NaN where one is not known."""
    return ratio(final - planned, planned)


def compute(holdings: Holdings) -> Found:
    """Uplift in cost and time of each closed project, and P50 and P80 where there are enough."""
    rows = holdings.closed
    cost = uplifts(rows.planned, rows.final)
    delay = uplifts(rows.planned_days, rows.final_days)
    known = np.flatnonzero(~np.isnan(cost) | ~np.isnan(delay))
    lines = [
        Line(
            about=(int(holdings.projects.key[rows.project[place]]),),
            numbers=(
                float(cost[place]),
                float(delay[place]),
                float(rows.planned[place]),
                float(rows.final[place]),
            ),
            currency=currency_name(rows.currency[place]),
        )
        for place in known[np.argsort(-np.nan_to_num(cost[known], nan=-1), kind="stable")]
    ]
    figures = [
        *_percentiles(cost, (_("Cost beyond plan, P50"), _("Cost beyond plan, P80"))),
        *_percentiles(delay, (_("Time beyond plan, P50"), _("Time beyond plan, P80"))),
    ]
    return Found(lines, figures, note="" if figures else TOO_FEW)


def _percentiles(found: Floats, labels: tuple[object, object]) -> list[KeyFigure]:
    known = found[~np.isnan(found)]
    if len(known) < LEAST_CLOSED:
        return []
    return [
        KeyFigure(label, float(np.quantile(known, part)), "share")  # type: ignore[arg-type]
        for label, part in zip(labels, PERCENTILES, strict=True)
    ]


TOO_FEW = _("Fewer than 20 closed projects with a plan and an outcome: no distribution yet.")
MEASURE = Measure(
    code="reference-class",
    name=_("Reference class of closed projects"),
    formula=_(
        "Cost: what was paid in the end against the budget. Time: from start to the last payment "
        "against the planned end. P50 and P80 are the uplifts for estimates of new projects."
    ),
    alert=_("none; from 20 closed projects on"),
    subjects=(Subject.PROJECT,),
    columns=(
        Column("cost", _("Cost beyond plan"), "share"),
        Column("delay", _("Time beyond plan"), "share"),
        Column("planned", _("Planned cost"), "money"),
        Column("final", _("Final cost"), "money"),
    ),
    compute=compute,
    parts=frozenset({"closed"}),
)
