"""Rank stability: in what share of the draws a project is among the ten highest scores."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from risk.portfolio.holdings import Holdings
from risk.portfolio.measure import Column, Found, Line, Measure, Subject
from risk.uncertainty.ranks import top_shares


def compute(holdings: Holdings) -> Found:
    """The share of every project that is ever among them, the steadiest first."""
    rows, projects = holdings.draws, holdings.projects
    if not len(rows.project):
        return Found(note=NOT_DRAWN)
    share = top_shares(rows.scores)
    ever = np.flatnonzero(share > 0)
    return Found(
        [
            Line(
                about=(int(projects.key[rows.project[place]]),),
                numbers=(float(share[place]), float(projects.score[rows.project[place]])),
            )
            for place in ever[np.argsort(-share[ever], kind="stable")]
        ]
    )


NOT_DRAWN = _("Uncertainty has not been drawn yet for projects that you may see.")
MEASURE = Measure(
    code="rank-stability",
    name=_("Rank stability"),
    formula=_(
        "Share of the draws of weights, thresholds, inputs and missing values in which the "
        "project is among the ten highest scores of the projects in question."
    ),
    alert=_("none: shown only"),
    subjects=(Subject.PROJECT,),
    columns=(
        Column("share", _("Among the ten highest"), "share"),
        Column("score", _("Score"), "score"),
    ),
    compute=compute,
    parts=frozenset({"draws"}),
)
