"""Ties between those who should be strangers: drafters, evaluators, voters and the parties."""

from dataclasses import dataclass
from typing import Annotated

from risk.columns import Counts
from risk.facts.groups import About, Group
from risk.provenance import Provenance


@dataclass(frozen=True, slots=True)
class TieFacts(Group):
    drafters_bidding: Annotated[
        Counts,
        About(
            "count",
            "organisations",
            "bidders that drafted parts of the plan, or are under the control of who did",
            by=Provenance.SYSTEM,
        ),
    ]
    evaluations_tied: Annotated[
        Counts,
        About(
            "count",
            "bids",
            "evaluated by somebody who served a bidder, or one tied to it, in three years",
            by=Provenance.SYSTEM,
        ),
    ]
    votes_tied: Annotated[
        Counts,
        About(
            "count",
            "decisions",
            "standing acceptances by somebody who serves the contractor or the supervisor",
            by=Provenance.SYSTEM,
        ),
    ]
