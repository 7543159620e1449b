"""How values are written on pages."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.utils import translation

from egov_outsource.templatetags import display


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_money_has_thousands_and_its_currency_in_every_language(language: str) -> None:
    with translation.override(language):
        assert display.money(Decimal("1234567.50"), "CNY") == "CNY\u00a01,234,567.50"
        assert display.money(12_000, "CNY") == "CNY\u00a012,000"


def test_what_is_not_known_is_a_dash() -> None:
    assert display.money(None, "CNY") == "–"
    assert display.percent1("") == "–"
    assert display.number1(None) == "–"
    assert display.thousands(None) == "–"
    assert display.iso(None) == "–"


def test_a_share_is_a_percentage_with_one_decimal() -> None:
    assert display.percent1(Decimal("0.0743")) == "7.4\u00a0%"
    assert display.percent1(Decimal("0.1786")) == "17.9\u00a0%"
    assert display.number1(Decimal("2.96")) == "3.0"


def test_an_unknown_band_is_not_rated() -> None:
    assert display.band_code("purple") == "none"
    assert str(display.band(None)) == "Not rated"
    assert str(display.band("high")) == "High"


def test_a_due_date_says_how_far_it_is() -> None:
    with time_machine.travel(dt.datetime(2026, 6, 10, 4, tzinfo=dt.UTC), tick=False):
        assert display.lateness(dt.date(2026, 6, 8)) == "2 days late"
        assert display.lateness(dt.date(2026, 6, 9)) == "1 day late"
        assert display.lateness(dt.date(2026, 6, 10)) == "due today"
        assert display.lateness(dt.date(2026, 6, 13)) == "due in 3 days"
        assert display.is_late(dt.date(2026, 6, 9))
        assert not display.is_late(dt.date(2026, 6, 10))


def test_a_time_is_shown_in_the_zone_of_the_platform() -> None:
    assert display.iso(dt.datetime(2026, 6, 10, 20, 30, tzinfo=dt.UTC)) == "2026-06-11 04:30"
    assert display.iso(dt.date(2026, 6, 10)) == "2026-06-10"
