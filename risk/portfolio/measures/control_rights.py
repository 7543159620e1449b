"""Map of control rights: declared misallocation (CRMI) and formal-real gap (FRG) of agencies."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from risk.portfolio.grouping import Groups
from risk.portfolio.holdings import Holdings
from risk.portfolio.measure import Column, Found, KeyFigure, Line, Measure, Subject

MOST_MISALLOCATED = 0.15  # mean CRMI of an agency, section 4.10


def compute(holdings: Holdings) -> Found:
    """Both means over the live projects of each agency, the highest CRMI first."""
    projects = holdings.projects.where(holdings.projects.live)
    agencies = Groups.by(projects.owner)
    crmi, frg = agencies.mean(projects.crmi), agencies.mean(projects.frg)
    declared = agencies.sum(~np.isnan(projects.crmi))
    decided = agencies.sum(~np.isnan(projects.frg))
    known = np.flatnonzero((declared > 0) | (decided > 0))
    lines = [
        Line(
            about=(int(agencies.keys[place, 0]),),
            numbers=(
                float(crmi[place]),
                float(frg[place]),
                float(declared[place]),
                float(decided[place]),
            ),
            is_alert=bool(crmi[place] > MOST_MISALLOCATED),
        )
        for place in known[np.argsort(-np.nan_to_num(crmi[known]), kind="stable")]
    ]
    whole = Groups.by(np.zeros(len(projects)))
    mean = float(whole.mean(projects.crmi)[0]) if len(projects) else float("nan")
    figures = (KeyFigure(_("Mean CRMI"), mean, "ratio", is_alert=mean > MOST_MISALLOCATED),)
    return Found(lines, () if np.isnan(mean) else figures)


MEASURE = Measure(
    code="control-rights",
    name=_("Control-right map"),
    formula=_(
        "Mean over the live projects of the declared misallocation of control rights (CRMI, M-28) "
        "and of the gap between declared and real deciders (FRG, S-21), where they are measured."
    ),
    alert=_("mean CRMI above 0.15"),
    subjects=(Subject.AGENCY,),
    columns=(
        Column("crmi", _("Mean CRMI"), "ratio"),
        Column("frg", _("Mean FRG"), "ratio"),
        Column("declared", _("Projects with CRMI"), "count"),
        Column("decided", _("Projects with FRG"), "count"),
    ),
    compute=compute,
)
