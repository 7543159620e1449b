"""Exposure of an agency: what is still to be paid, weighted by the risk of its projects."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from risk.catalogue import DIMENSIONS
from risk.definitions.wording import DIMENSIONS as NAMES
from risk.portfolio.grouping import Groups
from risk.portfolio.holdings import Holdings, currency_name
from risk.portfolio.measure import Column, Found, KeyFigure, Line, Measure, Subject

TOP = 0.9  # the top decile is alerted, section 4.10
LEAST_AGENCIES = 10  # fewer have no top decile


def compute(holdings: Holdings) -> Found:
    """Exposure in each agency and currency, also by dimension, the largest first."""
    projects, rows = holdings.projects, holdings.contracts
    rows = rows.where(~np.isnan(rows.outstanding))
    score = projects.score[rows.project]
    agencies = Groups.by(rows.currency, projects.owner[rows.project])
    exposure = agencies.sum(score / 100 * rows.outstanding)
    outstanding, unscored = agencies.sum(rows.outstanding), agencies.sum(np.isnan(score))
    parts = [
        agencies.sum(projects.dimensions[rows.project, place] / 100 * rows.outstanding)
        for place in range(len(DIMENSIONS))
    ]
    limits = _limits(agencies.keys[:, 0], exposure)
    lines = [
        Line(
            about=(int(agencies.keys[place, 1]),),
            numbers=(
                float(exposure[place]),
                float(outstanding[place]),
                *(float(part[place]) for part in parts),
                float(unscored[place]),
            ),
            currency=currency_name(agencies.keys[place, 0]),
            is_alert=bool(exposure[place] >= limits[place]),
        )
        for place in np.lexsort((-exposure, agencies.keys[:, 0]))
    ]
    return Found(lines, _figures(agencies.keys[:, 0], exposure, outstanding))


def _limits(currencies: np.ndarray, exposure: np.ndarray) -> np.ndarray:
    """From what exposure on an agency is in the top decile of its currency."""
    found = np.full(len(exposure), np.inf)
    for one in np.unique(currencies):
        same = currencies == one
        if same.sum() >= LEAST_AGENCIES:
            found[same] = np.quantile(exposure[same], TOP)
    return found


def _figures(
    currencies: np.ndarray, exposure: np.ndarray, outstanding: np.ndarray
) -> list[KeyFigure]:
    found = []
    for one in np.unique(currencies):
        same, name = currencies == one, currency_name(one)
        found.append(
            KeyFigure(_("Still to be paid"), float(outstanding[same].sum()), "money", name)
        )
        found.append(KeyFigure(_("Exposure"), float(exposure[same].sum()), "money", name))
    return found


MEASURE = Measure(
    code="agency-exposure",
    name=_("Exposure of agencies"),
    formula=_(
        "Sum over the contracts in effect of score / 100 × what is still to be paid (value without "
        "payments made); by dimension with the dimension's score. Projects without a score add "
        "nothing."
    ),
    alert=_("the top tenth, where ten agencies or more can be compared"),
    subjects=(Subject.AGENCY,),
    columns=(
        Column("exposure", _("Exposure"), "money"),
        Column("outstanding", _("Still to be paid"), "money"),
        *(Column(f"exposure_{one.value}", NAMES[one], "money") for one in DIMENSIONS),
        Column("unscored", _("Without a score"), "count"),
    ),
    compute=compute,
    parts=frozenset({"contracts"}),
)
