"""What planning left behind: plan items, requirements, objectives and their authors."""

from dataclasses import dataclass
from typing import Annotated

from risk.columns import Counts, Floats
from risk.facts.groups import About, Group


@dataclass(frozen=True, slots=True)
class PlanningFacts(Group):
    items_required: Annotated[
        Counts, About("count", "items", "plan items, less those not applicable")
    ]
    items_approved: Annotated[Counts, About("count", "items", "of these approved")]
    requirements: Annotated[Counts, About("count", "requirements", "in the baseline")]
    unverifiable: Annotated[
        Counts,
        About("count", "requirements", "without acceptance criterion or without test method"),
    ]
    authored: Annotated[
        Floats, About("sum", "weight", "plan items and requirements with a known author")
    ]
    authored_by_bidders: Annotated[
        Floats,
        About("sum", "weight", "of these written by an organisation that is registered or bids"),
    ]
    reference_median: Annotated[
        Floats, About("number", "yuan", "median cost of the reference class")
    ]
    reference_n: Annotated[Counts, About("count", "projects", "in the reference class")]
    objectives: Annotated[Counts, About("count", "objectives", "stated")]
    objectives_incomplete: Annotated[
        Counts, About("count", "objectives", "lacking baseline, target, method or owner")
    ]
