"""The portfolio as plots."""

import math
from typing import Any

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _

from egov_outsource.accounts.models import Organisation
from egov_outsource.charts import Chart, Series, Text
from risk.catalogue import DIMENSIONS
from risk.definitions.wording import DIMENSIONS as NAMES
from risk.portfolio.asked import Asked
from risk.portfolio.gather import read_history
from risk.portfolio.history import means, month_ends
from risk.portfolio.measure import Line
from risk.portfolio.measures import (
    agency_exposure,
    agency_scores,
    contractor_concentration,
    contractor_exposure,
)
from risk.portfolio.overview import MANY, Overview
from risk.portfolio.standings import read_standings

ROWS = 12
AGENCIES = 4
MILLION = 1_000_000


def charts(user: Any, asked: Asked, found: Overview) -> list[Chart]:
    """What there is to draw; money in the currency of the most contracts."""
    currency = found.currency
    drawn = [heat_map(found)]
    if currency:
        drawn += [
            concentration_chart(found, currency),
            exposure_chart(found, currency, of_agencies=True),
            dimension_chart(found, currency),
            exposure_chart(found, currency, of_agencies=False),
        ]
    drawn.append(control_chart(user, asked, found))
    return [one for one in drawn if one is not None]


def heat_map(found: Overview) -> Chart | None:
    """Mean scores of the agencies by dimension, and how many projects score high."""
    lines = found.of(agency_scores.MEASURE).lines[:ROWS]
    if not lines:
        return None
    first, last = agency_scores.MEASURE.place(DIMENSIONS[0].value), len(DIMENSIONS) + 2
    heads: list[Text] = [*(NAMES[one] for one in DIMENSIONS), _("Elevated or worse, %")]
    is_drawn = not all(math.isnan(line.numbers[-1]) for line in lines)
    if is_drawn:
        heads.append(_("Chance of it, %"))
    names = names_of([line.about[0] for line in lines])
    return Chart(
        slug="heat",
        kind="heatmap",
        title=agency_scores.MEASURE.name,
        caption=agency_scores.MEASURE.formula,
        categories=heads,
        series=[
            Series(
                names[line.about[0]],
                [
                    *(number(value) for value in line.numbers[first:last]),
                    *(number(value * 100) for value in line.numbers[last : last + 1 + is_drawn]),
                ],
            )
            for line in lines
        ],
        maximum=100,
        category_label=_("Dimension"),
    )


def concentration_chart(found: Overview, currency: str) -> Chart | None:
    """Shares of the contractors in the value of contracts in effect, with the index."""
    held = found.of(contractor_concentration.MEASURE)
    lines = [line for line in held.lines if line.currency == currency]
    if not lines:
        return None
    index = next(
        one.value for one in held.figures if one.kind == "index" and one.currency == currency
    )
    names = names_of([line.about[0] for line in lines[:ROWS]])
    bars = [(names[line.about[0]], line.numbers[1] * 100) for line in lines[:ROWS]]
    if rest := lines[ROWS:]:
        bars.append((_("All others"), sum(line.numbers[1] for line in rest) * 100))
    return Chart(
        slug="concentration",
        kind="concentration",
        title=_("Concentration on contractors"),
        caption=_(
            "Share of the value of contracts in effect in %(currency)s; the index (HHI) is "
            "%(index)s, above 2,500 the market counts as concentrated."
        )
        % {"currency": currency, "index": f"{index:,.0f}"},
        categories=[name for name, _share in bars],
        series=[Series(_("Share, %"), [round(share, 1) for _name, share in bars])],
        unit="%",
        maximum=100,
        category_label=_("Contractor"),
    )


def exposure_chart(found: Overview, currency: str, *, of_agencies: bool) -> Chart | None:
    """Risk-weighted commitments beside the whole, by agency or by contractor."""
    measure = agency_exposure.MEASURE if of_agencies else contractor_exposure.MEASURE
    lines = in_currency(found.of(measure).lines, currency)
    if not lines:
        return None
    names = names_of([line.about[0] for line in lines])
    return Chart(
        slug="exposure" if of_agencies else "exposed",
        kind="bar",
        title=_("Exposure of agencies") if of_agencies else _("Exposure to contractors"),
        caption=_(
            "What is still to be paid, and the same weighted by the score of the project; in "
            "million %(currency)s."
        )
        % {"currency": currency},
        categories=[names[line.about[0]] for line in lines],
        series=[
            Series(_("Exposure"), [millions(line.numbers[0]) for line in lines]),
            Series(_("Still to be paid"), [millions(line.numbers[1]) for line in lines]),
        ],
        category_label=_("Agency") if of_agencies else _("Contractor"),
    )


def dimension_chart(found: Overview, currency: str) -> Chart | None:
    """Exposure by dimension, all agencies together."""
    lines = [one for one in found.of(agency_exposure.MEASURE).lines if one.currency == currency]
    if not lines:
        return None
    first = agency_exposure.MEASURE.place(f"exposure_{DIMENSIONS[0].value}")
    sums = [sum(line.numbers[first + place] for line in lines) for place in range(len(DIMENSIONS))]
    return Chart(
        slug="dimensions",
        kind="bar",
        title=_("Exposure by dimension"),
        caption=_(
            "What is still to be paid, weighted by the score of each dimension; in million "
            "%(currency)s."
        )
        % {"currency": currency},
        categories=[NAMES[one] for one in DIMENSIONS],
        series=[Series(_("Exposure"), [millions(one) for one in sums])],
        category_label=_("Dimension"),
    )


def control_chart(user: Any, asked: Asked, found: Overview) -> Chart | None:
    """Misallocation and formal-real gap over two years."""
    ends = month_ends(timezone.localdate())
    if found.projects <= MANY:
        whole, *agencies = means(read_history(user, asked), ends)
    elif asked.is_of_agencies:
        whole, *agencies = read_standings(user, asked, ends)
    else:
        return None
    if all(math.isnan(value) for value in whole.crmi):
        return None
    agencies.sort(key=lambda one: -np.nan_to_num(one.crmi[-1]))
    agencies = [one for one in agencies[:AGENCIES] if not math.isnan(one.crmi[-1])]
    names = names_of([one.owner for one in agencies])
    rows = [Series(_("CRMI of all"), [number(one, 3) for one in whole.crmi])]
    rows.append(Series(_("FRG of all"), [number(one, 3) for one in whole.frg]))
    if len(agencies) > 1:
        rows += [Series(names[one.owner], [number(v, 3) for v in one.crmi]) for one in agencies]
    return Chart(
        slug="control",
        kind="line",
        title=_("Control rights over time"),
        caption=_(
            "Mean misallocation of declared rights (CRMI) and mean gap to the real deciders (FRG) "
            "at the end of each month; above 0.15 a look is worth it."
        ),
        categories=[end.isoformat() for end in ends],
        series=rows,
        category_label=_("Date"),
    )


def in_currency(lines: Any, currency: str) -> list[Line]:
    """The first lines in one currency that have an amount."""
    return [one for one in lines if one.currency == currency and one.numbers[1] > 0][:ROWS]


def names_of(keys: list[int]) -> dict[int, str]:
    """The names of organisations that stand in visible rows."""
    return {pk: one.label for pk, one in Organisation.objects.in_bulk(keys).items()}


def number(value: Any, digits: int = 1) -> float | None:
    """A number to draw; a gap where nothing is known."""
    return None if math.isnan(value) else round(float(value), digits)


def millions(amount: float) -> float:
    """An amount in millions, two decimals."""
    return round(amount / MILLION, 2)
