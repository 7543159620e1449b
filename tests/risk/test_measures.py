"""Each live indicator on facts: best, in between, worst, missing, not due, never an error."""

from typing import Any

import numpy as np
import pytest

from risk.catalogue import State
from risk.facts import Procedure
from risk.indicators import BY_CODE, LIVE
from tests.build.facts import facts_of, some_facts

OK, NOT_DUE, NOT_APPLICABLE = State.OK, State.NOT_DUE, State.NOT_APPLICABLE
MISSING, STALE, SUPPRESSED = State.MISSING, State.STALE, State.SUPPRESSED

TENDER = {
    "selection__outsourced": True,
    "selection__procedure": Procedure.OPEN,
    "selection__tender_start": "2024-06-14T09:00",
    "selection__tender_end": "2024-07-08T09:00",
    "selection__minimum_days": 20,
    "selection__tenderers": 4,
    "selection__awards": 1,
    "selection__award_value": 1860.0,
    "selection__awarded_contract_value": 1860.0,
    "selection__contract_value": 1860.0,
}
PLANNED = [60.0, 150, 270, 410, 560, 720]
MONTH_6 = {
    "supervision__reported": "2025-02-28",
    "supervision__periods": 6,
    "supervision__planned_curve": PLANNED,
    "supervision__planned_total": 1620.0,
    "supervision__earned": 560.0,
    "supervision__spent": 660.0,
}

