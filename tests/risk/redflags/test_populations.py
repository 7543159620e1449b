"""Flags that all processes together raise: R024, R025, R038, R048, R058."""

from typing import Any

import pytest

from tests.risk.redflags.make import award, bid, gap, release, results, run

FAR = [gap(str(n), 1, 101) for n in range(4)]
NEAR = [gap(str(n), 1, 2) for n in range(4)]


def test_r024_a_gap_below_the_fence() -> None:
    # gaps 1, 100 ×4: Q1 = 67, Q3 = 100, fence = 67 - 1.5 × 33 = 17.5
    found = run(gap("o", 1, 2), *FAR, R024={})
    assert found.meta == {"R024": {"q1": 67.0, "q3": 100.0, "lower_fence": 17.5}}
    assert found.results == {
        "OCID": {"o": {"R024": 1.0}},
        "Tenderer": {"W": {"R024": 0.0}, "L": {"R024": 0.0}},
    }


def test_r024_a_gap_on_the_fence_and_just_above() -> None:
    fixed = {"threshold": 0.25}
    assert results(gap("o", 100, 125), R024=fixed)["OCID"] == {"o": {"R024": 0.25}}
    assert results(gap("o", 100, 125.01), R024=fixed) == {}
    assert results(gap("o", 100, 100), R024={"threshold": 0}) == {}


def test_r024_is_not_raised_where_equal_prices_are_usual() -> None:
    same = [gap(f"s{n}", 5, 5) for n in range(3)]
    assert results(*same, gap("o", 1, 2), R024={}) == {}
    # Q1 above zero, but the fence is below: 1, 2, 3, 4
    assert results(*(gap(str(n), 1, 1 + n) for n in range(1, 5)), R024={}) == {}


def test_r058_a_gap_above_the_fence() -> None:
    # gaps 100, 1 ×4: Q1 = 1, Q3 = 34, fence = 34 + 1.5 × 33 = 83.5
    found = run(gap("o", 1, 101), *NEAR, R058={})
    assert found.meta == {"R058": {"q1": 1.0, "q3": 34.0, "upper_fence": 83.5}}
    assert found.results == {"OCID": {"o": {"R058": 100.0}}, "Tenderer": {"W": {"R058": 0.0}}}


def test_r058_a_gap_on_the_fixed_fence_and_just_below() -> None:
    assert results(gap("o", 100, 150), R058={"threshold": 0.5})["OCID"] == {"o": {"R058": 0.5}}
    assert results(gap("o", 100, 149.99), R058={"threshold": 0.5}) == {}
    assert results(gap("o", 100, 149.99), R058={"threshold": 0}) == {}
    assert results(*(gap(str(n), 5, 5) for n in range(4)), R058={}) == {}


def only_gap(*bids: Any, awards: Any = None, **settings: Any) -> Any:
    """The gap of a single process, which is flagged whenever it can be told."""
    one = release("o", *bids, awards=[award("W")] if awards is None else awards)
    found = results(one, R024={"threshold": 1000}, **settings)
    return found.get("OCID", {}).get("o", {}).get("R024")


def test_gaps_take_the_lowest_of_several_bids() -> None:
    bids = [bid("W", 10), bid("W", 4), bid("L", 9), bid("K", 6), bid("L", 5)]
    assert only_gap(*bids) == 0.25
    assert only_gap(bid("W", 4), bid("W", 3), bid("L", 6)) == 1.0


@pytest.mark.parametrize(
    ("bids", "awards"),
    [
        ([bid("W", 4)], None),
        ([bid("W", 4), bid("L", 3)], None),
        ([bid("W", 0), bid("L", 3)], None),
        ([bid("W", -1), bid("L", 3)], None),
        ([bid("W", 4), bid("L")], None),
        ([bid("W"), bid("L", 5)], None),
        ([bid("W", 4), bid("L", 5, "pending")], None),
        ([bid("W", 4, "disqualified"), bid("L", 5)], None),
        ([bid("W", 4), bid(["L", "M"], 5)], None),
        ([bid("W", 4), bid("L", 5, currency="USD")], None),
        ([bid("W", 4), bid("L", 5)], [award("W", "X")]),
        ([bid("W", 4), bid("L", 5)], [award("W"), award("W")]),
        ([bid("W", 4), bid("L", 5)], [award("W"), award("X", status="pending")]),
        ([bid("W", 4), bid("L", 5)], [award("W"), award("X", status="invalid")]),
        ([bid("W", 4), bid("L", 5)], [award("W", status="cancelled")]),
        ([bid("W", 4), bid("L", 5)], [{"status": "active", "suppliers": [{"name": "W"}]}]),
        ([bid("W", 4), bid("L", 5)], [{"status": "active"}]),
        ([bid("W", 4), bid("L", 5)], []),
    ],
)
def test_gaps_that_cannot_be_told(bids: Any, awards: Any) -> None:
    assert only_gap(*bids, awards=awards) is None


