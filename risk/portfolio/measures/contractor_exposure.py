"""Exposure to a contractor: risk-weighted commitments, and how many critical systems it runs."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from risk.portfolio.grouping import Groups
from risk.portfolio.holdings import Holdings, currency_name
from risk.portfolio.measure import Column, Found, Line, Measure, Subject

CRITICAL_LEVEL = 3  # protection level from which a system counts as critical, section 4.10
MOST_SYSTEMS = 2  # that one contractor operates without an alert, section 4.10


def compute(holdings: Holdings) -> Found:
    """Exposure in each contractor and currency, the largest first.

    Systems are counted over all currencies: a system has none.
    """
    projects, rows = holdings.projects, holdings.contracts
    rows = rows.where(rows.contractor >= 0)
    firms = Groups.by(rows.currency, rows.contractor)
    exposure = firms.sum(projects.score[rows.project] / 100 * rows.outstanding)
    outstanding, number = firms.sum(rows.outstanding), firms.count()
    systems = dict(critical_systems(holdings))
    lines = []
    for place in np.lexsort((-exposure, firms.keys[:, 0])):
        firm = int(firms.keys[place, 1])
        lines.append(
            Line(
                about=(firm,),
                numbers=(
                    float(exposure[place]),
                    float(outstanding[place]),
                    float(systems.get(firm, 0)),
                    float(number[place]),
                ),
                currency=currency_name(firms.keys[place, 0]),
                is_alert=systems.get(firm, 0) > MOST_SYSTEMS,
            )
        )
    return Found(lines)


def critical_systems(holdings: Holdings) -> list[tuple[int, int]]:
    """How many projects with critical systems each contractor has a contract in effect for."""
    rows = holdings.contracts
    is_critical = holdings.projects.protection[rows.project] >= CRITICAL_LEVEL
    rows = rows.where(is_critical & (rows.contractor >= 0))
    firms = Groups.by(rows.contractor)
    return [
        (int(key), int(number))
        for key, number in zip(firms.keys[:, 0], firms.distinct(rows.project), strict=True)
    ]


MEASURE = Measure(
    code="contractor-exposure",
    name=_("Exposure to contractors"),
    formula=_(
        "Sum over its contracts in effect of score / 100 × what is still to be paid; critical "
        "systems are those of protection level 3 or higher."
    ),
    alert=_("more than 2 critical systems"),
    subjects=(Subject.CONTRACTOR,),
    columns=(
        Column("exposure", _("Exposure"), "money"),
        Column("outstanding", _("Still to be paid"), "money"),
        Column("critical_systems", _("Critical systems"), "count"),
        Column("contracts", _("Contracts"), "count"),
    ),
    compute=compute,
    parts=frozenset({"contracts"}),
)
