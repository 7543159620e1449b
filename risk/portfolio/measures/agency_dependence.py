"""Dependence of an agency: the share of its live contract value that one contractor holds."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from risk.portfolio.grouping import Groups, shares
from risk.portfolio.holdings import Holdings, currency_name
from risk.portfolio.measure import Column, Found, Line, Measure, Subject

LARGEST_SHARE = 0.30  # of an agency's spend, section 4.10 [M]
LEAST_SPEND = 5_000_000  # an agency that spends less depends on somebody by arithmetic alone


def compute(holdings: Holdings) -> Found:
    """Shares of the contractors in each agency and currency, the largest first."""
    rows = holdings.contracts
    rows = rows.where((rows.value > 0) & (rows.contractor >= 0))
    owner = holdings.projects.owner[rows.project]
    pairs = Groups.by(rows.currency, owner, rows.contractor)
    agencies = Groups.by(pairs.keys[:, 0], pairs.keys[:, 1])
    value, number = pairs.sum(rows.value), pairs.count()
    parts, spend = shares(value, agencies), agencies.sum(value)[agencies.of_row]
    lines = [
        Line(
            about=(int(pairs.keys[place, 1]), int(pairs.keys[place, 2])),
            numbers=(
                float(parts[place]),
                float(value[place]),
                float(spend[place]),
                float(number[place]),
            ),
            currency=currency_name(pairs.keys[place, 0]),
            is_alert=bool(parts[place] > LARGEST_SHARE and spend[place] >= LEAST_SPEND),
        )
        for place in np.lexsort((-value, -parts))
    ]
    return Found(lines)


MEASURE = Measure(
    code="agency-dependence",
    name=_("Dependence of agencies on a contractor"),
    formula=_(
        "One contractor's share of the value of all contracts in effect of one agency, in one "
        "currency."
    ),
    alert=_("share above 30 % where the agency's contracts reach 5 million"),
    subjects=(Subject.AGENCY, Subject.CONTRACTOR),
    columns=(
        Column("share", _("Share"), "share"),
        Column("value", _("Contract value"), "money"),
        Column("spend", _("Agency in all"), "money"),
        Column("contracts", _("Contracts"), "count"),
    ),
    compute=compute,
    parts=frozenset({"contracts"}),
    compares=True,
)
