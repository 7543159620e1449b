"""Where each project stands: what decides which indicators are due."""

from dataclasses import dataclass
from typing import Annotated

from risk.columns import Codes, Counts, Days, Flags, Floats
from risk.facts.groups import About, Group
from risk.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Basis(Group):
    project: Annotated[Counts, About("count", "id", "the project", by=Provenance.SYSTEM)]
    stage: Annotated[
        Codes, About("code", "0..4", "leading stage, planning to prosecution", by=Provenance.SYSTEM)
    ]
    gate: Annotated[
        Codes, About("code", "0..5", "highest gate ever submitted or passed", by=Provenance.SYSTEM)
    ]
    native: Annotated[
        Flags,
        About(
            "flag",
            "",
            "run on this platform, not imported from published data",
            by=Provenance.SYSTEM,
        ),
    ]
    budget: Annotated[Floats, About("number", "yuan", "approved budget")]
    started: Annotated[Days, About("day", "date", "start of the contract")]
    sensitive: Annotated[Flags, About("flag", "", "data are personal, important or core")]
