"""What changed at a gate since its last review."""

from dataclasses import dataclass

from projects.lifecycle.gates import CheckRow, GateState, State
from projects.lifecycle.models import GateReview


@dataclass(frozen=True)
class Difference:
    """A check that is not as it was: its state, or whose word or waiver it rests on."""

    row: CheckRow
    before: State | None
    is_new_word: bool


def last_closed(review: GateReview | None, project_id: int, gate: str) -> GateReview | None:
    """The review before `review` whose findings were frozen."""
    rows = GateReview.objects.filter(project_id=project_id, gate=gate).exclude(snapshot={})
    if review is not None:
        rows = rows.filter(round__lt=review.round)
    return rows.order_by("-round").first()


def differences(state: GateState, earlier: GateReview) -> list[Difference]:
    """Checks of `state` that differ from the frozen findings of `earlier`."""
    frozen = {check["code"]: check for check in earlier.snapshot.get("checks", [])}
    found = []
    for row in state.rows:
        old = frozen.get(row.check.code)
        before = State.of(old["state"]) if old else None
        is_new_word = old is not None and (
            _id(old["attestation"]) != (row.attestation.pk if row.attestation else None)
            or _id(old["waiver"]) != (row.waiver.pk if row.waiver else None)
        )
        if before is not row.state or is_new_word:
            found.append(Difference(row, before, is_new_word))
    return found


def _id(frozen: dict | None) -> int | None:
    return frozen["id"] if frozen else None
