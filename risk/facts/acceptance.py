"""What acceptance left behind: criteria and evidence, conditions, the order of dates."""

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
    paid_share: Annotated[Floats, About("number", "share", "paid before final acceptance")]
    paid_cap: Annotated[
        Floats, About("number", "share", "that the contract allows before acceptance")
    ]
