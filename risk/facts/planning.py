"""What planning left behind: plan items, requirements, objectives and their authors."""

from dataclasses import dataclass
from typing import Annotated

from risk.columns import Counts, Days, Floats
from risk.facts.groups import About, Group
from risk.provenance import Provenance


@dataclass(frozen=True, slots=True)
class PlanningFacts(Group):
    items_required: Annotated[
        Counts, About("count", "items", "plan items, less those not applicable", since="items_on")
    ]
    items_approved: Annotated[
        Counts, About("count", "items", "of these approved", since="items_on")
    ]
    requirements: Annotated[
        Counts, About("count", "requirements", "in the baseline", since="requirements_on")
    ]
    unverifiable: Annotated[
        Counts,
        About(
            "count",
            "requirements",
            "without acceptance criterion or without test method",
            since="requirements_on",
        ),
    ]
    authored: Annotated[
        Floats,
        About(
            "sum",
            "weight",
            "plan items and requirements with a known author",
            by=Provenance.SYSTEM,
            since="items_on",
        ),
    ]
    authored_by_bidders: Annotated[
        Floats,
        About(
            "sum",
            "weight",
            "of these written by an organisation that is registered or bids",
            by=Provenance.SYSTEM,
            since="items_on",
        ),
    ]
    reference_median: Annotated[
        Floats, About("number", "yuan", "median cost of the reference class")
    ]
    reference_n: Annotated[Counts, About("count", "projects", "in the reference class")]
    objectives: Annotated[Counts, About("count", "objectives", "stated")]
    objectives_incomplete: Annotated[
        Counts, About("count", "objectives", "lacking baseline, target, method or owner")
    ]
    items_on: Annotated[
        Days, About("day", "date", "latest change of a plan item", by=Provenance.SYSTEM)
    ]
    requirements_on: Annotated[
        Days, About("day", "date", "latest change of a requirement", by=Provenance.SYSTEM)
    ]
    baseline_size: Annotated[
        Floats,
        About("sum", "size", "requirements when the baseline was set", since="requirements_on"),
    ]
    baseline_moved: Annotated[
        Floats,
        About(
            "sum",
            "size",
            "added, changed or withdrawn since, absolute",
            by=Provenance.SYSTEM,
            since="requirements_on",
        ),
    ]
    baseline_on: Annotated[
        Days,
        About("day", "date", "the baseline was set", by=Provenance.SYSTEM, since="requirements_on"),
    ]
