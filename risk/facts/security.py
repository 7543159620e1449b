"""What security assessment left behind: filing, failed assessments, findings of the assessor."""

from dataclasses import dataclass
from typing import Annotated

from risk.columns import Counts, Days, Flags, Floats
from risk.facts.groups import About, Group
from risk.provenance import Provenance


@dataclass(frozen=True, slots=True)
class SecurityFacts(Group):
    assessors: Annotated[
        Counts,
        About(
            "count",
            "organisations",
            "engaged as security assessor, until today",
            by=Provenance.SYSTEM,
            since="assessed_on",
        ),
    ]
    exposure: Annotated[
        Floats,
        About(
            "sum",
            "weight",
            "assessor's open findings: 10, 5 or 1 times age over time allowed, at most 3",
            by=Provenance.THIRD_PARTY,
            since="assessed_on",
        ),
    ]
    unresolved: Annotated[
        Counts,
        About(
            "count",
            "findings",
            "of these critical and open for more than 90 days",
            by=Provenance.THIRD_PARTY,
            since="assessed_on",
        ),
    ]
    failed_on: Annotated[
        Days,
        About(
            "day",
            "date",
            "assessment attested as not passed, without one of the assessor's since that passed",
        ),
    ]
    unfiled: Annotated[
        Flags,
        About("flag", "", "level 2 or higher, and no filing of the level attested"),
    ]
    assessed_on: Annotated[
        Days,
        About(
            "day",
            "date",
            "latest engagement of an assessor, finding, answer or closure",
            by=Provenance.SYSTEM,
        ),
    ]
