"""Flags that one process alone raises: R003, R018, R028, R030, R035, R036."""

from typing import Any

import pytest

from tests.risk.redflags.make import award, bid, release, results

START = "2024-03-01T09:00:00+08:00"


def period(end: str, start: str = START) -> dict[str, str]:
    return {"startDate": start, "endDate": end}


def short(end: str, start: str = START, settings: Any = None, **tender: Any) -> bool:
    one = release("o", tenderPeriod=period(end, start), **tender)
    found = results(one, R003=settings or {})
    assert found in ({}, {"OCID": {"o": {"R003": 1.0}}})
    return bool(found)


def test_r003_a_period_under_fifteen_whole_days_is_short() -> None:
    assert short("2024-03-16T08:59:59+08:00")
    assert not short("2024-03-16T09:00:00+08:00")


def test_r003_counts_between_instants_whatever_their_offsets() -> None:
    assert short("2024-03-16T00:59:59Z")
    assert not short("2024-03-16T01:00:00Z")


def test_r003_cuts_a_part_of_a_day_off_towards_zero() -> None:
    assert short("2024-02-28T09:00:00+08:00")
    # half a day too early are zero whole days, which is not under zero
    assert not short("2024-02-29T21:00:00+08:00", settings={"threshold": 0})
    assert short("2024-02-29T08:00:00+08:00", settings={"threshold": 0})


def test_r003_threshold_methods_and_details() -> None:
    ten = "2024-03-11T09:00:00+08:00"
    assert short(ten)
    assert not short(ten, settings={"threshold": 10})
    assert short(ten, settings={"threshold": "11"})
    only = {"procurement_methods": "open|selective"}
    assert short(ten, settings=only, procurementMethod="selective")
    assert not short(ten, settings=only, procurementMethod="direct")
    assert not short(ten, settings=only)
    details = {"threshold": 5, "procurement_method_details": {"x": 11}}
    assert short(ten, settings=details, procurementMethodDetails="x")
    assert not short(ten, settings=details, procurementMethodDetails="y")
    assert not short(ten, settings=details)
    # details that are an empty text are not those that are absent
    empty = {"threshold": 5, "procurement_method_details": {"": 11}}
    assert short(ten, settings=empty, procurementMethodDetails="")
    assert not short(ten, settings=empty)


@pytest.mark.parametrize(
    "end",
    [
        "2024-03-02",
        "2024-03-02T09:00:00",
        "2024-03-02T09:00:00+08:60",
        "2024-13-02T09:00:00Z",
        "soon",
        None,
        5,
    ],
)
def test_r003_says_nothing_without_two_full_instants(end: Any) -> None:
    assert not short(end)
    assert results(release("o", tenderPeriod={"endDate": START}), R003={}) == {}
    assert results({"ocid": "o", "tender": "x"}, R003={}) == {}


@pytest.mark.parametrize(
    ("method", "number", "settings", "is_raised"),
    [
        ("open", 1, {}, True),
        ("selective", 1, {}, True),
        ("limited", 1, {}, False),
        (None, 1, {}, False),
        ("open", 2, {}, False),
        ("open", 0, {}, False),
        ("open", 1.0, {}, False),
        ("open", True, {}, False),
        ("open", "1", {}, False),
        ("open", None, {}, False),
        ("limited", 1, {"procurement_methods": "limited"}, True),
        ("open", 1, {"procurement_methods": "limited"}, False),
        (None, 1, {"procurement_methods": ""}, True),
    ],
)
def test_r018_one_tenderer_where_several_could_come(
    method: Any, number: Any, settings: Any, *, is_raised: bool
) -> None:
    one = release("o", procurementMethod=method, numberOfTenderers=number)
    assert results(one, R018=settings) == ({"OCID": {"o": {"R018": 1.0}}} if is_raised else {})


def test_r028_the_same_price_of_different_bidders() -> None:
    one = release("o", bid("A", 5), bid("B", 5.0, "disqualified"), bid("C", 6))
    assert results(one, R028={}) == {
        "OCID": {"o": {"R028": 1.0}},
        "Tenderer": {"A": {"R028": 1.0}, "B": {"R028": 1.0}},
    }


