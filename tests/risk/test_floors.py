"""Vetoes that the facts open."""

from typing import Any

import pytest

from risk.vetoes.floors import open_vetoes, vetoes_in
from tests.build.facts import some_facts


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"selection__late_awarded_bids": 1}, ["V-LATE"]),
        ({"selection__bidder_tie": 2, "selection__awards": 1}, ["V-COI"]),
        ({"selection__bidder_tie": 1, "selection__awards": 1}, []),
        ({"ties__drafters_bidding": 1}, []),
        ({"ties__drafters_bidding": 1, "selection__tender_end": "2025-02-28T09:00"}, ["V-COI"]),
        ({"ties__drafters_bidding": 1, "selection__awards": 1}, ["V-COI"]),
        ({"ties__evaluations_tied": 1}, ["V-COI"]),
        ({"ties__votes_tied": 1}, ["V-ACC"]),
        ({"security__unfiled": True, "basis__gate": 3}, []),
        ({"security__unfiled": True, "basis__gate": 4}, ["V-SEC"]),
        ({"security__unfiled": True, "basis__gate": 4, "basis__native": False}, []),
        ({"security__failed_on": "2025-02-01"}, ["V-SEC"]),
        ({"security__unresolved": 1}, ["V-SEC"]),
        ({"selection__title_clauses_missing": 1}, ["V-OWN"]),
        ({"selection__title_clauses_missing": 1, "basis__stage": 1}, []),
        ({"acceptance__core_outside": 1, "basis__gate": 4}, ["V-OWN"]),
        ({"acceptance__core_outside": 1, "basis__gate": 3}, []),
        ({"selection__reserved_lost": 1}, ["V-RESERVED"]),
        ({"selection__debarred": 1}, ["V-DEBAR"]),
        ({"acceptance__data_unreturned": 1, "basis__sensitive": True}, ["V-DATA"]),
        ({"acceptance__data_unreturned": 1}, []),
        ({"selection__clause_weight": 34.0, "basis__sensitive": True}, ["V-DSL40"]),
        ({"selection__contract_value": 1.0, "basis__sensitive": True}, []),
        (
            {
                "selection__clause_weight": 34.0,
                "selection__entrusted": True,
                "basis__sensitive": True,
            },
            [],
        ),
        ({"supervision__supervisors_tied": 1}, ["V-SUP"]),
        ({"selection__undisclosed": 1}, ["V-SUB"]),
        ({"supervision__paid_uncertified": 1.0}, ["V-PAY"]),
        ({"selection__contract_value": 100.0, "supervision__paid": 101.0}, ["V-PAY"]),
        ({"selection__contract_value": 100.0, "supervision__change_approved": 10.0}, []),
        ({"selection__contract_value": 100.0, "supervision__change_approved": 11.0}, ["V-CHG"]),
    ],
)
def test_facts_open_vetoes(given: dict[str, Any], codes: list[str]) -> None:
    masks, floors = open_vetoes(some_facts(**given))
    found = vetoes_in(int(masks[0]))
    assert [veto.code for veto in found] == codes
    assert floors[0] == max((veto.floor for veto in found), default=0)
