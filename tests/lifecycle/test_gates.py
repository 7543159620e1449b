"""Gates: attested, waived, submitted, passed, returned, reopened; who may and who may not."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady, Stale
from projects.lifecycle.actions.attest_check import attest_check
from projects.lifecycle.actions.pass_gate import pass_gate
from projects.lifecycle.actions.reopen_gate import reopen_gate
from projects.lifecycle.actions.return_gate import return_gate
from projects.lifecycle.actions.submit_gate import submit_gate
from projects.lifecycle.actions.waive_check import waive_check
from projects.lifecycle.differences import differences, last_closed
from projects.lifecycle.freezing import digest_of
from projects.lifecycle.gates import GATES, State, gate_state
from projects.lifecycle.models import Attestation, GateReview, Waiver
from projects.models import Decision, Project
from tests.build.lifecycle import (
    attest_all,
    attested,
    passed_g1,
    ready_for_g1,
    state_of,
    submitted_g1,
    waived,
)
from tests.build.planning import complete_plan, officer_and_leader
from tests.build.projects import Cast

STRANGERS = ["rival_manager", "outsider", "expired_auditor", "other_leader", "operator"]
WITHOUT_RIGHT = ["project_manager", "supervisor", "auditor", "officer", "finance"]


def last_entry() -> Entry:
    return Entry.objects.order_by("-id")[0]


def test_every_gate_ends_a_stage_and_its_checks_have_names_of_their_own() -> None:
    assert list(GATES) == ["G1", "G2", "G3", "G4", "G5"]
    for place in GATES.values():
        codes = [check.code for check in place.checks]
        assert len(codes) == len(set(codes))
        assert all(code.replace("-", "").replace("_", "").isalnum() for code in codes)
        assert all(check.kind in {"hard", "soft"} for check in place.checks)
    assert GATES["G5"].next_stage is None


def test_at_the_beginning_almost_everything_is_missing(cast: Cast) -> None:
    state = gate_state(cast.project, GATES["G1"])
    holding = [row.check.code for row in state.rows if row.is_met]
    assert holding == ["rights-accountable"]


def test_a_complete_plan_meets_what_code_can_see(cast: Cast) -> None:
    project = complete_plan(cast)
    state = gate_state(project, GATES["G1"])
    assert {row.check.code for row in state.missing} == {
        check.code for check in GATES["G1"].checks if check.is_attested
    }


def test_a_check_that_nobody_can_compute_is_attested_with_reasons(cast: Cast) -> None:
    first = attested(cast, "reviewers")
    assert state_of(cast.project, "reviewers") is State.HOLDS
    assert last_entry().event == "attestation:given"
    second = attested(cast, "reviewers", holds=False, statement="One rating was withdrawn.")
    first.refresh_from_db()
    assert first.superseded_at is not None
    assert last_entry().data["supersedes"] == [first.pk]
    assert state_of(cast.project, "reviewers") is State.MISSING
    third = attested(cast, "reviewers", is_applicable=False, statement="Below the threshold.")
    assert state_of(cast.project, "reviewers") is State.NOT_APPLICABLE
    assert Attestation.objects.filter(superseded_at__isnull=True).get() == third
    assert second.pk != third.pk


def test_computed_checks_are_not_attested_but_an_absence_can_be_reasoned(cast: Cast) -> None:
    with pytest.raises(NotReady):
        attested(cast, "plan-complete")
    assert state_of(cast.project, "budget-compared") is State.MISSING
    attested(cast, "budget-compared", statement="No comparable project is known.")
    assert state_of(cast.project, "budget-compared") is State.HOLDS


@pytest.mark.parametrize("who", ["leader", "project_manager", "auditor", "supervisor"])
def test_others_attest_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        attest_check(
            cast.project, actor=getattr(cast, who), gate="G1", code="reviewers", statement="x"
        )
    assert not Attestation.objects.exists()


@pytest.mark.parametrize("who", STRANGERS)
def test_for_strangers_there_is_no_gate(cast: Cast, who: str) -> None:
    actor = getattr(cast, who)
    with pytest.raises(Hidden):
        attest_check(cast.project, actor=actor, gate="G1", code="reviewers", statement="x")
    with pytest.raises(Hidden):
        submit_gate(cast.project, actor=actor, gate="G1")
    review = submitted_g1(cast)
    with pytest.raises(Hidden):
        pass_gate(review, actor=actor)
    assert not GateReview.objects.visible_to(actor).exists()


def test_unknown_gates_and_checks_do_not_exist(cast: Cast) -> None:
    with pytest.raises(Hidden):
        submit_gate(cast.project, actor=cast.officer, gate="G9")
    with pytest.raises(Hidden):
        attested(cast, "nothing")


def test_a_leader_waives_a_soft_check_for_a_time(cast: Cast) -> None:
    waiver = waived(cast)
    assert state_of(cast.project, "interfaces") is State.WAIVED
    assert last_entry().event == "waiver:issued"
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        assert not waiver.is_in_force
        assert state_of(cast.project, "interfaces") is State.MISSING


def test_a_waiver_has_limits(cast: Cast) -> None:
    today = timezone.localdate()
    facts = {"gate": "G1", "code": "reuse", "reason": "Later"}
    for days in (0, -1, 91):
        with pytest.raises(Invalid) as refusal:
            waive_check(
                cast.project, actor=cast.leader, expires_on=today + timedelta(days=days), **facts
            )
        assert "expires_on" in refusal.value.fields
    soon = today + timedelta(days=90)
    with pytest.raises(NotReady) as hard:
        waive_check(
            cast.project, actor=cast.leader, expires_on=soon, **(facts | {"code": "reviewers"})
        )
    assert hard.value.code == "CHECK-HARD"
    for who in ("officer", "project_manager", "auditor", "finance"):
        with pytest.raises(NotAllowed):
            waive_check(cast.project, actor=getattr(cast, who), expires_on=soon, **facts)
    Project.objects.filter(pk=cast.project.pk).update(responsible_officer=cast.leader)
    with pytest.raises(NotAllowed) as own:
        waive_check(cast.project, actor=cast.leader, expires_on=soon, **facts)
    assert own.value.code == "SOD-1"
    assert not Waiver.objects.exists()


def test_the_database_knows_the_limit_of_a_waiver(cast: Cast) -> None:
    today = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.create(
            project=cast.project,
            gate="G1",
            check_code="reuse",
            reason="x",
            issued_by=cast.leader,
            issued_on=today,
            expires_on=today + timedelta(days=91),
        )


def test_a_gate_is_submitted_when_every_hard_check_holds(cast: Cast) -> None:
    complete_plan(cast)
    attest_all(cast, but="drafters")
    with pytest.raises(NotReady) as refusal:
        submit_gate(cast.project, actor=cast.officer, gate="G1")
    assert list(refusal.value.fields) == ["check_drafters"]
    assert "fficer" in str(refusal.value.fields["check_drafters"])
    attested(cast, "drafters")
    review = submit_gate(cast.project, actor=cast.officer, gate="G1", note="Ready.")
    assert (review.round, review.status) == (1, "submitted")
    entry = last_entry()
    assert (entry.event, entry.data["gate"]) == ("gate:submitted", "G1")
    with pytest.raises(Conflict):
        submit_gate(cast.project, actor=cast.second_officer, gate="G1")


@pytest.mark.parametrize("who", ["leader", "project_manager", "auditor", "supervisor", "finance"])
def test_others_submit_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        submit_gate(ready_for_g1(cast), actor=getattr(cast, who), gate="G1")
    assert not GateReview.objects.exists()
    assert last_entry().event == "attempt:refused"


def test_only_the_gate_of_the_present_stage_is_submitted(cast: Cast) -> None:
    with pytest.raises(NotReady) as refusal:
        submit_gate(ready_for_g1(cast), actor=cast.officer, gate="G3")
    assert refusal.value.code == "GATE-NOT-CURRENT"


def test_a_leader_passes_and_the_project_moves_on(cast: Cast) -> None:
    review = passed_g1(cast)
    assert (review.status, review.reviewed_by) == ("passed", cast.leader)
    assert cast.project.stage == "selection"
    assert review.snapshot["requirements"] == {
        "total": 1,
        "must": 1,
        "in_baseline": 1,
        "unverifiable": 0,
    }
    codes = [check["code"] for check in review.snapshot["checks"]]
    assert codes == [check.code for check in GATES["G1"].checks]
    assert set(review.snapshot["checks"][0]["label"]) == {"en", "zh-hans"}
    assert review.snapshot_digest == digest_of(review.snapshot)
    entry = last_entry()
    assert (entry.event, entry.point) == ("gate:passed", "P1")
    assert entry.data["snapshot_digest"] == review.snapshot_digest
    decision = Decision.objects.get(event="gate:passed")
    assert (decision.point, decision.decided_by) == ("P1", cast.leader)


@pytest.mark.parametrize("who", WITHOUT_RIGHT)
def test_nobody_else_passes(cast: Cast, who: str) -> None:
    review = submitted_g1(cast)
    with pytest.raises(NotAllowed):
        pass_gate(review, actor=getattr(cast, who))
    with pytest.raises(NotAllowed):
        return_gate(review, actor=getattr(cast, who), reasons="x")
    review.refresh_from_db()
    assert review.status == "submitted"


def test_who_prepared_a_gate_never_reviews_it(cast: Cast) -> None:
    both = officer_and_leader(cast)
    project = ready_for_g1(cast)
    own = submit_gate(project, actor=both, gate="G1")
    with pytest.raises(NotAllowed) as refusal:
        pass_gate(own, actor=both)
    assert refusal.value.code == "SOD-1"
    return_gate(own, actor=cast.leader, reasons="Submit it again")
    attest_check(project, actor=both, gate="G1", code="reuse", statement="Seen")
    other = submit_gate(project, actor=cast.officer, gate="G1")
    with pytest.raises(NotAllowed) as attester:
        pass_gate(other, actor=both)
    assert attester.value.code == "SOD-1"


def test_the_responsible_officer_never_reviews(cast: Cast) -> None:
    review = submitted_g1(cast)
    Project.objects.filter(pk=cast.project.pk).update(responsible_officer=cast.leader)
    with pytest.raises(NotAllowed) as refusal:
        pass_gate(review, actor=cast.leader)
    assert refusal.value.code == "SOD-14"


def test_a_soft_check_must_hold_or_be_waived_to_pass(cast: Cast) -> None:
    complete_plan(cast)
    attest_all(cast, but="interfaces")
    waived(cast)
    review = submit_gate(cast.project, actor=cast.officer, gate="G1")
    later = timezone.now() + timedelta(days=31)
    with time_machine.travel(later), pytest.raises(NotReady) as refusal:
        pass_gate(review, actor=cast.leader)
    assert list(refusal.value.fields) == ["check_interfaces"]
    passed = pass_gate(review, actor=cast.leader)
    found = {check["code"]: check for check in passed.snapshot["checks"]}
    assert found["interfaces"]["state"] == "waived"
    assert found["interfaces"]["waiver"]["reason"] == "The other bureau signs next month."


def test_what_stopped_holding_since_submission_stops_the_pass(cast: Cast) -> None:
    review = submitted_g1(cast)
    attested(cast, "drafters", holds=False, statement="A drafter works for a supplier.")
    with pytest.raises(NotReady):
        pass_gate(review, actor=cast.leader)
    cast.project.refresh_from_db()
    assert cast.project.stage == "planning"


def test_a_reviewer_decides_about_what_they_saw(cast: Cast) -> None:
    review = submitted_g1(cast)
    seen = gate_state(cast.project, GATES["G1"]).fingerprint
    attested(cast, "drafters", statement="Another statement.")
    with pytest.raises(Stale):
        pass_gate(review, actor=cast.leader, seen=seen)
    now = gate_state(cast.project, GATES["G1"]).fingerprint
    assert pass_gate(review, actor=cast.leader, seen=now).status == "passed"


def test_a_returned_gate_is_submitted_again_and_shows_what_changed(cast: Cast) -> None:
    first = submitted_g1(cast)
    with pytest.raises(Invalid):
        return_gate(first, actor=cast.leader, reasons="  ")
    first = return_gate(first, actor=cast.leader, reasons="Name the reviewers.")
    assert last_entry().event == "gate:returned"
    cast.project.refresh_from_db()
    assert cast.project.stage == "planning"
    assert first.snapshot
    attested(cast, "reviewers", statement="Bao, Li and Wu, ratings filed.")
    second = submit_gate(cast.project, actor=cast.officer, gate="G1")
    assert second.round == 2
    earlier = last_closed(second, cast.project.pk, "G1")
    assert earlier == first
    changed = differences(gate_state(cast.project, GATES["G1"]), first)
    assert [(one.row.check.code, one.is_new_word) for one in changed] == [("reviewers", True)]
    with pytest.raises(Conflict):
        pass_gate(first, actor=cast.leader)
    assert pass_gate(second, actor=cast.leader).status == "passed"


def test_two_leaders_decide_and_one_wins(cast: Cast) -> None:
    review = submitted_g1(cast)
    second = officer_and_leader(cast)
    pass_gate(review, actor=cast.leader)
    with pytest.raises(Conflict):
        pass_gate(review, actor=second)
    assert Decision.objects.filter(event="gate:passed").count() == 1


def test_a_passed_gate_lies_behind(cast: Cast) -> None:
    passed_g1(cast)
    with pytest.raises(NotReady):
        attested(cast, "reviewers")
    with pytest.raises(NotReady):
        waived(cast)
    with pytest.raises(NotReady):
        submit_gate(cast.project, actor=cast.officer, gate="G1")


def test_a_leader_reopens_with_a_reason_and_the_snapshot_stays(cast: Cast) -> None:
    review = passed_g1(cast)
    frozen = review.snapshot_digest
    with pytest.raises(NotAllowed):
        reopen_gate(review, actor=cast.officer, reason="x")
    with pytest.raises(Invalid):
        reopen_gate(review, actor=cast.leader, reason="")
    review = reopen_gate(review, actor=cast.leader, reason="The law changed.")
    cast.project.refresh_from_db()
    assert (review.status, cast.project.stage) == ("reopened", "planning")
    assert review.snapshot_digest == frozen
    entry = last_entry()
    assert (entry.event, entry.data["from_stage"]) == ("gate:reopened", "selection")
    assert Decision.objects.filter(event="gate:reopened").exists()
    with pytest.raises(Conflict):
        reopen_gate(review, actor=cast.leader, reason="Again")
    again = submit_gate(cast.project, actor=cast.officer, gate="G1")
    assert again.round == 2


def test_reopening_takes_later_gates_with_it(cast: Cast) -> None:
    first = passed_g1(cast)
    later = GateReview.objects.create(
        project=cast.project,
        gate="G2",
        round=1,
        status="submitted",
        submitted_by=cast.officer,
    )
    with pytest.raises(NotReady):
        reopen_gate(first, actor=cast.leader, reason="The law changed.")
    later.status, later.reviewed_by = "passed", cast.leader
    later.save()
    Project.objects.filter(pk=cast.project.pk).update(stage="supervision")
    reopen_gate(first, actor=cast.leader, reason="The law changed.")
    later.refresh_from_db()
    assert later.status == "reopened"


def test_the_database_keeps_what_was_decided(cast: Cast) -> None:
    review = passed_g1(cast)
    rows = GateReview.objects.filter(pk=review.pk)
    for change in (
        {"snapshot": {}},
        {"snapshot_digest": "0" * 64},
        {"reasons": "Other"},
        {"status": "returned"},
        {"note": "Other"},
    ):
        with pytest.raises(IntegrityError, match="INV-6"), transaction.atomic():
            rows.update(**change)
    for deletion in ("DELETE FROM lifecycle_gatereview", "DELETE FROM lifecycle_attestation"):
        with (
            pytest.raises(IntegrityError, match="INV-6"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(deletion)
    with pytest.raises(IntegrityError, match="INV-6"), transaction.atomic():
        Attestation.objects.update(statement="Other")


def test_the_last_gate_closes_the_project(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    Project.objects.filter(pk=cast.project.pk).update(stage="prosecution")
    monkeypatch.setitem(
        GATES, "G5", type(GATES["G5"])(GATES["G5"].gate, GATES["G5"].stage, GATES["G5"].point, [])
    )
    cast.project.refresh_from_db()
    review = submit_gate(cast.project, actor=cast.officer, gate="G5")
    pass_gate(review, actor=cast.leader)
    cast.project.refresh_from_db()
    assert (cast.project.stage, cast.project.status) == ("prosecution", "closed")
    reopen_gate(review, actor=cast.leader, reason="A claim came in.")
    cast.project.refresh_from_db()
    assert cast.project.status == "active"
