"""Builders of gates: attested, waived, submitted, passed."""

from datetime import timedelta

from django.utils import timezone

from projects.checks import Check
from projects.lifecycle.actions.attest_check import attest_check
from projects.lifecycle.actions.pass_gate import pass_gate
from projects.lifecycle.actions.submit_gate import submit_gate
from projects.lifecycle.actions.waive_check import waive_check
from projects.lifecycle.gates import GATES, State, gate_state
from projects.lifecycle.models import Attestation, GateReview, Waiver
from projects.models import Project
from tests.build.planning import complete_plan
from tests.build.projects import Cast

IN_30_DAYS = timedelta(days=30)


def attested(cast: Cast, code: str, gate: str = "G1", **facts: object) -> Attestation:
    """The officer attests a check."""
    given = {"statement": f"Seen and filed: {code}.", **facts}
    return attest_check(cast.project, actor=cast.officer, gate=gate, code=code, **given)


def waived(cast: Cast, code: str = "interfaces", gate: str = "G1") -> Waiver:
    """The leader waives a soft check for 30 days."""
    return waive_check(
        cast.project,
        actor=cast.leader,
        gate=gate,
        code=code,
        reason="The other bureau signs next month.",
        expires_on=timezone.localdate() + IN_30_DAYS,
    )


def attest_all(cast: Cast, gate: str = "G1", *, but: str = "") -> None:
    """The officer attests whatever a person must attest."""
    for check in GATES[gate].checks:
        if check.is_attested and check.code != but:
            attested(cast, check.code, gate)


def ready_for_g1(cast: Cast) -> Project:
    """Every check of G1 holds."""
    project = complete_plan(cast)
    attest_all(cast)
    return project


def submitted_g1(cast: Cast) -> GateReview:
    """G1 awaits its review."""
    return submit_gate(ready_for_g1(cast), actor=cast.officer, gate="G1", note="Ready.")


def passed_g1(cast: Cast) -> GateReview:
    """G1 is passed; the project is at its second stage."""
    review = pass_gate(submitted_g1(cast), actor=cast.leader, reasons="Complete.")
    cast.project.refresh_from_db()
    return review


def state_of(project: Project, code: str, gate: str = "G1") -> State:
    """What is found of one check now."""
    rows = gate_state(project, GATES[gate]).rows
    return next(row.state for row in rows if row.check.code == code)


def check_of(code: str, gate: str = "G1") -> Check:
    """One check."""
    return GATES[gate].check(code)
