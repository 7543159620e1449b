"""What acceptance left behind: criteria and evidence, conditions, dates, the asset register."""

from dataclasses import dataclass
from typing import Annotated

from risk.columns import Codes, Counts, Days, Floats
from risk.facts.groups import About, Group
from risk.provenance import Provenance


@dataclass(frozen=True, slots=True)
class AcceptanceFacts(Group):
    criteria: Annotated[Counts, About("count", "criteria", "declared beforehand", since="tested")]
    criteria_evidenced: Annotated[
        Counts,
        About(
            "count",
            "criteria",
            "passed by somebody other than the contractor, with evidence",
            by=Provenance.THIRD_PARTY,
            since="tested",
        ),
    ]
    conditions: Annotated[
        Counts, About("count", "conditions", "of conditional acceptances", since="decided")
    ]
    conditions_overdue: Annotated[
        Counts, About("count", "conditions", "open past their due date", since="decided")
    ]
    delivered: Annotated[
        Days,
        About(
            "day",
            "date",
            "latest delivery that was decided on",
            by=Provenance.SYSTEM,
            since="decided",
        ),
    ]
    tested: Annotated[
        Days,
        About(
            "day", "date", "latest check of a criterion", by=Provenance.THIRD_PARTY, since="tested"
        ),
    ]
    decided: Annotated[
        Days,
        About(
            "day", "date", "first decision on that delivery", by=Provenance.SYSTEM, since="decided"
        ),
    ]
    assets_weight: Annotated[
        Floats, About("sum", "weight", "standing lines of the asset register", since="verified_on")
    ]
    assets_owned: Annotated[
        Floats,
        About(
            "sum",
            "weight",
            "weight times .4 title + .3 custody + .3 control",
            by=Provenance.THIRD_PARTY,
            since="verified_on",
        ),
    ]
    required_weight: Annotated[
        Floats, About("sum", "weight", "assets that must be handed over", since="verified_on")
    ]
    required_verified: Annotated[
        Floats,
        About(
            "sum",
            "weight",
            "of these verified in government custody within a year",
            by=Provenance.THIRD_PARTY,
            since="verified_on",
        ),
    ]
    core_outside: Annotated[
        Counts,
        About(
            "count",
            "assets",
            "data and source to be handed over, not in custody",
            by=Provenance.THIRD_PARTY,
            since="verified_on",
        ),
    ]
    paid_share: Annotated[Floats, About("number", "share", "paid before final acceptance")]
    paid_cap: Annotated[
        Floats, About("number", "share", "that the contract allows before acceptance")
    ]
    verified_on: Annotated[
        Days, About("day", "date", "latest verification of custody", by=Provenance.SYSTEM)
    ]
    defects: Annotated[
        Floats,
        About(
            "sum",
            "weight",
            "findings open: critical 10, major 3, minor 0.5",
            by=Provenance.THIRD_PARTY,
            since="defects_on",
        ),
    ]
    defects_critical: Annotated[
        Counts,
        About(
            "count", "findings", "critical and open", by=Provenance.THIRD_PARTY, since="defects_on"
        ),
    ]
    defects_on: Annotated[
        Days, About("day", "date", "latest finding raised or closed", by=Provenance.SYSTEM)
    ]
    source_level: Annotated[
        Codes,
        About(
            "code",
            "0..3",
            "best standing verification of the source",
            by=Provenance.THIRD_PARTY,
            since="verified_on",
        ),
    ]
    data_checked: Annotated[
        Counts,
        About(
            "count",
            "assets",
            "data whose custody was ever verified",
            by=Provenance.THIRD_PARTY,
            since="verified_on",
        ),
    ]
    data_outside: Annotated[
        Counts,
        About(
            "count",
            "assets",
            "of these not confirmed at the last verification",
            by=Provenance.THIRD_PARTY,
            since="verified_on",
        ),
    ]
    data_unreturned: Annotated[
        Counts,
        About(
            "count",
            "assets",
            "of these ever outside and not since confirmed by a third party",
            by=Provenance.THIRD_PARTY,
            since="verified_on",
        ),
    ]
    data_failed_on: Annotated[
        Days,
        About("day", "date", "data last found outside custody", by=Provenance.THIRD_PARTY),
    ]
