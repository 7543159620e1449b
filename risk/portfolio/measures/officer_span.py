"""Span of officers: live projects and what is open past its due date, by responsible officer."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from risk.portfolio.grouping import Groups
from risk.portfolio.holdings import Holdings
from risk.portfolio.measure import Column, Found, Line, Measure, Subject

MOST_PROJECTS = 8  # of one officer, section 4.10


def compute(holdings: Holdings) -> Found:
    """Projects and overdue matters of each officer, the most projects first."""
    projects = holdings.projects
    late = np.zeros(len(projects))
    np.add.at(late, holdings.overdue.project, holdings.overdue.number)
    counted = projects.live & (projects.officer >= 0)
    officers = Groups.by(projects.officer[counted])
    number, overdue = officers.count(), officers.sum(late[counted])
    lines = [
        Line(
            about=(int(officers.keys[place, 0]),),
            numbers=(float(number[place]), float(overdue[place])),
            is_alert=bool(number[place] > MOST_PROJECTS),
        )
        for place in np.lexsort((-overdue, -number))
    ]
    return Found(lines)


MEASURE = Measure(
    code="officer-span",
    name=_("Span of officers"),
    formula=_(
        "Live projects of each responsible officer, and the milestones, findings, conditions and "
        "obligations in them that are open past their due date."
    ),
    alert=_("more than 8 projects"),
    subjects=(Subject.OFFICER,),
    columns=(
        Column("projects", _("Live projects"), "count"),
        Column("overdue", _("Open past the due date"), "count"),
    ),
    compute=compute,
    parts=frozenset({"overdue"}),
)