def test_closed_awards_do_not_hide_a_gap() -> None:
    closed = [award("C", status="cancelled"), award("U", status="unsuccessful"), {"id": "odd"}]
    assert only_gap(bid("W", 4), bid("L", 5), awards=[award("W"), *closed]) == 0.25


def test_the_first_currency_is_the_main_one_unless_set() -> None:
    dollars = [bid("W", 4, currency="USD"), bid("L", 6, currency="USD")]
    yuan = [bid("W", 4), bid("L", 5)]
    assert only_gap(*yuan, *dollars) == 0.25
    assert only_gap(*dollars, *yuan) == 0.5
    assert only_gap(*yuan, *dollars, currency="USD") == 0.5
    assert only_gap(*yuan, currency="EUR") is None


def test_gaps_leave_out_methods_that_do_not_compare_prices() -> None:
    one = gap("o", 4, 5, procurementMethodDetails="lottery")
    fixed = {"R024": {"threshold": 1}, "R058": {"threshold": 0.1}}
    assert results(one, **fixed)["OCID"] == {"o": {"R024": 0.25, "R058": 0.25}}
    assert results(one, **fixed, no_price_comparison_procurement_methods="lottery") == {}
    assert results(one, **fixed, price_comparison_procurement_methods="auction") == {}
    assert results(one, **fixed, price_comparison_procurement_methods="auction|lottery")


def contest(ocid: str, winner: str, *others: str) -> dict[str, Any]:
    return release(ocid, *(bid(one) for one in (winner, *others)), awards=[award(winner)])


# F bids six times and wins once, the others bid once and win
RARE = [contest("0", "F"), *(contest(str(n), str(n), "F") for n in range(1, 6))]


def test_r025_a_frequent_bidder_that_rarely_wins() -> None:
    # wins 1/6, 1 ×5: place of Q1 = 23/12, so Q1 = 1/6 + 11/12 × 5/6 = 67/72; fence = 119/144
    found = run(*RARE, R025={})
    assert found.results == {"Tenderer": {"F": {"R025": 1 / 6}}}
    assert found.meta["R025"] == {
        "q1": 0.9306,
        "q3": 1.0,
        "lower_fence": 0.8264,
        "upper_fence": 1.4167,
    }


def test_r025_percentile_and_threshold() -> None:
    assert results(*RARE, R025={"threshold": 0.1}) == {}
    assert results(*RARE, R025={"threshold": 0.2})
    assert set(results(*RARE, R025={"threshold": 1, "percentile": 0})["Tenderer"]) == {
        "F", "1", "2", "3", "4", "5",
    }  # fmt: skip
    assert set(results(*RARE, R025={"threshold": 1, "percentile": 100})["Tenderer"]) == {"F"}


def test_r025_counts_a_bidder_once_a_process_and_only_valid_bids_of_one() -> None:
    # G loses thrice: by a disqualified bid, one with a partner, and where two awards stand
    lost = [
        release("a", bid("1"), bid("G", None, "disqualified"), awards=[award("1")]),
        release("b", bid("1"), bid(["G", "H"]), awards=[award("1")]),
        release("c", bid("1"), bid("G"), awards=[award("1"), award("2")]),
        release("d", bid("1"), bid("G"), awards=[award("1", status="pending")]),
        release("e", bid("G"), bid("G"), awards=[award("G")]),
    ]
    found = results(*lost, R025={"threshold": 1, "percentile": 0})
    assert found["Tenderer"] == {"1": {"R025": 1.0}, "G": {"R025": 1.0}}


def test_r025_is_not_raised_where_most_never_win() -> None:
    assert results(*(contest(str(n), "W", f"L{n}") for n in range(8)), R025={}) == {}


def tried(ocid: str, valid: int, out: int, buyer: str, **more: Any) -> dict[str, Any]:
    bids = [bid("V") for _ in range(valid)] + [bid("D", None, "disqualified") for _ in range(out)]
    return {**release(ocid, *bids, **more), "buyer": {"id": buyer}}


