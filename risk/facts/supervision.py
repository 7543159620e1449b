"""What supervision left behind: progress, milestones, findings, changes, payments, decisions."""

from dataclasses import dataclass
from typing import Annotated

from risk.columns import Counts, Days, Floats, Lists
from risk.facts.groups import About, Group
from risk.provenance import Provenance


@dataclass(frozen=True, slots=True)
class SupervisionFacts(Group):
    reported: Annotated[
        Days,
        About("day", "date", "status date of the latest accepted report", by=Provenance.CONTRACTOR),
    ]
    periods: Annotated[
        Counts,
        About(
            "count",
            "periods",
            "reported, so actual time since the start",
            by=Provenance.CONTRACTOR,
            since="reported",
        ),
    ]
    planned_curve: Annotated[
        Lists,
        About(
            "list",
            "yuan",
            "planned value, cumulative, per period",
            by=Provenance.CONTRACTOR,
            since="reported",
        ),
    ]
    planned_total: Annotated[
        Floats,
        About("number", "yuan", "budget at completion", by=Provenance.CONTRACTOR, since="reported"),
    ]
    earned: Annotated[
        Floats,
        About(
            "number",
            "yuan",
            "earned value of the latest report",
            by=Provenance.CONTRACTOR,
            since="reported",
        ),
    ]
    spent: Annotated[
        Floats,
        About(
            "number",
            "yuan",
            "actual cost of the latest report",
            by=Provenance.CONTRACTOR,
            since="reported",
        ),
    ]
    measurements: Annotated[
        Counts,
        About(
            "count",
            "values",
            "progress measurements of 180 days",
            by=Provenance.SYSTEM,
            since="reported",
        ),
    ]
    measurements_unverified: Annotated[
        Counts,
        About(
            "count",
            "values",
            "of these the contractor's own and not verified",
            by=Provenance.SYSTEM,
            since="reported",
        ),
    ]
    milestones_due: Annotated[
        Floats, About("sum", "weight", "milestones due until today less 7 days", since="stones_on")
    ]
    milestones_late: Annotated[
        Floats,
        About(
            "sum",
            "weight",
            "of these not met by then",
            by=Provenance.THIRD_PARTY,
            since="stones_on",
        ),
    ]
    severity_raised: Annotated[
        Floats,
        About("sum", "severity", "findings raised", by=Provenance.THIRD_PARTY, since="found_on"),
    ]
    severity_overdue: Annotated[
        Floats,
        About(
            "sum",
            "severity",
            "of these open past their due date",
            by=Provenance.THIRD_PARTY,
            since="found_on",
        ),
    ]
    change_value: Annotated[
        Floats, About("sum", "yuan", "changes approved or pending, absolute", since="changed_on")
    ]
    change_approved: Annotated[
        Floats, About("sum", "yuan", "changes approved, with their sign", since="changed_on")
    ]
    changes_done: Annotated[Counts, About("count", "changes", "implemented", since="changed_on")]
    changes_bypassed: Annotated[
        Counts,
        About(
            "count",
            "changes",
            "implemented before approval",
            by=Provenance.SYSTEM,
            since="changed_on",
        ),
    ]
    paid: Annotated[Floats, About("sum", "yuan", "paid so far", since="paid_on")]
    paid_uncertified: Annotated[
        Floats,
        About(
            "sum", "yuan", "of this without a certificate", by=Provenance.SYSTEM, since="paid_on"
        ),
    ]
    earned_accepted: Annotated[
        Floats,
        About(
            "number",
            "yuan",
            "earned value that government accepted",
            by=Provenance.THIRD_PARTY,
            since="reported",
        ),
    ]
    advance_open: Annotated[Floats, About("sum", "yuan", "contractual advance not yet amortised")]
    decisions: Annotated[
        Counts,
        About(
            "count", "decisions", "logged within 180 days", by=Provenance.SYSTEM, since="decided_on"
        ),
    ]
    decisions_weight: Annotated[
        Floats,
        About("sum", "weight", "of these decisions", by=Provenance.SYSTEM, since="decided_on"),
    ]
    decisions_outside: Annotated[
        Floats,
        About(
            "sum",
            "weight",
            "taken by a kind of party that does not hold the point",
            by=Provenance.SYSTEM,
            since="decided_on",
        ),
    ]
    stones_on: Annotated[Days, About("day", "date", "latest milestone met", by=Provenance.SYSTEM)]
    found_on: Annotated[
        Days, About("day", "date", "latest finding, answer or closure", by=Provenance.SYSTEM)
    ]
    changed_on: Annotated[
        Days, About("day", "date", "latest change proposed or decided", by=Provenance.SYSTEM)
    ]
    paid_on: Annotated[Days, About("day", "date", "latest payment", by=Provenance.SYSTEM)]
    decided_on: Annotated[
        Days, About("day", "date", "latest logged decision", by=Provenance.SYSTEM)
    ]
    supervisors: Annotated[
        Counts, About("count", "engagements", "of a supervisor, in force", since="appointed_on")
    ]
    supervisors_silent: Annotated[
        Counts,
        About(
            "count", "engagements", "of these without declared independence", since="appointed_on"
        ),
    ]
    supervisors_tied: Annotated[
        Counts,
        About(
            "count",
            "engagements",
            "of these tied to the contractor",
            by=Provenance.SYSTEM,
            since="appointed_on",
        ),
    ]
    appointed_on: Annotated[
        Days, About("day", "date", "latest appointment of a supervisor", by=Provenance.SYSTEM)
    ]