@pytest.mark.parametrize(
    "bids",
    [
        [bid("A", 5), bid("A", 5)],
        [bid(["A", "B"], 5), bid(["B", "A"], 5)],
        [bid("A", 5), bid("B", 5, currency="USD")],
        [bid("A", 5), bid("B", 5, "withdrawn")],
        [bid("A", 5), bid("B", 5, "invited")],
        [bid("A", 5), {"status": "valid", "value": {"amount": 5, "currency": "CNY"}}],
        [bid("A", 5), {"tenderers": [{"id": "B"}], "value": {"amount": 5, "currency": "CNY"}}],
        [bid("A", 5), {**bid("B"), "value": {"amount": "5", "currency": "CNY"}}],
        [bid("A", 5), {**bid("B"), "value": {"amount": 5}}],
        [bid("A"), bid("B")],
    ],
)
def test_r028_is_not_raised(bids: Any) -> None:
    assert results(release("o", *bids), R028={}) == {}


def test_r028_a_member_of_two_groups_with_one_price() -> None:
    found = results(release("o", bid(["A", "B"], 5), bid("A", 5, "pending")), R028={})
    assert set(found["Tenderer"]) == {"A", "B"}


LATE = "2024-03-16T09:00:01+08:00"
END = {"endDate": "2024-03-16T09:00:00+08:00"}


def late(date: Any, end: Any = END["endDate"], status: str = "valid", awards: Any = None) -> Any:
    one = release(
        "o",
        bid("W", None, status, date=date),
        awards=[award("W")] if awards is None else awards,
        tenderPeriod={"endDate": end},
    )
    return results(one, R030={})


def test_r030_a_valid_late_bid_of_an_awarded_supplier() -> None:
    assert late(LATE) == {"OCID": {"o": {"R030": 1.0}}, "Tenderer": {"W": {"R030": 1.0}}}
    assert late(END["endDate"]) == {}
    assert late(LATE, status="pending") == {}
    assert late(LATE, awards=[award("X")]) == {}
    assert late(LATE, awards=[award("W", status="pending")]) == {}
    assert late(LATE, awards=[award("W", status="pending"), award("X", "W")])


def test_r030_compares_instants_not_texts() -> None:
    # as texts the first is the later one, as instants it is an hour early
    assert late("2024-03-16T10:00:00+08:00", end="2024-03-16T03:00:00Z") == {}
    # and here it is the other way round
    assert late("2024-03-16T03:00:00Z", end="2024-03-16T10:00:00+08:00")


def test_r030_days_without_time_are_late_only_on_a_later_day() -> None:
    assert late("2024-03-16T23:00:00+08:00", end="2024-03-16") == {}
    assert late("2024-03-17T00:00:00+08:00", end="2024-03-16")
    assert late("2024-03-17", end="2024-03-16")
    assert late("2024-03-16", end="2024-03-16T09:00:00+08:00") == {}


@pytest.mark.parametrize("date", [None, "soon", "2024-03-20T09:00:00", "2024-02-31", 5])
def test_r030_dates_that_cannot_be_compared_are_not_late(date: Any) -> None:
    assert late(date) == {}
    assert late(LATE, end=date) == {}


def test_r035_all_but_the_winner_disqualified() -> None:
    others = [bid("A", None, "disqualified"), bid("B", None, "disqualified")]
    one = release("o", bid("W"), *others, bid("A", None, "disqualified"), awards=[award("W")])
    expected = {"OCID": {"o": {"R035": 2.0}}, "Tenderer": {"W": {"R035": 0.0}}}
    assert results(one, R035={}) == expected
    assert results(one, R035={"threshold": 2}) == expected
    assert results(one, R035={"threshold": 3}) == {}


