"""Where each project stands: what decides which indicators are due."""

from dataclasses import dataclass
from typing import Annotated

from risk.columns import Codes, Counts, Days, Flags, Floats
from risk.facts.groups import About, Group


@dataclass(frozen=True, slots=True)
class Basis(Group):
    project: Annotated[Counts, About("count", "id", "the project")]
    stage: Annotated[Codes, About("code", "0..4", "leading stage, planning to prosecution")]
    gate: Annotated[Codes, About("code", "0..5", "highest gate ever submitted or passed")]
    native: Annotated[
        Flags, About("flag", "", "run on this platform, not imported from published data")
    ]
    budget: Annotated[Floats, About("number", "yuan", "approved budget")]
    started: Annotated[Days, About("day", "date", "start of the contract")]