def test_r038_a_buyer_that_disqualifies_many() -> None:
    # of 4 bids each: 3/4 for B, 0 for the other four; Q1 = 0, Q3 = 1/4, fence = 5/8
    clean = [tried(str(n), 4, 0, f"b{n}") for n in range(4)]
    found = run(tried("o", 1, 3, "B"), *clean, R038={"minimum_submitted_bids": 99})
    assert found.results == {"Buyer": {"B": {"R038": 0.75}}}
    assert found.meta == {"R038": {"Buyer_q1": 0.0, "Buyer_q3": 0.25, "Buyer_upper_fence": 0.625}}


def test_r038_procuring_entities_and_tenderers() -> None:
    entity = {"procuringEntity": {"id": "P"}}
    found = results(tried("o", 1, 3, "B", **entity), R038={"threshold": 0.75})
    assert found == {
        "Buyer": {"B": {"R038": 0.75}},
        "ProcuringEntity": {"P": {"R038": 0.75}},
        "Tenderer": {"D": {"R038": 1.0}},
    }
    assert results(tried("o", 1, 3, "B"), R038={"threshold": 0.76}) == {
        "Tenderer": {"D": {"R038": 1.0}}
    }
    assert results(tried("o", 1, 3, "B"), R038={"threshold": 0}) == {}


def test_r038_minimums_count_bids() -> None:
    one = tried("o", 0, 1, "B")
    assert results(one, R038={"threshold": 0.1}) == {}
    least = {"threshold": 0.1, "minimum_submitted_bids": 1}
    assert set(results(one, R038=least)) == {"Tenderer"}
    least = {"threshold": 0.1, "minimum_contracting_processes": 1}
    assert set(results(one, R038=least)) == {"Buyer"}
    # two bids in one process are enough for a minimum of two
    assert set(results(tried("o", 1, 1, "B"), R038={"threshold": 0.1})) == {"Buyer"}


def test_r038_bids_invited_or_withdrawn_were_not_submitted() -> None:
    odd = [bid("D", None, status) for status in ("invited", "withdrawn", "pending")]
    one = release("o", *odd, bid("D", None, "disqualified"))
    assert results(one, R038={"threshold": 0.5}) == {"Tenderer": {"D": {"R038": 0.5}}}
    assert results(release("o"), tried("p", 2, 0, "B"), R038={}) == {}


def sold(ocid: str, who: str, *codes: Any, **more: Any) -> dict[str, Any]:
    items = [{"classification": {"id": code}} for code in codes]
    return release(ocid, awards=[award(who, items=items, **more)])


PLAIN = [sold(str(n), f"s{n}", "10000000") for n in range(4)]
ANY = {"minimum_contracting_processes": 1}


def test_r048_a_supplier_of_many_classes() -> None:
    # classes 2, 1 ×4: Q1 = 1, Q3 = 4/3, fence = 11/6
    found = run(sold("o", "F", "10000000", "11000000"), *PLAIN, R048=ANY)
    assert found.results == {"Tenderer": {"F": {"R048": 2.0}}}
    assert found.meta == {"R048": {"q1": 1.0, "q3": 1.3333, "upper_fence": 1.8333}}


def test_r048_digits_and_threshold() -> None:
    one = sold("o", "F", "10110000", "10120000", "10120099")
    assert results(one, R048={**ANY, "threshold": 2}) == {}
    assert results(one, R048={**ANY, "threshold": 2, "digits": 4}) == {
        "Tenderer": {"F": {"R048": 2.0}}
    }
    assert results(one, R048={**ANY, "threshold": 3, "digits": 4}) == {}


def test_r048_asks_only_suppliers_of_enough_processes() -> None:
    many = [sold(str(n), "F", f"{n:02}") for n in range(20)]
    assert results(*many[:19], R048={"threshold": 1}) == {}
    assert results(*many, R048={"threshold": 1}) == {"Tenderer": {"F": {"R048": 20.0}}}
    twice = {"minimum_contracting_processes": 2, "threshold": 1}
    double = release("o", awards=2 * sold("o", "F", "10")["awards"])
    assert results(double, R048=twice) == {}


@pytest.mark.parametrize(
    "one",
    [
        sold("o", "F", "10", status="pending"),
        sold("o", "F", 10),
        sold("o", "F"),
        release("o", awards=[award("F", "G", items=[{"classification": {"id": "10"}}])]),
        release("o", awards=[award("F", items=[{"classification": "10"}, "10", {}])]),
        release("o", awards=[award("F", items="10")]),
        release("o", awards=[{"status": "active", "items": [{"classification": {"id": "10"}}]}]),
    ],
)
def test_r048_is_not_raised(one: Any) -> None:
    assert results(one, R048={**ANY, "threshold": 0}) == {}
