"""What the indicators of planning measure on given facts."""

import numpy as np

from tests.risk.vectors.given import MISSING, NOT_APPLICABLE, NOT_DUE, OK, SUPPRESSED, Vector

VECTORS: list[Vector] = [
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
    ("P-07", {"basis__gate": 2}, np.nan, MISSING),
    ("P-07", {"basis__gate": 1}, np.nan, NOT_DUE),
    ("P-11", {"planning__objectives": 5, "planning__objectives_incomplete": 1}, 0.2, OK),
]
