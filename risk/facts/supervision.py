"""What supervision left behind: progress, milestones, findings, changes, payments, decisions."""

from dataclasses import dataclass
from typing import Annotated

from risk.columns import Counts, Days, Floats, Lists
from risk.facts.groups import About, Group


@dataclass(frozen=True, slots=True)
class SupervisionFacts(Group):
    reported: Annotated[Days, About("day", "date", "status date of the latest accepted report")]
    periods: Annotated[
        Counts, About("count", "periods", "reported, so actual time since the start")
    ]
    planned_curve: Annotated[Lists, About("list", "yuan", "planned value, cumulative, per period")]
    planned_total: Annotated[Floats, About("number", "yuan", "budget at completion")]
    earned: Annotated[Floats, About("number", "yuan", "earned value of the latest report")]
    spent: Annotated[Floats, About("number", "yuan", "actual cost of the latest report")]
    measurements: Annotated[Counts, About("count", "values", "progress measurements of 180 days")]
    measurements_unverified: Annotated[
        Counts, About("count", "values", "of these the contractor's own and not verified")
    ]
    milestones_due: Annotated[
        Floats, About("sum", "weight", "milestones due until today less 7 days")
    ]
    milestones_late: Annotated[Floats, About("sum", "weight", "of these not met by then")]
    severity_raised: Annotated[Floats, About("sum", "severity", "findings raised")]
    severity_overdue: Annotated[
        Floats, About("sum", "severity", "of these open past their due date")
    ]
    change_value: Annotated[Floats, About("sum", "yuan", "changes approved or pending, absolute")]
    change_approved: Annotated[Floats, About("sum", "yuan", "changes approved, with their sign")]
    changes_done: Annotated[Counts, About("count", "changes", "implemented")]
    changes_bypassed: Annotated[Counts, About("count", "changes", "implemented before approval")]
    paid: Annotated[Floats, About("sum", "yuan", "paid so far")]
    paid_uncertified: Annotated[Floats, About("sum", "yuan", "of this without a certificate")]
    earned_accepted: Annotated[
        Floats, About("number", "yuan", "earned value that government accepted")
    ]
    advance_open: Annotated[Floats, About("sum", "yuan", "contractual advance not yet amortised")]
    decisions: Annotated[Counts, About("count", "decisions", "logged within 180 days")]
    decisions_weight: Annotated[Floats, About("sum", "weight", "of these decisions")]
    decisions_outside: Annotated[
        Floats, About("sum", "weight", "taken by a kind of party that does not hold the point")
    ]
