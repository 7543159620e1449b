"""The facts that a scenario changes: a snapshot with its open vetoes, known by a digest."""

import hashlib
import json
import math
from dataclasses import asdict, dataclass

from risk.explanation import Snapshot
from risk.whatif.scenario import DIGITS


@dataclass(frozen=True, slots=True)
class Given:
    """A stored outcome as it can be scored again."""

    snapshot: Snapshot
    vetoes: tuple[str, ...]

    @property
    def codes(self) -> list[str]:
        """The indicators that something can be supposed of."""
        return [self.snapshot.codes[place] for place in self.snapshot.known()]

    def digest(self) -> str:
        """The same for the same model, stage, inputs, states and vetoes; 16 hexadecimal digits."""
        one = self.snapshot
        inputs = [None if math.isnan(x) else round(x, 6) + 0.0 for x in one.inputs]
        kept = zip(one.codes, inputs, (int(state) for state in one.states), strict=True)
        written = json.dumps(
            [asdict(one.model), one.stage, list(kept), sorted(self.vetoes)],
            separators=(",", ":"),
        )
        return hashlib.sha256(written.encode()).hexdigest()[:DIGITS]
