"""What the indicators of acceptance measure on given facts."""

import numpy as np

from tests.risk.vectors.given import MISSING, NOT_DUE, OK, TENDER, Vector

VECTORS: list[Vector] = [
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
    ("A-08", {"basis__gate": 4, "acceptance__source_level": 3}, 3, OK),
    ("A-08", {"basis__gate": 4}, 0, OK),
    ("A-08", {}, np.nan, NOT_DUE),
    (
        "A-12",
        TENDER | {"basis__stage": 3, "acceptance__paid_share": 0.95, "acceptance__paid_cap": 0.9},
        0.05,
        OK,
    ),
    ("A-12", TENDER | {"basis__stage": 3}, np.nan, MISSING),
]
