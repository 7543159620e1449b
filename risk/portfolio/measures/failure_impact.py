"""Impact of a contractor's failure: what is committed to it, and the systems one cannot leave."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from risk.portfolio.grouping import Groups
from risk.portfolio.holdings import Holdings, currency_name
from risk.portfolio.measure import Column, Found, Line, Measure, Subject

HARD_TO_LEAVE = 50  # score of exit readiness, section 4.10
ALERT = 75  # one such system is enough, section 4.10


def compute(holdings: Holdings) -> Found:
    """Commitments in each contractor and currency, the largest first."""
    rows = holdings.contracts
    rows = rows.where(rows.contractor >= 0)
    exits = holdings.projects.exit[rows.project]
    firms = Groups.by(rows.currency, rows.contractor)
    outstanding, number = firms.sum(rows.outstanding), firms.count()
    held, worst = _systems(rows.contractor, rows.project, exits)
    unknown = float("nan")
    lines = []
    for place in np.lexsort((-outstanding, firms.keys[:, 0])):
        firm = int(firms.keys[place, 1])
        lines.append(
            Line(
                about=(firm,),
                numbers=(
                    float(outstanding[place]),
                    float(held.get(firm, 0)) if holdings.knows_exit else unknown,
                    worst.get(firm, unknown),
                    float(number[place]),
                ),
                currency=currency_name(firms.keys[place, 0]),
                is_alert=worst.get(firm, 0.0) >= ALERT,
            )
        )
    note = "" if holdings.knows_exit else NOT_MEASURED
    return Found(lines, note=note)


def _systems(
    contractor: np.ndarray, project: np.ndarray, exits: np.ndarray
) -> tuple[dict[int, int], dict[int, float]]:
    """By contractor: the number of systems that are hard to leave, and the worst exit score."""
    known = ~np.isnan(exits)
    firms, systems, scores = contractor[known], project[known], exits[known]
    worst: dict[int, float] = {}
    for firm, score in zip(firms.tolist(), scores.tolist(), strict=True):
        worst[firm] = max(score, worst.get(firm, 0.0))
    stuck = scores >= HARD_TO_LEAVE
    groups = Groups.by(firms[stuck])
    numbers = groups.distinct(systems[stuck])
    return dict(zip(groups.keys[:, 0].tolist(), numbers.tolist(), strict=True)), worst


NOT_MEASURED = _(
    "Exit readiness (X-05) is not measured yet, so systems that cannot be left are not known; "
    "only commitments are shown."
)
MEASURE = Measure(
    code="failure-impact",
    name=_("Impact of a contractor's failure"),
    formula=_(
        "What is still to be paid to the contractor, and the number of systems whose exit "
        "readiness (X-05) scores 50 or more: they cannot be left soon."
    ),
    alert=_("a system whose exit readiness scores 75 or more"),
    subjects=(Subject.CONTRACTOR,),
    columns=(
        Column("outstanding", _("Still to be paid"), "money"),
        Column("stuck", _("Hard to leave"), "count"),
        Column("worst_exit", _("Worst exit readiness"), "score"),
        Column("contracts", _("Contracts"), "count"),
    ),
    compute=compute,
    parts=frozenset({"contracts"}),
)
