"""What the indicators of prosecution measure on given facts."""

import numpy as np

from tests.risk.vectors.given import MISSING, NOT_DUE, OK, Vector

VECTORS: list[Vector] = [
    ("X-06", {"prosecution__successions": 2, "prosecution__renewals": 2}, 2, OK),
    ("X-06", {"prosecution__successions": 1}, 0, OK),
    ("X-06", {}, np.nan, NOT_DUE),
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
]
