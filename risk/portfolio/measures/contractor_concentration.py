"""Contractor concentration: how much of the live contract value lies in few hands."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from risk.portfolio.grouping import Groups, concentration, shares
from risk.portfolio.holdings import Holdings, currency_name
from risk.portfolio.measure import Column, Found, KeyFigure, Line, Measure, Subject

MOST_CONCENTRATED = 2_500  # index beyond which a market counts as concentrated, section 4.10


def compute(holdings: Holdings) -> Found:
    """Shares of the contractors in each currency, and the index of the currency."""
    rows = holdings.contracts
    rows = rows.where((rows.value > 0) & (rows.contractor >= 0))
    firms = Groups.by(rows.currency, rows.contractor)
    currencies = Groups.by(firms.keys[:, 0])
    value, number = firms.sum(rows.value), firms.count()
    parts = shares(value, currencies)
    index = concentration(parts, currencies)
    order = np.lexsort((-value, firms.keys[:, 0]))
    lines = [
        Line(
            about=(int(firms.keys[place, 1]),),
            numbers=(float(value[place]), float(parts[place]), float(number[place])),
            currency=currency_name(firms.keys[place, 0]),
        )
        for place in order
    ]
    tops = [np.nanmax(parts[currencies.of_row == place]) for place in range(len(currencies))]
    figures = []
    for place, key in enumerate(currencies.keys[:, 0]):
        name, found = currency_name(key), float(index[place])
        figures.append(
            KeyFigure(
                _("Concentration (HHI)"), found, "index", name, is_alert=found > MOST_CONCENTRATED
            )
        )
        figures.append(KeyFigure(_("Largest share"), float(tops[place]), "share", name))
    return Found(lines, figures)


MEASURE = Measure(
    code="contractor-concentration",
    name=_("Contractor concentration"),
    formula=_(
        "Each contractor's share of the value of contracts in effect; the index is the sum of the "
        "squared shares in percent, 10,000 for one contractor alone."
    ),
    alert=_("index above 2,500"),
    subjects=(Subject.CONTRACTOR,),
    columns=(
        Column("value", _("Contract value"), "money"),
        Column("share", _("Share"), "share"),
        Column("contracts", _("Contracts"), "count"),
    ),
    compute=compute,
    parts=frozenset({"contracts"}),
    compares=True,
)
