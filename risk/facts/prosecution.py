"""What prosecution left behind: services, breaches, audit findings, ratings."""

from dataclasses import dataclass
from typing import Annotated

from risk.columns import Counts, Days, Floats
from risk.facts.groups import About, Group
from risk.provenance import Provenance


@dataclass(frozen=True, slots=True)
class ProsecutionFacts(Group):
    benefit_weight: Annotated[Floats, About("sum", "weight", "objectives with an actual value")]
    benefit_achieved: Annotated[
        Floats, About("sum", "weight", "weight times achieved share, at most 1")
    ]
    breaches_due: Annotated[
        Counts,
        About(
            "count",
            "breaches",
            "whose time to decide has passed",
            by=Provenance.SYSTEM,
            since="breached_on",
        ),
    ]
    breaches_in_time: Annotated[
        Counts,
        About(
            "count",
            "breaches",
            "of these decided in time",
            by=Provenance.SYSTEM,
            since="breached_on",
        ),
    ]
    findings: Annotated[
        Counts,
        About(
            "count",
            "findings",
            "high or medium, open or closed in 180 days",
            by=Provenance.THIRD_PARTY,
            since="audited_on",
        ),
    ]
    findings_late: Annotated[
        Counts,
        About(
            "count",
            "findings",
            "of these overdue or closed late",
            by=Provenance.SYSTEM,
            since="audited_on",
        ),
    ]
    ratings_expected: Annotated[
        Counts,
        About(
            "count", "ratings", "whose due date has passed", by=Provenance.SYSTEM, since="rated_on"
        ),
    ]
    rating_due: Annotated[
        Days,
        About(
            "day",
            "date",
            "of the oldest rating that is still missing",
            by=Provenance.SYSTEM,
            since="rated_on",
        ),
    ]
    successions: Annotated[
        Counts,
        About(
            "count",
            "contracts",
            "that begin when an earlier one has ended",
            since="followed_on",
        ),
    ]
    renewals: Annotated[
        Counts,
        About(
            "count",
            "contracts",
            "of these the last ones in a row with the same contractor and no competition",
            since="followed_on",
        ),
    ]
    followed_on: Annotated[
        Days, About("day", "date", "latest signature of such a contract", by=Provenance.SYSTEM)
    ]
    breached_on: Annotated[
        Days, About("day", "date", "latest breach opened or decided", by=Provenance.SYSTEM)
    ]
    audited_on: Annotated[
        Days, About("day", "date", "latest audit finding issued or resolved", by=Provenance.SYSTEM)
    ]
    rated_on: Annotated[Days, About("day", "date", "latest rating", by=Provenance.SYSTEM)]
