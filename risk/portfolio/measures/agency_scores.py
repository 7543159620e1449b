"""Scores of agencies: where risk lies by dimension, and how likely it is high."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from risk.catalogue import DIMENSIONS
from risk.definitions.wording import DIMENSIONS as NAMES
from risk.portfolio.grouping import Groups
from risk.portfolio.holdings import Holdings
from risk.portfolio.measure import Column, Found, Line, Measure, Subject
from risk.scoring.bands import Band


def compute(holdings: Holdings) -> Found:
    """Means over the scored live projects of each agency, the most projects first."""
    projects = holdings.projects
    projects = projects.where(projects.live & ~np.isnan(projects.score))
    agencies = Groups.by(projects.owner)
    number = agencies.count()
    columns = [
        number.astype(float),
        agencies.mean(projects.score),
        *(agencies.mean(projects.dimensions[:, place]) for place in range(len(DIMENSIONS))),
        agencies.mean((projects.band >= Band.ELEVATED).astype(float)),
        agencies.mean(projects.chance),
    ]
    return Found(
        [
            Line(
                about=(int(agencies.keys[place, 0]),),
                numbers=tuple(float(column[place]) for column in columns),
            )
            for place in np.argsort(-number, kind="stable")
        ]
    )


MEASURE = Measure(
    code="agency-scores",
    name=_("Scores of agencies by dimension"),
    formula=_(
        "Mean score of the live projects in each dimension, 0 best and 100 worst; the share of "
        "projects that are elevated or worse, and the mean chance of it where it was drawn."
    ),
    alert=_("none: shown only"),
    subjects=(Subject.AGENCY,),
    columns=(
        Column("projects", _("Scored projects"), "count"),
        Column("score", _("Score"), "score"),
        *(Column(one.value, NAMES[one], "score") for one in DIMENSIONS),
        Column("elevated", _("Elevated or worse"), "share"),
        Column("chance", _("Chance of it"), "share"),
    ),
    compute=compute,
)
