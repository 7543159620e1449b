"""Supervisor concentration: how much of the supervision fees goes to few supervisors."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from risk.portfolio.grouping import Groups, concentration, shares
from risk.portfolio.holdings import Holdings, currency_name
from risk.portfolio.measure import Column, Found, KeyFigure, Line, Measure, Subject

MOST_CONCENTRATED = 2_500  # section 4.10


def compute(holdings: Holdings) -> Found:
    """Shares of the supervisors in the fees that are on record, in each currency."""
    rows = holdings.parties
    rows = rows.where(rows.supervises & (rows.fee > 0))
    firms = Groups.by(rows.currency, rows.organisation)
    currencies = Groups.by(firms.keys[:, 0])
    fees, number = firms.sum(rows.fee), firms.count()
    parts = shares(fees, currencies)
    index = concentration(parts, currencies)
    lines = [
        Line(
            about=(int(firms.keys[place, 1]),),
            numbers=(float(fees[place]), float(parts[place]), float(number[place])),
            currency=currency_name(firms.keys[place, 0]),
        )
        for place in np.lexsort((-fees, firms.keys[:, 0]))
    ]
    figures = [
        KeyFigure(
            _("Concentration of supervision fees (HHI)"),
            float(found),
            "index",
            currency_name(key),
            is_alert=bool(found > MOST_CONCENTRATED),
        )
        for key, found in zip(currencies.keys[:, 0], index, strict=True)
    ]
    return Found(lines, figures)


MEASURE = Measure(
    code="supervisor-concentration",
    name=_("Concentration of supervisors"),
    formula=_(
        "Each supervisor's share of the agreed fees of appointments in force; the index is the sum "
        "of the squared shares in percent. Appointments without a fee do not count."
    ),
    alert=_("index above 2,500"),
    subjects=(Subject.SUPERVISOR,),
    columns=(
        Column("fees", _("Fees"), "money"),
        Column("share", _("Share"), "share"),
        Column("appointments", _("Appointments"), "count"),
    ),
    compute=compute,
    parts=frozenset({"parties"}),
    compares=True,
)
