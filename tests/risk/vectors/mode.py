"""What the indicators of the operation mode and the choice of partner measure on given facts."""

import numpy as np

from risk.facts import Procedure
from tests.risk.vectors.given import (
    MISSING,
    NOT_APPLICABLE,
    NOT_DUE,
    OK,
    SUPPRESSED,
    TENDER,
    Vector,
)

VECTORS: list[Vector] = [
    ("M-01", {"selection__appraisal_done": 7}, 0.125, OK),
    ("M-01", {"basis__gate": 1}, np.nan, NOT_DUE),
    ("M-02", {"selection__mode_fragility": 0.13}, 0.13, OK),
    ("M-02", {}, np.nan, MISSING),
    ("M-02", {"basis__gate": 1}, np.nan, NOT_DUE),
    ("M-04", TENDER | {"selection__market_suppliers": 4.0}, 4, OK),
    ("M-04", TENDER, np.nan, MISSING),
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
        },
        0,
        OK,
    ),
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
    ("M-19", TENDER | {"selection__bidder_tie": 0}, 0, OK),
    ("M-19", TENDER | {"selection__bidder_tie": 2}, 2, OK),
    ("M-19", TENDER, np.nan, MISSING),
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
]
