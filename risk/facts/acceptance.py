"""What acceptance left behind: criteria and evidence, conditions, dates, the asset register."""

from dataclasses import dataclass
from typing import Annotated

from risk.columns import Counts, Days, Floats
from risk.facts.groups import About, Group


@dataclass(frozen=True, slots=True)
class AcceptanceFacts(Group):
    criteria: Annotated[Counts, About("count", "criteria", "declared beforehand")]
    criteria_evidenced: Annotated[
        Counts,
        About("count", "criteria", "passed by somebody other than the contractor, with evidence"),
    ]
    conditions: Annotated[Counts, About("count", "conditions", "of conditional acceptances")]
    conditions_overdue: Annotated[Counts, About("count", "conditions", "open past their due date")]
    delivered: Annotated[Days, About("day", "date", "latest delivery that was decided on")]
    tested: Annotated[Days, About("day", "date", "latest check of a criterion")]
    decided: Annotated[Days, About("day", "date", "first decision on that delivery")]
    assets_weight: Annotated[Floats, About("sum", "weight", "standing lines of the asset register")]
    assets_owned: Annotated[
        Floats,
        About("sum", "weight", "weight times .4 title + .3 custody + .3 control"),
    ]
    required_weight: Annotated[Floats, About("sum", "weight", "assets that must be handed over")]
    required_verified: Annotated[
        Floats, About("sum", "weight", "of these verified in government custody within a year")
    ]
    core_outside: Annotated[
        Counts, About("count", "assets", "data and source to be handed over, not in custody")
    ]
    paid_share: Annotated[Floats, About("number", "share", "paid before final acceptance")]
    paid_cap: Annotated[
        Floats, About("number", "share", "that the contract allows before acceptance")
    ]
