"""The five gates: which stage each ends, what it asks, and what is found there now."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from egov_outsource.errors import Hidden
from projects.acceptance import gate as acceptance
from projects.checks import Check, Outcome
from projects.lifecycle.models import Attestation, Gate, GateReview, Waiver
from projects.models import Project
from projects.planning import gate as planning
from projects.prosecution import gate as prosecution
from projects.rights import Right, Stage
from projects.selection import gate as selection
from projects.supervision import gate as supervision


@dataclass(frozen=True)
class GateOfStage:
    """A gate, the stage that it ends, and the control right that passing it exercises."""

    gate: Gate
    stage: Stage
    point: Right
    checks: list[Check]

    @property
    def next_stage(self) -> Stage | None:
        """Where the project goes; nowhere after the last."""
        stages = list(Stage)
        place = stages.index(self.stage) + 1
        return stages[place] if place < len(stages) else None

    def check(self, code: str) -> Check:
        """The check `code`; hidden when this gate has no such check."""
        for one in self.checks:
            if one.code == code:
                return one
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))


# G1 approves scope; G2 settles ownership, data and security terms; G3 says that what was built
# is ready by inspected progress and quality; G4 accepts; G5 decides on renewal or the end
GATES: dict[str, GateOfStage] = {
    place.gate.value: place
    for place in (
        GateOfStage(Gate.G1, Stage.PLANNING, Right.P1, planning.CHECKS),
        GateOfStage(Gate.G2, Stage.SELECTION, Right.M4, selection.CHECKS),
        GateOfStage(Gate.G3, Stage.SUPERVISION, Right.S2, supervision.CHECKS),
        GateOfStage(Gate.G4, Stage.ACCEPTANCE, Right.A3, acceptance.CHECKS),
        GateOfStage(Gate.G5, Stage.PROSECUTION, Right.X5, prosecution.CHECKS),
    )
}


def gate_of(code: str) -> GateOfStage:
    """The gate `code`; hidden when there is none."""
    if code not in GATES:
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    return GATES[code]


def current_gate(project: Project) -> GateOfStage:
    """The gate that ends the project's stage."""
    return next(place for place in GATES.values() if place.stage == project.stage)


class State(StrEnum):
    """What was found of a check."""

    label: Promise
    tone: str

    def __new__(cls, code: str, label: Promise, tone: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.tone = tone
        return member

    HOLDS = "holds", _("Holds"), "success"
    MISSING = "missing", _("Missing"), "error"
    WAIVED = "waived", _("Waived"), "warning"
    NOT_APPLICABLE = "not_applicable", _("Not applicable"), "neutral"

    @classmethod
    def of(cls, code: str) -> Self:
        """The state that `code` stands for."""
        return next(state for state in cls if state.value == code)


@dataclass(frozen=True)
class CheckRow:
    """A check with what was found: by code, by a person's statement, or let rest by a waiver."""

    check: Check
    state: State
    detail: str
    attestation: Attestation | None = None
    waiver: Waiver | None = None

    @property
    def is_met(self) -> bool:
        """Whether it does not stand in the way of passing."""
        return self.state is not State.MISSING

    @property
    def was_waived(self) -> bool:
        """Whether a waiver has run out."""
        return self.waiver is not None and not self.waiver.is_in_force


@dataclass(frozen=True)
class GateState:
    """All checks of one gate of one project, as they are now."""

    place: GateOfStage
    rows: list[CheckRow]
    review: GateReview | None

    @property
    def met(self) -> int:
        """How many checks do not stand in the way."""
        return sum(row.is_met for row in self.rows)

    @property
    def missing(self) -> list[CheckRow]:
        """Those that stand in the way of passing."""
        return [row for row in self.rows if not row.is_met]

    @property
    def hard_missing(self) -> list[CheckRow]:
        """Those that stand in the way of submitting."""
        return [row for row in self.missing if row.check.is_hard]

    @property
    def is_in_review(self) -> bool:
        """Whether somebody must decide about it now."""
        return self.review is not None and self.review.status == GateReview.Status.SUBMITTED

    @property
    def is_passed(self) -> bool:
        """Whether it lies behind the project."""
        return self.review is not None and self.review.status == GateReview.Status.PASSED

    @property
    def fingerprint(self) -> str:
        """Changes whenever what was found changes."""
        return ".".join(
            f"{row.state.value[0]}{_pk(row.attestation)}-{_pk(row.waiver)}" for row in self.rows
        )


def _pk(thing: Attestation | Waiver | None) -> int:
    return thing.pk if thing else 0


def gate_state(project: Project, place: GateOfStage) -> GateState:
    """Every check of `place`, evaluated now, and the review that is open or passed."""
    where = {"project": project, "gate": place.gate}
    attestations = _by_code(
        Attestation.objects.filter(**where, superseded_at__isnull=True).select_related(
            "attested_by", "document"
        )
    )
    waivers = _by_code(
        Waiver.objects.filter(**where).select_related("issued_by").order_by("expires_on", "id")
    )
    live = GateReview.objects.filter(
        **where, status__in=[GateReview.Status.SUBMITTED, GateReview.Status.PASSED]
    )
    rows = [
        _row(project, check, attestations.get(check.code), waivers.get(check.code))
        for check in place.checks
    ]
    return GateState(place, rows, live.select_related("submitted_by", "reviewed_by").first())


def _by_code(rows: Iterable) -> dict:
    return {row.check_code: row for row in rows}


def _row(
    project: Project, check: Check, attestation: Attestation | None, waiver: Waiver | None
) -> CheckRow:
    outcome = _outcome(project, check, attestation)
    if not outcome.applicable:
        state = State.NOT_APPLICABLE
    elif outcome.holds:
        state = State.HOLDS
    elif waiver is not None and waiver.is_in_force and not check.is_hard:
        state = State.WAIVED
    else:
        state = State.MISSING
    return CheckRow(check, state, str(outcome.detail), attestation, waiver)


def _outcome(project: Project, check: Check, attestation: Attestation | None) -> Outcome:
    found = check.evaluate(project) if check.evaluate else None
    if found is not None and (found.is_satisfied or not check.or_attested):
        return found
    if attestation is not None:
        return Outcome(
            attestation.holds, attestation.statement, applicable=attestation.is_applicable
        )
    return found or Outcome(holds=False, detail=_("Nobody has attested this yet."))