@pytest.mark.parametrize(
    ("bids", "awards"),
    [
        ([bid("W"), bid("V"), bid("A", None, "disqualified")], [award("W")]),
        ([bid("W"), bid("W", None, "disqualified")], [award("W")]),
        ([bid("W"), bid("A", None, "disqualified")], [award("A")]),
        ([bid("W"), bid("A", None, "disqualified")], [award("W", "A")]),
        ([bid("W"), bid("A", None, "disqualified")], [award("W"), award("X", status="pending")]),
        ([bid("W"), bid("A", None, "disqualified")], [award("W"), award("X", status="odd")]),
        ([bid("W"), bid("A", None, "disqualified")], [award("W", status="cancelled")]),
        ([bid("W"), bid("A", None, "disqualified")], []),
        ([bid("W"), bid("A", None, "disqualified")], None),
        ([bid(["W", "V"]), bid("A", None, "disqualified")], [award("W", "V")]),
        ([bid("W"), bid("A", None, "withdrawn")], [award("W")]),
        ([bid("W")], [award("W")]),
    ],
)
def test_r035_is_not_raised(bids: Any, awards: Any) -> None:
    assert results(release("o", *bids, awards=awards), R035={"threshold": 0}) == {}


def test_r035_several_awards_to_the_one_valid_bidder_count_and_closed_ones_do_not() -> None:
    one = release(
        "o",
        bid("W"),
        bid("A", None, "disqualified"),
        awards=[award("W"), award("W"), award("A", status="unsuccessful"), {"suppliers": []}],
    )
    assert results(one, R035={})["OCID"] == {"o": {"R035": 1.0}}


def lowest(*bids: Any, awards: Any = None, settings: Any = None, **tender: Any) -> bool:
    one = release("o", *bids, awards=[award("W")] if awards is None else awards, **tender)
    found = results(one, R036={}, **(settings or {}))
    assert found in ({}, {"OCID": {"o": {"R036": 1.0}}})
    return bool(found)


def test_r036_the_lowest_submitted_bid_is_disqualified() -> None:
    out = bid("A", 4, "disqualified")
    assert lowest(out, bid("W", 5))
    assert not lowest(bid("A", 6, "disqualified"), bid("W", 5))
    assert not lowest(bid("A", 3, "pending"), out, bid("W", 5))
    assert lowest(bid("A", 3, "withdrawn"), out, bid("W", 5))
    assert not lowest(out)
    assert not lowest(out, bid("W", 5, "pending"))
    assert not lowest(out, bid("W"))
    assert not lowest(out, bid("W", 5), awards=[award("W", status="pending")])
    assert lowest(out, bid("W", 5), awards=[{"status": "active"}, {"status": "pending"}])


def test_r036_of_equal_prices_the_first_counts() -> None:
    assert lowest(bid("A", 5, "disqualified"), bid("W", 5))
    assert not lowest(bid("W", 5), bid("A", 5, "disqualified"))


def test_r036_only_prices_in_the_main_currency_count() -> None:
    bids = [bid("W", 5), bid("A", 4, "disqualified", currency="USD")]
    assert not lowest(*bids)
    assert not lowest(*bids, settings={"currency": "USD"})
    assert lowest(
        bid("B", 3, currency="EUR"),
        *bids,
        bid("V", 9, currency="USD"),
        settings={"currency": "USD"},
    )


@pytest.mark.parametrize("code", ["R028", "R036"])
def test_flags_on_prices_leave_out_methods_that_do_not_compare_them(code: str) -> None:
    bids = [bid("A", 5, "disqualified"), bid("W", 5)]
    one = release("o", *bids, awards=[award("W")], procurementMethodDetails="lottery")
    bare = release("o", *bids, awards=[award("W")])
    without = {"no_price_comparison_procurement_methods": "draw|lottery"}
    only = {"price_comparison_procurement_methods": "auction"}
    assert results(one, **{code: {}})
    assert not results(one, **{code: {}}, **without)
    assert results(bare, **{code: {}}, **without)
    assert not results(one, **{code: {}}, **only)
    assert not results(bare, **{code: {}}, **only)
    listed = {"price_comparison_procurement_methods": "lottery"}
    assert results(one, **{code: {}}, **without, **listed)