CASES: list[tuple[str, dict[str, Any], float, State]] = [
    ("P-01", {"planning__items_required": 16, "planning__items_approved": 16}, 0, OK),
    ("P-01", {"planning__items_required": 16, "planning__items_approved": 15}, 0.0625, OK),
    ("P-01", {}, np.nan, MISSING),
    ("P-01", {"basis__gate": 0}, np.nan, NOT_DUE),
    ("P-01", {"basis__native": False}, np.nan, NOT_APPLICABLE),
    ("P-02", {"planning__requirements": 122, "planning__unverifiable": 22}, 22 / 122, OK),
    ("P-02", {}, np.nan, MISSING),
    ("P-03", {"planning__authored": 10.0, "planning__authored_by_bidders": 1.0}, 0.1, OK),
    ("P-05", {"basis__budget": 88.0, "planning__reference_median": 100.0}, -0.12, OK),
    (
        "P-05",
        {
            "basis__budget": 88.0,
            "planning__reference_median": 100.0,
            "planning__reference_n": 4,
        },
        np.nan,
        SUPPRESSED,
    ),
    ("P-05", {"basis__budget": 88.0}, np.nan, MISSING),
    (
        "P-07",
        {
            "planning__baseline_size": 100.0,
            "planning__baseline_moved": 21.0,
            "planning__baseline_on": "2024-12-29",
        },
        1.21 ** (1 / (61 / 30.4375)) - 1,
        OK,
    ),
    (
        "P-07",
        {
            "planning__baseline_size": 100.0,
            "planning__baseline_moved": 2.0,
            "planning__baseline_on": "2025-02-27",
        },
        0.02,
        OK,
    ),
    ("S-14", {"security__assessors": 1, "security__exposure": 15.0}, 15, OK),
    ("S-14", {"security__assessors": 1}, 0, OK),
    ("S-14", {}, np.nan, NOT_DUE),
    ("S-14", {"basis__gate": 4, "basis__stage": 4}, np.nan, MISSING),
    ("S-14", {"security__assessors": 1, "basis__native": False}, np.nan, NOT_APPLICABLE),
    ("X-06", {"prosecution__successions": 2, "prosecution__renewals": 2}, 2, OK),
    ("X-06", {"prosecution__successions": 1}, 0, OK),
    ("X-06", {}, np.nan, NOT_DUE),
    ("P-07", {"basis__gate": 2}, np.nan, MISSING),
    ("P-07", {"basis__gate": 1}, np.nan, NOT_DUE),
    ("P-11", {"planning__objectives": 5, "planning__objectives_incomplete": 1}, 0.2, OK),
    ("M-01", {"selection__appraisal_done": 7}, 0.125, OK),
    ("M-01", {"basis__gate": 1}, np.nan, NOT_DUE),
    ("M-02", {"selection__mode_fragility": 0.13}, 0.13, OK),
    ("M-02", {}, np.nan, MISSING),
    ("M-02", {"basis__gate": 1}, np.nan, NOT_DUE),
    ("M-04", TENDER | {"selection__market_suppliers": 4.0}, 4, OK),
    ("M-04", TENDER, np.nan, MISSING),
    ("M-18", TENDER | {"selection__winning_price": 18.6, "selection__second_price": 24.2}, 2, OK),
    (
        "M-18",
        TENDER
        | {
            "selection__winning_price": 18.6,
            "selection__second_price": 24.2,
            "selection__price_explained": True,
        },
        1,
        OK,
    ),
    ("M-18", TENDER | {"selection__winning_price": 18.6}, np.nan, NOT_APPLICABLE),
    ("M-18", TENDER | {"selection__winning_price": 10.0, "selection__second_price": 12.5}, 2, OK),
    (
        "M-12",
        TENDER
        | {
            "selection__tenderers_valid": 1,
            "selection__suppliers_awarded": 1,
            "selection__valid_awarded": 1,
        },
        0,
        OK,
    ),
    ("M-19", TENDER | {"selection__bidder_tie": 0}, 0, OK),
    ("M-19", TENDER | {"selection__bidder_tie": 2}, 2, OK),
    ("M-19", TENDER, np.nan, MISSING),
    ("M-06", TENDER, 0, OK),
    ("M-06", TENDER | {"selection__procedure": Procedure.DIRECT}, 4, OK),
    ("M-06", {}, np.nan, NOT_DUE),
    ("M-07", TENDER, 4, OK),
    ("M-07", TENDER | {"selection__tender_end": None}, np.nan, MISSING),
    ("M-07", TENDER | {"selection__procedure": Procedure.DIRECT}, np.nan, NOT_APPLICABLE),
    ("M-08", TENDER, 4, OK),
    ("M-08", TENDER | {"selection__tenderers": 1}, 1, OK),
    ("M-08", TENDER | {"selection__procedure": -1}, np.nan, NOT_APPLICABLE),
    ("M-08", TENDER | {"selection__tenderers": 0}, np.nan, NOT_APPLICABLE),
    ("M-10", TENDER, 0, OK),
    ("M-10", TENDER | {"selection__same_price_tenderers": 2}, 1, OK),
    ("M-11", TENDER, 0, OK),
    ("M-11", TENDER | {"selection__late_awarded_bids": 1}, 1, OK),
    (
        "M-12",
        TENDER
        | {
            "selection__tenderers_valid": 1,
            "selection__suppliers_awarded": 1,
            "selection__valid_awarded": 1,
            "selection__tenderers_disqualified": 2,
        },
        1,
        OK,
    ),
    ("M-12", TENDER | {"selection__tenderers_valid": 4}, 0, OK),
    ("M-23", TENDER, 0, OK),
    ("M-23", TENDER | {"selection__awarded_contract_value": 1953.0}, 0.05, OK),
    ("M-23", TENDER | {"selection__award_value": None}, np.nan, MISSING),
    ("M-24", TENDER | {"selection__past_rating": 3.4, "selection__past_ratings": 2}, 3.4, OK),
    ("M-24", TENDER, np.nan, SUPPRESSED),
    ("M-24", {}, np.nan, NOT_DUE),
    (
        "M-26",
        TENDER | {"selection__clause_weight": 34.0, "selection__clause_weight_present": 32.0},
        2 / 34,
        OK,
    ),
    (
        "M-28",
        {"selection__rights_weight": 75.0, "selection__rights_misallocated": 9.0},
        0.12,
        OK,
    ),
    ("M-28", {}, np.nan, MISSING),
    (
        "A-07",
        {
            "basis__gate": 4,
            "acceptance__required_weight": 28.0,
            "acceptance__required_verified": 21.0,
        },
        0.25,
        OK,
    ),
    ("A-07", {"basis__gate": 4}, np.nan, MISSING),
    ("A-07", {"basis__gate": 3, "acceptance__required_weight": 28.0}, np.nan, NOT_DUE),
    (
        "X-17",
        {
            "basis__stage": 4,
            "acceptance__assets_weight": 32.0,
            "acceptance__assets_owned": 30.05,
        },
        1.95 / 32,
        OK,
    ),
    ("X-17", {"basis__stage": 4}, np.nan, MISSING),
    ("X-17", {"basis__stage": 3, "acceptance__assets_weight": 32.0}, np.nan, NOT_DUE),
    ("S-01", MONTH_6, 5 / 6, OK),
    ("S-01", MONTH_6 | {"supervision__earned": 800.0}, 1.0, OK),
    ("S-01", MONTH_6 | {"supervision__earned": 640.0}, 5.5 / 6, OK),
    ("S-01", MONTH_6 | {"supervision__planned_curve": [0.0] * 6}, 1.0, OK),
    ("S-01", {}, np.nan, MISSING),
    ("S-01", {"basis__started": "2025-02-20"}, np.nan, NOT_DUE),
    ("S-01", MONTH_6 | {"supervision__reported": "2024-12-31"}, np.nan, STALE),
    ("S-01", MONTH_6 | {"basis__stage": 4}, np.nan, NOT_APPLICABLE),
    ("S-02", MONTH_6, 560 / 660, OK),
    ("S-02", MONTH_6 | {"supervision__spent": 0.0}, np.nan, MISSING),
    ("S-03", MONTH_6, 0.178571, OK),
    ("S-03", MONTH_6 | {"supervision__spent": 1620.0, "supervision__earned": 1620.0}, 0, OK),
    ("S-03", MONTH_6 | {"supervision__earned": 0.0}, np.nan, MISSING),
    ("S-04", {"supervision__milestones_due": 4.0, "supervision__milestones_late": 1.0}, 0.25, OK),
    ("S-04", {}, np.nan, NOT_DUE),
    ("S-04", {"supervision__milestones_due": 4.0, "basis__stage": 4}, np.nan, NOT_APPLICABLE),
    (
        "S-05",
        {
            "supervision__severity_raised": 20.0,
            "supervision__severity_overdue": 3.0,
        },
        0.15,
        OK,
    ),
    ("S-05", {}, np.nan, NOT_APPLICABLE),
    ("S-06", TENDER | {"supervision__change_value": 137.64}, 0.074, OK),
    ("S-06", TENDER, 0, OK),
    ("S-07", {"supervision__changes_done": 25, "supervision__changes_bypassed": 2}, 0.08, OK),
    ("S-07", {}, np.nan, NOT_DUE),
    (
        "S-08",
        TENDER
        | {
            "supervision__paid": 700.0,
            "supervision__earned_accepted": 560.0,
            "supervision__advance_open": 84.2,
        },
        0.03,
        OK,
    ),
    ("S-08", TENDER | {"supervision__paid": 700.0}, np.nan, MISSING),
    ("S-08", TENDER, 0, OK),
    ("S-09", {"supervision__supervisors": 1}, 0, OK),
    ("S-09", {"supervision__supervisors": 1, "supervision__supervisors_silent": 1}, 1, OK),
    (
        "S-09",
        {
            "supervision__supervisors": 2,
            "supervision__supervisors_silent": 1,
            "supervision__supervisors_tied": 1,
        },
        3,
        OK,
    ),
    ("S-09", {}, np.nan, NOT_DUE),
    ("S-17", TENDER, 0, OK),
    ("S-17", TENDER | {"selection__subcontracted": 558.0}, 0.3, OK),
    (
        "S-17",
        TENDER | {"selection__subcontracted": 558.0, "selection__losers_hired": 1},
        0.6,
        OK,
    ),
    ("S-17", TENDER | {"selection__contract_value": None}, np.nan, NOT_DUE),
    ("S-19", {"acceptance__data_checked": 1}, 0, OK),
    ("S-19", {"acceptance__data_checked": 2, "acceptance__data_outside": 1}, 1, OK),
    (
        "S-19",
        {
            "acceptance__data_checked": 2,
            "acceptance__data_outside": 1,
            "basis__sensitive": True,
        },
        2,
        OK,
    ),
    ("S-19", {}, np.nan, NOT_DUE),
    ("S-12", {"supervision__measurements": 6, "supervision__measurements_unverified": 3}, 0.5, OK),
    ("S-12", {}, np.nan, MISSING),
    (
        "S-21",
        {
            "supervision__decisions": 12,
            "supervision__decisions_weight": 25.0,
            "supervision__decisions_outside": 3.0,
        },
        0.12,
        OK,
    ),
    ("S-21", {"supervision__decisions": 9}, np.nan, SUPPRESSED),
    (
        "A-01",
        {"basis__gate": 4, "acceptance__criteria": 20, "acceptance__criteria_evidenced": 19},
        0.05,
        OK,
    ),
    ("A-01", {"basis__gate": 4}, np.nan, MISSING),
    ("A-01", {}, np.nan, NOT_DUE),
    ("A-02", {"basis__gate": 4, "acceptance__criteria": 40, "acceptance__defects": 4.0}, 10, OK),
    (
        "A-02",
        {
            "basis__gate": 4,
            "acceptance__criteria": 400,
            "acceptance__defects": 10.0,
            "acceptance__defects_critical": 1,
        },
        15,
        OK,
    ),
    ("A-02", {"basis__gate": 4}, np.nan, MISSING),
    ("A-02", {}, np.nan, NOT_DUE),
    ("A-08", {"basis__gate": 4, "acceptance__source_level": 3}, 3, OK),
    ("A-08", {"basis__gate": 4}, 0, OK),
    ("A-08", {}, np.nan, NOT_DUE),
    ("A-04", {"acceptance__conditions": 3, "acceptance__conditions_overdue": 1}, 1 / 3, OK),
    ("A-04", {}, np.nan, NOT_DUE),
    (
        "A-06",
        {
            "acceptance__delivered": "2025-02-03",
            "acceptance__tested": "2025-02-05",
            "acceptance__decided": "2025-02-10",
        },
        0,
        OK,
    ),
    (
        "A-06",
        {
            "acceptance__delivered": "2025-02-07",
            "acceptance__tested": "2025-02-08",
            "acceptance__decided": "2025-02-10",
        },
        1,
        OK,
    ),
    (
        "A-06",
        {
            "acceptance__delivered": "2025-02-03",
            "acceptance__tested": "2025-02-11",
            "acceptance__decided": "2025-02-10",
        },
        2,
        OK,
    ),
    ("A-06", {}, np.nan, NOT_DUE),
    (
        "A-06",
        {
            "acceptance__delivered": "2025-02-03",
            "acceptance__tested": "2025-02-04",
            "acceptance__decided": "2025-02-06",
        },
        0,
        OK,
    ),
    (
        "S-21",
        {
            "supervision__periods": 1,
            "supervision__decisions": 10,
            "supervision__decisions_weight": 20.0,
            "supervision__decisions_outside": 5.0,
        },
        0.25,
        OK,
    ),
    (
        "A-12",
        TENDER | {"basis__stage": 3, "acceptance__paid_share": 0.95, "acceptance__paid_cap": 0.9},
        0.05,
        OK,
    ),
    ("A-12", TENDER | {"basis__stage": 3}, np.nan, MISSING),
    (
        "X-13",
        {
            "basis__stage": 4,
            "prosecution__benefit_weight": 4.0,
            "prosecution__benefit_achieved": 3.4,
        },
        0.15,
        OK,
    ),
    ("X-13", {"basis__stage": 4}, np.nan, MISSING),
    ("X-13", {}, np.nan, NOT_DUE),
    ("X-09", {"prosecution__breaches_due": 5, "prosecution__breaches_in_time": 4}, 0.2, OK),
    ("X-09", {}, np.nan, NOT_DUE),
    ("X-10", {"prosecution__findings": 10, "prosecution__findings_late": 1}, 0.1, OK),
    ("X-11", {"prosecution__ratings_expected": 1}, 0, OK),
    (
        "X-11",
        {"prosecution__ratings_expected": 1, "prosecution__rating_due": "2025-01-10"},
        2,
        OK,
    ),
    ("X-11", {}, np.nan, NOT_DUE),
]


