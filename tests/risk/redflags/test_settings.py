"""What may stand in the settings, and how a mistake in them is told."""

from typing import Any

import pytest

from risk.redflags.registry import BY_CODE
from risk.redflags.section import BadSettings
from risk.redflags.settings import read_settings
from tests.risk.redflags.make import bid, release, results


def codes(given: Any) -> list[str]:
    return [flag.code for flag in read_settings(given).flags]


def test_only_flags_with_a_section_run() -> None:
    assert codes({"R036": {}, "R003": {"threshold": 3}}) == ["R003", "R036"]
    assert codes({"R036": None, "R003": {}}) == ["R003"]
    assert codes({"R036": None}) == []


def test_without_any_section_all_flags_run() -> None:
    assert codes(None) == codes({}) == codes({"currency": "CNY"}) == list(BY_CODE)


def test_every_option_is_taken() -> None:
    read_settings(
        {
            "currency": "CNY",
            "no_price_comparison_procurement_methods": "a|b",
            "price_comparison_procurement_methods": "c",
            "exclusions": {"procurement_method_details": "d|e"},
            "defaults": {"currency": "CNY"},
            "R003": {
                "threshold": 10,
                "procurement_methods": "open|selective",
                "procurement_method_details": {"x": 5},
            },
            "R018": {"procurement_methods": "open"},
            "R024": {"threshold": 0.05},
            "R025": {"percentile": 75, "threshold": "0.05"},
            "R028": {},
            "R030": {},
            "R035": {"threshold": 1},
            "R036": {},
            "R038": {
                "threshold": 0.5,
                "minimum_submitted_bids": 2,
                "minimum_contracting_processes": 2,
            },
            "R048": {"digits": 2, "threshold": 10, "minimum_contracting_processes": 20},
            "R058": {"threshold": 0.5},
        }
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "settings: must be an object, not []"),
        ({"R999": {}}, "settings: unknown option 'R999'"),
        ({"currency": 5}, "settings.currency: must be a text, not 5"),
        ({"R003": []}, "R003: must be an object"),
        ({"R003": {"treshold": 5}}, "R003: unknown option 'treshold' (known: threshold,"),
        ({"R003": {"threshold": 1.5}}, "R003.threshold: must be a whole number, not 1.5"),
        ({"R003": {"threshold": True}}, "R003.threshold: must be a whole number, not True"),
        ({"R003": {"procurement_methods": 5}}, "R003.procurement_methods: must be texts"),
        (
            {"R003": {"procurement_method_details": {"x": "y"}}},
            "R003.procurement_method_details: must be an object of whole numbers",
        ),
        ({"R024": {"threshold": "much"}}, "R024.threshold: must be a number"),
        ({"R024": {"threshold": float("nan")}}, "R024.threshold: must be a number"),
        ({"R025": {"percentile": 101}}, "R025.percentile: must be at most 100"),
        ({"R025": {"percentile": -1}}, "R025.percentile: must be a whole number from 0"),
        ({"R028": {"threshold": 1}}, "R028: unknown option 'threshold' (known: none)"),
        ({"R035": {"threshold": -1}}, "R035.threshold: must be a whole number from 0"),
        ({"R048": {"threshold": 1.5}}, "R048.threshold: must be a whole number"),
        ({"exclusions": {"method": "x"}}, "exclusions: unknown option 'method'"),
    ],
)
def test_mistakes_are_told_with_their_place(given: Any, message: str) -> None:
    with pytest.raises(BadSettings) as caught:
        read_settings(given)
    assert str(caught.value).startswith(message)


def test_excluded_details_and_cancelled_tenders_count_for_no_flag() -> None:
    bids = [bid("A", 5), bid("B", 5)]
    one = release("o", *bids, procurementMethodDetails="lottery")
    exclusions = {"procurement_method_details": "draw|lottery|"}
    assert results(one, R028={})
    assert not results(one, R028={}, exclusions=exclusions)
    assert results(release("o", *bids), R028={}, exclusions=exclusions)
    assert not results(release("o", *bids, status="cancelled"), R028={})
    assert results(release("o", *bids, status="unsuccessful"), R028={})
