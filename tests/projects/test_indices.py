"""The indices of control rights: worked examples, and what they explain."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from projects.exercising import Exercise, exercised_shares, gap, gap_by_dimension, stamps
from projects.rights import DECISION_POINTS, Holder
from projects.sharing import (
    counted_shares,
    dispersion,
    entropy,
    misallocation_by_dimension,
    misallocation_index,
)

NOW = timezone.now()
IDEAL = {
    code: {
        holder.value: Decimal(str(share))
        for holder, share in zip(Holder, point.ideal, strict=True)
        if share
    }
    for code, point in DECISION_POINTS.items()
}
DEMO = {
    **IDEAL,
    "S3": counted_shares("joint", "G", "C"),
    "X6": counted_shares("joint", "G", "C"),
    "M5": counted_shares("deemed", "C", "G"),
    "X2": {"G": Decimal("0.2"), "C": Decimal("0.8")},
    "A6": {"G": Decimal("0.45"), "C": Decimal("0.55")},
    "P4": {"G": Decimal("0.4"), "C": Decimal("0.6")},
    "P6": counted_shares("sole", "C"),
}


def decided(point: str, holder: str = "G", *, declared: bool = True, after: int = 0) -> Exercise:
    """A decision by person 1, `after` seconds after they opened it (0: unknown)."""
    opened = NOW - timedelta(seconds=after) if after else None
    return Exercise(point, holder, declared, 1, NOW, opened)


def test_the_ideal_allocation_has_no_misallocation() -> None:
    assert misallocation_index(IDEAL) == 0
    assert set(misallocation_by_dimension(IDEAL).values()) == {0}


def test_the_demo_contract_has_a_misallocation_of_0_12() -> None:
    assert misallocation_index(DEMO) == Decimal("0.12")
    found = misallocation_by_dimension(DEMO)
    assert {name: index * 15 for name, index in found.items()} == {
        "P": Decimal("1.5"),
        "M": Decimal("1.0"),
        "S": Decimal("1.5"),
        "A": Decimal("1.1"),
        "X": Decimal("3.9"),
    }


def test_a_point_with_consent_counts_three_quarters() -> None:
    allocation = {**IDEAL, "S3": counted_shares("consent", "G", "C")}
    assert misallocation_index(allocation) * 75 == Decimal("0.75")


def test_dispersion_tells_deadlock_from_capture() -> None:
    assert entropy({"G": Decimal(1)}) == 0
    third = Decimal(1) / 3
    assert entropy(dict.fromkeys("GTC", third)) == pytest.approx(1)
    modes = {**dict.fromkeys(DEMO, "sole"), "S3": "joint", "X6": "joint", "M5": "deemed"}
    modes |= {"X2": "sole", "S2": "joint", "S6": "joint", "M6": "joint", "X3": "joint"}
    found = dispersion(DEMO, modes, set(DEMO) - {"P6"})
    assert found.nobody_accountable == ("P6",)
    assert found.many_holders == ("S6",)
    assert found.may_deadlock == ("P4", "A6")
    assert found.captured == ("P6",)
    assert 0 < found.mean_entropy < 0.3


def test_the_gap_is_the_weight_of_decisions_by_somebody_who_was_not_declared() -> None:
    log = [decided("S3") for _ in range(8)]
    log += [decided("S3", "C", declared=False), decided("X3", "C"), decided("A3")]
    found = gap(log)
    assert (found.decisions, found.weight, found.outside) == (11, 31, 3)
    assert found.index == pytest.approx(3 / 31)
    assert found.is_enough
    assert not gap(log[:9]).is_enough
    assert gap([]).index is None
    assert gap_by_dimension(log)["A"].index == 0
    assert exercised_shares(log)["S3"]["C"] == pytest.approx(1 / 9)


def test_more_than_four_fifths_in_haste_is_a_rubber_stamp() -> None:
    hasty = [decided("S4", after=60) for _ in range(9)]
    slow = [decided("S4", after=600)]
    assert stamps(hasty + slow)[0].is_rubber
    assert not stamps(hasty[:8] + slow * 2)[0].is_rubber
    assert not stamps(hasty[:4])[0].is_rubber, "four decisions say nothing about a person"
    assert stamps([decided("S4")]) == [], "unknown openings do not count"
