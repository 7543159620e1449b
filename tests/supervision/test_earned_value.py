"""Earned value against the worked example of twelve months, and at its edges."""

from decimal import Decimal

import pytest

from projects.supervision.earned_value import (
    EarnedValue,
    earned_schedule,
    estimated_duration,
    spi_of_time,
)

BAC = Decimal(1620)
PV = [Decimal(n) for n in (60, 150, 270, 410, 560, 720, 880, 1040, 1190, 1330, 1470, 1620)]
EV = [Decimal(n) for n in (55, 130, 225, 330, 440, 560, 690, 830, 985, 1130, 1290, 1450)]
AC = [Decimal(n) for n in (58, 142, 252, 378, 512, 660, 815, 985, 1165, 1330, 1505, 1690)]
TABLE = [
    (3, ".833", ".893", "1814", "12.0", "2.625", ".875", "1.020"),
    (6, ".778", ".848", "1909", "17.9", "5.000", ".833", "1.104"),
    (9, ".828", ".845", "1916", "18.3", "7.656", ".851", "1.396"),
    (12, ".895", ".858", "1888", "16.6", "10.857", ".905", None),
]


def rounded(value: Decimal | None, like: str) -> Decimal | None:
    return None if value is None else value.quantize(Decimal(like))


@pytest.mark.parametrize(
    ("month", "spi", "cpi", "eac", "overrun", "schedule", "spi_t", "tcpi"), TABLE
)
def test_the_worked_example_comes_out(
    month: int,
    spi: str,
    cpi: str,
    eac: str,
    overrun: str,
    schedule: str,
    spi_t: str,
    tcpi: str | None,
) -> None:
    curve, ev = PV[:month], EV[month - 1]
    value = EarnedValue(bac=BAC, pv=PV[month - 1], ev=ev, ac=AC[month - 1])
    assert rounded(value.spi, "1.000") == Decimal(spi)
    assert rounded(value.cpi, "1.000") == Decimal(cpi)
    assert rounded(value.eac1, "1") == Decimal(eac)
    assert value.overrun is not None
    assert rounded(value.overrun * 100, "1.0") == Decimal(overrun)
    assert rounded(earned_schedule(curve, ev), "1.000") == Decimal(schedule)
    assert rounded(spi_of_time(curve, ev), "1.000") == Decimal(spi_t)
    assert rounded(value.tcpi, "1.000") == (None if tcpi is None else Decimal(tcpi))


def test_variances_and_the_other_estimates_follow_their_definitions() -> None:
    value = EarnedValue(bac=BAC, pv=Decimal(720), ev=Decimal(560), ac=Decimal(660))
    assert value.sv == -160
    assert value.cv == -100
    assert value.eac2 == 660 + 1620 - 560
    assert value.spi is not None
    assert value.cpi is not None
    assert value.eac1 is not None
    assert value.eac3 == 660 + (BAC - 560) / (value.cpi * value.spi)
    assert value.etc == value.eac1 - 660
    assert value.vac == BAC - value.eac1


def test_nothing_is_said_while_nothing_was_due() -> None:
    value = EarnedValue(bac=BAC, pv=Decimal(0), ev=Decimal(10), ac=Decimal(10))
    unsaid = (value.spi, value.cpi, value.eac1, value.eac3, value.etc, value.vac, value.overrun)
    assert unsaid == (None,) * 7
    assert value.eac2 == BAC
    assert spi_of_time([Decimal(0), Decimal(0)], Decimal(10)) is None
    assert spi_of_time([], Decimal(0)) is None


def test_nothing_earned_or_spent_has_no_forecast() -> None:
    idle = EarnedValue(bac=BAC, pv=Decimal(100), ev=Decimal(0), ac=Decimal(50))
    assert (idle.spi, idle.cpi) == (0, 0)
    assert (idle.eac1, idle.eac3) == (None, None)
    unpaid = EarnedValue(bac=BAC, pv=Decimal(100), ev=Decimal(90), ac=Decimal(0))
    assert (unpaid.cpi, unpaid.eac1, unpaid.eac3) == (None, None, None)


def test_a_spent_budget_leaves_no_efficiency_to_ask_for() -> None:
    assert EarnedValue(bac=BAC, pv=BAC, ev=Decimal(1450), ac=BAC).tcpi is None
    assert EarnedValue(bac=BAC, pv=BAC, ev=BAC, ac=Decimal(1600)).tcpi == 0


def test_work_beyond_the_planned_curve_counts_as_its_whole_length() -> None:
    curve = [Decimal(10), Decimal(20), Decimal(20)]
    assert earned_schedule(curve, Decimal(50)) == 3
    assert earned_schedule(curve, Decimal(20)) == 3
    assert earned_schedule(curve, Decimal(5)) == Decimal("0.5")
    assert earned_schedule([], Decimal(5)) == 0


def test_the_duration_follows_from_the_pace() -> None:
    assert estimated_duration(Decimal(12), Decimal("0.8")) == 15
    assert estimated_duration(Decimal(12), None) is None
