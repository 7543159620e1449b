"""What the choice of mode and partner left behind: appraisal, tender, bids, award, contract."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated

from risk.columns import Codes, Counts, Flags, Floats, Moments
from risk.facts.groups import About, Group


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
        Flags, About("flag", "", "a tender exists, so there is a partner to select")
    ]
    appraisal_done: Annotated[
        Counts, About("count", "of 8", "items of the mode appraisal that are there")
    ]
    procedure: Annotated[Codes, About("code", "Procedure", "how the contractor was sought")]
    tender_start: Annotated[Moments, About("moment", "time", "bids may be submitted from")]
    tender_end: Annotated[Moments, About("moment", "time", "bids may be submitted until")]
    minimum_days: Annotated[Floats, About("number", "days", "shortest lawful submission period")]
    tenderers: Annotated[Counts, About("count", "organisations", "that submitted a bid")]
    same_price_tenderers: Annotated[
        Counts, About("count", "organisations", "most tenderers that named one and the same price")
    ]
    awards: Annotated[Counts, About("count", "awards", "active")]
    late_awarded_bids: Annotated[
        Counts, About("count", "bids", "valid, of an awarded supplier, received after the deadline")
    ]
    tenderers_valid: Annotated[
        Counts, About("count", "organisations", "with at least one valid bid")
    ]
    tenderers_disqualified: Annotated[
        Counts, About("count", "organisations", "disqualified and without a valid bid")
    ]
    suppliers_awarded: Annotated[Counts, About("count", "organisations", "holding an active award")]
    valid_awarded: Annotated[
        Counts, About("count", "organisations", "with a valid bid and an award")
    ]
    winning_price: Annotated[Floats, About("number", "yuan", "of the bid that won, if the lowest")]
    second_price: Annotated[Floats, About("number", "yuan", "of the second lowest valid bid")]
    price_explained: Annotated[Flags, About("flag", "", "cost explanation of the winner accepted")]
    bidder_tie: Annotated[
        Codes, About("code", "0..2", "closest tie between bidders: none, contact, control")
    ]
    market_suppliers: Annotated[
        Floats, About("number", "suppliers", "qualified and independent, by the market study")
    ]
    award_value: Annotated[Floats, About("number", "yuan", "active awards that have a contract")]
    contract_value: Annotated[Floats, About("number", "yuan", "contract as signed")]
    clause_weight: Annotated[Floats, About("sum", "weight", "ownership clauses asked for (34)")]
    clause_weight_present: Annotated[
        Floats, About("sum", "weight", "of these present and reviewed")
    ]
    title_clauses_missing: Annotated[
        Counts, About("count", "clauses", "on title to data or intellectual property, missing")
    ]
    reserved_lost: Annotated[
        Counts,
        About("count", "points", "reserved, of weight 3, held by the contractor alone"),
    ]
    rights_weight: Annotated[Floats, About("sum", "weight", "decision points allocated (75)")]
    rights_misallocated: Annotated[
        Floats, About("sum", "weight", "weight times distance from the government ideal")
    ]
