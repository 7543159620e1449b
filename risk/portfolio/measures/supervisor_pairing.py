"""Pairing of supervisors and contractors: who meets the same supervisor more than by chance."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from risk.portfolio.grouping import Groups
from risk.portfolio.holdings import Holdings
from risk.portfolio.measure import Column, Found, Line, Measure, Subject

LEAST_TOGETHER = 5  # fewer projects say nothing, section 4.10
MOST_LIFT = 3.0  # times as often as by chance, section 4.10


def compute(holdings: Holdings) -> Found:
    """Lift of every pair that has met often enough, the largest first."""
    rows = holdings.parties
    firms, supervisors = rows.where(~rows.supervises), rows.where(rows.supervises)
    both = np.intersect1d(firms.project, supervisors.project)
    firms = firms.where(np.isin(firms.project, both))
    supervisors = supervisors.where(np.isin(supervisors.project, both))
    project, firm, supervisor = _met(
        firms.project, firms.organisation, supervisors.project, supervisors.organisation
    )
    pairs = Groups.by(firm, supervisor)
    together = pairs.distinct(project)
    of_firm = _projects_of(firms.organisation, firms.project, pairs.keys[:, 0])
    of_supervisor = _projects_of(supervisors.organisation, supervisors.project, pairs.keys[:, 1])
    lift = together * len(both) / np.maximum(of_firm * of_supervisor, 1)
    enough = np.flatnonzero(together >= LEAST_TOGETHER)
    lines = [
        Line(
            about=(int(pairs.keys[place, 0]), int(pairs.keys[place, 1])),
            numbers=(
                float(lift[place]),
                float(together[place]),
                float(of_firm[place]),
                float(of_supervisor[place]),
            ),
            is_alert=bool(lift[place] > MOST_LIFT),
        )
        for place in enough[np.argsort(-lift[enough], kind="stable")]
    ]
    return Found(lines, note="" if lines else TOO_FEW)


def _met(
    one: np.ndarray, firms: np.ndarray, other: np.ndarray, supervisors: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every project with each of its contractors and each of its supervisors."""
    order = np.argsort(other, kind="stable")
    other, supervisors = other[order], supervisors[order]
    first, last = np.searchsorted(other, one), np.searchsorted(other, one, side="right")
    times = last - first
    rows = np.repeat(np.arange(len(one)), times)
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    return one[rows], firms[rows], supervisors[first[rows] + within]


def _projects_of(holder: np.ndarray, project: np.ndarray, asked: np.ndarray) -> np.ndarray:
    groups = Groups.by(holder)
    found: np.ndarray = groups.distinct(project)[np.searchsorted(groups.keys[:, 0], asked)]
    return found


TOO_FEW = _("No contractor has met the same supervisor in five projects yet.")
MEASURE = Measure(
    code="supervisor-pairing",
    name=_("Pairing of contractors and supervisors"),
    formula=_(
        "How much more often the two meet than by chance: P(both) / (P(contractor) · "
        "P(supervisor)) over the projects that have both; from 5 common projects on."
    ),
    alert=_("more than 3 times as often as by chance"),
    subjects=(Subject.CONTRACTOR, Subject.SUPERVISOR),
    columns=(
        Column("lift", _("Lift"), "ratio"),
        Column("together", _("Projects together"), "count"),
        Column("contractor_projects", _("Projects of the contractor"), "count"),
        Column("supervisor_projects", _("Projects of the supervisor"), "count"),
    ),
    compute=compute,
    parts=frozenset({"parties"}),
    compares=True,
)