@pytest.mark.parametrize(("code", "given", "x", "state"), CASES)
def test_an_indicator_measures_its_facts(
    code: str, given: dict[str, Any], x: float, state: State
) -> None:
    measure = BY_CODE[code].measure
    assert measure is not None
    result = measure(some_facts(**given))
    assert result.states[0] == state
    np.testing.assert_allclose(result.x, [x], atol=1e-6)


def test_every_live_indicator_is_measured_above() -> None:
    assert {one.code for one in LIVE} == {code for code, *_ in CASES}


def test_nothing_known_at_all_is_never_an_error() -> None:
    blank = facts_of([{}, {"basis__stage": 4, "basis__gate": 5, "basis__native": True}])
    for indicator in LIVE:
        assert indicator.measure is not None
        result = indicator.measure(blank)
        assert len(result.x) == len(result.states) == 2
        assert np.isnan(result.x[result.states != State.OK]).all()


def test_many_projects_at_once_give_the_same_as_each_alone() -> None:
    rows = [
        {"basis__stage": 2, "basis__gate": 2, "basis__native": True} | case[1] for case in CASES
    ]
    together = facts_of(rows)
    for indicator in LIVE:
        assert indicator.measure is not None
        many = indicator.measure(together)
        for place, row in enumerate(rows):
            one = indicator.measure(facts_of([row]))
            assert one.x.tobytes() == many.x[[place]].tobytes()
            assert one.states[0] == many.states[place]
