"""Progress of a contract as people read it: the S-curve, the indices and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from egov_outsource.access import Viewer
from egov_outsource.charts import Chart, Series
from egov_outsource.redaction import withheld_fields
from egov_outsource.templatetags.display import money, percent1
from projects.selection.models import Contract
from projects.supervision.earned_value import EarnedValue, earned_schedule, spi_of_time
from projects.supervision.models import StatusReport

UNDEFINED = _("undefined")
TOLERANCE = Decimal("0.95")
IN_MONEY = _(
    "Earned below planned means late; actual cost above earned means dearer than"
    " planned. Amounts add up from the start."
)
IN_SHARES = _(
    "Earned below planned means late; actual cost above earned means dearer than"
    " planned. In percent of the budget at completion: the amounts are withheld."
)


@dataclass(frozen=True)
class Index:
    """One number, how to read it, and whether it is reason for concern."""

    label: str | Promise
    value: str | Promise
    meaning: str | Promise
    is_weak: bool = False


@dataclass(frozen=True)
class Progress:
    """The current reports of one contract, or of a self-build, the oldest first.

    Who does not read the amounts sees shares of the budget and ratios, which tell no price.
    """

    contract: Contract | None
    reports: Sequence[StatusReport]
    is_priced: bool = True

    @property
    def latest(self) -> StatusReport:
        """The newest status date."""
        return self.reports[-1]

    @property
    def measures(self) -> EarnedValue:
        """The four measures of the newest date; earned as verified, where it is."""
        last = self.latest
        return EarnedValue(bac=last.bac, pv=last.pv, ev=last.earned, ac=last.ac)

    @property
    def chart(self) -> Chart:
        """The S-curve."""
        key = self.contract.pk if self.contract else 0
        return Chart(
            slug=f"s-curve-{key}",
            kind="scurve",
            title=_("Planned value, earned value and actual cost"),
            caption=IN_MONEY if self.is_priced else IN_SHARES,
            categories=[report.as_of.isoformat() for report in self.reports],
            series=[
                Series(_("PV"), self._curve("pv")),
                Series(_("EV"), self._curve("earned")),
                Series(_("AC"), self._curve("ac")),
            ],
            unit=self.latest.currency if self.is_priced else "%",
            category_label=_("Status date"),
        )

    def _curve(self, measure: str) -> list[float]:
        """A measure of every date, in money or in percent of the budget."""
        amounts = [getattr(report, measure) for report in self.reports]
        if self.is_priced:
            return [float(amount) for amount in amounts]
        budgets = [report.bac for report in self.reports]
        return [round(float(100 * a / bac), 1) for a, bac in zip(amounts, budgets, strict=True)]

    @property
    def indices(self) -> list[Index]:
        """Schedule, cost and forecast, with their meaning."""
        value = self.measures
        curve = [report.pv for report in self.reports]
        spi_t = spi_of_time(curve, value.ev)
        schedule = earned_schedule(curve, value.ev)
        return [
            _ratio("SPI", value.spi, _("Earned of what was planned; below 1 is late.")),
            _ratio("SPI(t)", spi_t, _("The same in time: earned schedule over time passed.")),
            Index(
                _("Earned schedule"),
                f"{_number(schedule)} / {len(curve)}",
                _("Reporting periods that the plan needed for what is earned, of those passed."),
            ),
            _ratio("CPI", value.cpi, _("Earned for what was spent; below 1 is dearer.")),
            *(_amounts(value, self.latest.currency) if self.is_priced else ()),
            *_outlook(value),
        ]


def _amounts(value: EarnedValue, currency: str) -> list[Index]:
    return [
        Index(_("Schedule variance"), money(value.sv, currency), _("Earned less planned value.")),
        Index(_("Cost variance"), money(value.cv, currency), _("Earned value less cost.")),
        Index(
            "EAC₁",
            _amount(value.eac1, currency),
            _("The whole will cost this if the work stays as costly as it was."),
        ),
        Index(
            "EAC₂",
            _amount(value.eac2, currency),
            _("The whole will cost this if the rest costs what was planned."),
        ),
        Index(
            "EAC₃",
            _amount(value.eac3, currency),
            _("The whole will cost this if the delay is caught up as well."),
        ),
        Index("ETC", _amount(value.etc, currency), _("Still to be spent, by EAC₁.")),
        Index(
            "VAC",
            _amount(value.vac, currency),
            _("The budget less EAC₁; negative is more than the budget."),
        ),
    ]


def _outlook(value: EarnedValue) -> list[Index]:
    overrun = UNDEFINED if value.overrun is None else percent1(value.overrun)
    late = value.overrun is not None and value.overrun > 1 - TOLERANCE
    return [
        Index(_("Overrun"), overrun, _("EAC₁ beyond the budget, as a share of it."), late),
        Index(
            "TCPI",
            UNDEFINED if value.tcpi is None else _number(value.tcpi),
            _("The efficiency that the rest needs to stay within the budget."),
            value.tcpi is None or value.tcpi > 1 / TOLERANCE,
        ),
    ]


def _number(value: Decimal) -> str:
    return formats.number_format(round(value, 3), 3)


def _ratio(label: str, value: Decimal | None, meaning: str | Promise) -> Index:
    if value is None:
        return Index(label, UNDEFINED, meaning)
    return Index(label, _number(value), meaning, value < TOLERANCE)


def _amount(value: Decimal | None, currency: str) -> str | Promise:
    return UNDEFINED if value is None else money(round(value), currency)


def progress_of(reports: Any, user: Viewer) -> list[Progress]:
    """One progress a contract, from its current reports among `reports`, as `user` may read it."""
    current = reports.filter(superseded_at__isnull=True).select_related("contract", "project")
    groups: dict[int | None, list[StatusReport]] = {}
    for report in current.order_by("contract", "as_of"):
        groups.setdefault(report.contract_id, []).append(report)
    return [progress_in(rows, user) for rows in groups.values()]


def progress_in(reports: Sequence[StatusReport], user: Viewer) -> Progress:
    """The progress that these reports of one contract tell, as `user` may read it."""
    hidden = any(withheld_fields(report, user) for report in reports)
    return Progress(reports[0].contract, reports, is_priced=not hidden)
