"""What the choice of mode and partner left behind: appraisal, tender, bids, award, contract."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated

from risk.columns import Codes, Counts, Days, Flags, Floats, Moments
from risk.facts.groups import About, Group
from risk.provenance import Provenance


class Procedure(IntEnum):
    """How a contractor was sought, from most to least open."""

    OPEN = 0
    CONSULTATION = 1
    NEGOTIATION = 2
    SINGLE_PUBLISHED = 3
    DIRECT = 4


@dataclass(frozen=True, slots=True)
class SelectionFacts(Group):
    outsourced: Annotated[
        Flags,
        About("flag", "", "a tender exists, so there is a partner to select", by=Provenance.SYSTEM),
    ]
    appraisal_done: Annotated[
        Counts,
        About("count", "of 8", "items of the mode appraisal that are there", since="appraised_on"),
    ]
    procedure: Annotated[
        Codes, About("code", "Procedure", "how the contractor was sought", since="called_on")
    ]
    tender_start: Annotated[
        Moments, About("moment", "time", "bids may be submitted from", since="called_on")
    ]
    tender_end: Annotated[
        Moments, About("moment", "time", "bids may be submitted until", since="called_on")
    ]
    minimum_days: Annotated[
        Floats, About("number", "days", "shortest lawful submission period", by=Provenance.SYSTEM)
    ]
    tenderers: Annotated[
        Counts,
        About(
            "count",
            "organisations",
            "that submitted a bid",
            by=Provenance.SYSTEM,
            since="called_on",
        ),
    ]
    same_price_tenderers: Annotated[
        Counts,
        About(
            "count",
            "organisations",
            "most tenderers that named one and the same price",
            by=Provenance.SYSTEM,
            since="bids_on",
        ),
    ]
    awards: Annotated[Counts, About("count", "awards", "active", since="awarded_on")]
    late_awarded_bids: Annotated[
        Counts,
        About(
            "count",
            "bids",
            "valid, of an awarded supplier, received after the deadline",
            by=Provenance.SYSTEM,
            since="bids_on",
        ),
    ]
    tenderers_valid: Annotated[
        Counts, About("count", "organisations", "with at least one valid bid", since="bids_on")
    ]
    tenderers_disqualified: Annotated[
        Counts,
        About("count", "organisations", "disqualified and without a valid bid", since="bids_on"),
    ]
    suppliers_awarded: Annotated[
        Counts, About("count", "organisations", "holding an active award", since="awarded_on")
    ]
    valid_awarded: Annotated[
        Counts, About("count", "organisations", "with a valid bid and an award", since="bids_on")
    ]
    winning_price: Annotated[
        Floats,
        About(
            "number",
            "yuan",
            "of the bid that won, if the lowest",
            by=Provenance.CONTRACTOR,
            since="bids_on",
        ),
    ]
    second_price: Annotated[
        Floats,
        About(
            "number",
            "yuan",
            "of the second lowest valid bid",
            by=Provenance.CONTRACTOR,
            since="bids_on",
        ),
    ]
    price_explained: Annotated[
        Flags, About("flag", "", "cost explanation of the winner accepted", since="bids_on")
    ]
    bidder_tie: Annotated[
        Codes,
        About(
            "code",
            "0..2",
            "closest tie between bidders: none, contact, control",
            by=Provenance.SYSTEM,
            since="bids_on",
        ),
    ]
    market_suppliers: Annotated[
        Floats,
        About(
            "number",
            "suppliers",
            "qualified and independent, by the market study",
            since="appraised_on",
        ),
    ]
    award_value: Annotated[
        Floats, About("number", "yuan", "active awards that have a contract", since="awarded_on")
    ]
    awarded_contract_value: Annotated[
        Floats, About("number", "yuan", "contracts that follow an active award", since="signed_on")
    ]
    contract_value: Annotated[
        Floats, About("number", "yuan", "contract as signed", since="signed_on")
    ]
    clause_weight: Annotated[
        Floats, About("sum", "weight", "ownership clauses asked for (34)", since="clauses_on")
    ]
    clause_weight_present: Annotated[
        Floats, About("sum", "weight", "of these present and reviewed", since="clauses_on")
    ]
    title_clauses_missing: Annotated[
        Counts,
        About(
            "count",
            "clauses",
            "on title to data or intellectual property, missing",
            since="clauses_on",
        ),
    ]
    reserved_lost: Annotated[
        Counts,
        About(
            "count",
            "points",
            "reserved, of weight 3, held by the contractor alone",
            since="rights_on",
        ),
    ]
    rights_weight: Annotated[
        Floats, About("sum", "weight", "decision points allocated (75)", since="rights_on")
    ]
    rights_misallocated: Annotated[
        Floats,
        About(
            "sum", "weight", "weight times distance from the government ideal", since="rights_on"
        ),
    ]
    appraised_on: Annotated[
        Days, About("day", "date", "mode decision proposed or decided", by=Provenance.SYSTEM)
    ]
    called_on: Annotated[Days, About("day", "date", "tender published", by=Provenance.SYSTEM)]
    bids_on: Annotated[
        Days, About("day", "date", "latest bid or its evaluation", by=Provenance.SYSTEM)
    ]
    awarded_on: Annotated[Days, About("day", "date", "latest award", by=Provenance.SYSTEM)]
    signed_on: Annotated[
        Days, About("day", "date", "latest signature of a contract", by=Provenance.SYSTEM)
    ]
    clauses_on: Annotated[
        Days, About("day", "date", "latest review of a clause", by=Provenance.SYSTEM)
    ]
    rights_on: Annotated[
        Days, About("day", "date", "latest allocation of a decision point", by=Provenance.SYSTEM)
    ]
    past_rating: Annotated[
        Floats,
        About(
            "number",
            "1..5",
            "closed ratings of those awarded, by value and age",
            since="awarded_on",
        ),
    ]
    past_ratings: Annotated[
        Counts,
        About("count", "ratings", "closed within 36 months before the award", since="awarded_on"),
    ]
    debarred: Annotated[
        Counts,
        About(
            "count",
            "parties",
            "debarred when awarded, or with a live contract while debarred",
            since="awarded_on",
        ),
    ]
    entrusted: Annotated[
        Flags,
        About(
            "flag", "", "processing of data is approved, or none is entrusted", since="signed_on"
        ),
    ]
    subcontracted: Annotated[
        Floats,
        About(
            "sum",
            "yuan",
            "subcontracts with consent",
            by=Provenance.CONTRACTOR,
            since="subcontracts_on",
        ),
    ]
    losers_hired: Annotated[
        Counts,
        About(
            "count",
            "organisations",
            "bidders that lost and are subcontractors",
            by=Provenance.SYSTEM,
            since="subcontracts_on",
        ),
    ]
    undisclosed: Annotated[
        Counts,
        About(
            "count",
            "organisations",
            "at work as subcontractors without consent",
            by=Provenance.SYSTEM,
            since="subcontracts_on",
        ),
    ]
    subcontracts_on: Annotated[
        Days, About("day", "date", "latest subcontract proposed or decided", by=Provenance.SYSTEM)
    ]
    mode_fragility: Annotated[
        Floats,
        About(
            "number",
            "share",
            "draws of the weights in which the chosen mode does not come out first",
            by=Provenance.SYSTEM,
            since="appraised_on",
        ),
    ]
