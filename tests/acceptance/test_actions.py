"""Deliverables are judged by criteria declared beforehand, by somebody else, in the right order."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady
from projects.acceptance.actions.confirm_condition import confirm_condition
from projects.acceptance.actions.decide_acceptance import decide_acceptance
from projects.acceptance.actions.declare_criterion import declare_criterion
from projects.acceptance.actions.plan_deliverable import plan_deliverable
from projects.acceptance.actions.record_check import record_check
from projects.acceptance.actions.submit_deliverable import submit_deliverable
from projects.acceptance.models import Condition, CriterionCheck, Deliverable, Submission
from projects.models import Decision
from tests.build.acceptance import checked, handed_in, planned
from tests.build.evidence import pdf, upload
from tests.build.projects import Cast


def last_event(subject: Any) -> str:
    entry = Entry.objects.about(subject).order_by("-id").first()
    assert entry is not None
    return entry.event


def condition(**facts: Any) -> dict[str, Any]:
    return {"text": "Fix two defects", "due": timezone.localdate() + timedelta(days=30)} | facts


def test_what_is_handed_in_is_kept_with_its_digest(cast: Cast) -> None:
    submission = handed_in(cast)
    document = submission.documents.get()
    assert document.organisation == cast.contractor
    entry = Entry.objects.about(submission).get()
    assert entry.event == "deliverable:submitted"
    assert entry.data["files"][0]["sha256"] == document.sha256
    assert submission.deliverable.status == "submitted"


def test_criteria_come_before_the_delivery(cast: Cast) -> None:
    bare = plan_deliverable(
        cast.project,
        actor=cast.officer,
        code="D-9",
        title="Bare",
        due=timezone.localdate(),
        organisation=cast.contractor,
    )
    with pytest.raises(NotReady, match="DELIVERABLE-CRITERIA"):
        submit_deliverable(bare, actor=cast.project_manager, files=[upload()])
    submission = handed_in(cast)
    with pytest.raises(NotReady, match="CRITERION-LATE"):
        declare_criterion(submission.deliverable, actor=cast.leader, text="late", method="none")


@pytest.mark.parametrize("who", ["officer", "project_manager", "supervisor", "auditor"])
def test_only_leaders_declare_criteria(cast: Cast, who: str) -> None:
    deliverable = planned(cast)
    with pytest.raises(NotAllowed):
        declare_criterion(deliverable, actor=cast.people()[who], text="x", method="y")


@pytest.mark.parametrize("who", ["rival_manager", "other_officer", "expired_auditor", "operator"])
def test_strangers_meet_nothing(cast: Cast, who: str) -> None:
    actor = cast.people()[who]
    deliverable = planned(cast)
    with pytest.raises(Hidden):
        submit_deliverable(deliverable, actor=actor, files=[upload()])
    assert not Deliverable.objects.visible_to(actor).exists()


def test_the_same_files_again_are_refused(cast: Cast) -> None:
    submission = handed_in(cast)
    with pytest.raises(Conflict, match="SUBMISSION-PENDING"):
        handed_in(cast, submission.deliverable, "v2")
    checked(cast, submission, "failed")
    decide_acceptance(submission, actor=cast.leader, outcome="rejected", reasons="too slow")
    with pytest.raises(Conflict, match="SUBMISSION-TWICE"):
        handed_in(cast, submission.deliverable, "v1")
    assert handed_in(cast, submission.deliverable, "v2").number == 2


def test_the_contractor_does_not_check_itself(cast: Cast) -> None:
    submission = handed_in(cast)
    criterion = submission.deliverable.criteria.first()
    assert criterion is not None
    with pytest.raises(NotAllowed):
        record_check(submission, actor=cast.project_manager, criterion=criterion, result="passed")
    assert not CriterionCheck.objects.exists()


def test_acceptance_needs_passed_independent_checks(cast: Cast) -> None:
    submission = handed_in(cast)
    with pytest.raises(NotReady, match="ACCEPTANCE-SEQUENCE"):
        decide_acceptance(submission, actor=cast.leader, outcome="accepted", reasons="hurry")
    checked(cast, submission, "failed")
    with pytest.raises(NotReady, match="ACCEPTANCE-SEQUENCE"):
        decide_acceptance(submission, actor=cast.leader, outcome="accepted", reasons="hurry")
    checked(cast, submission)
    assert CriterionCheck.objects.filter(superseded_at__isnull=False).count() == 2
    decision = decide_acceptance(
        submission, actor=cast.leader, outcome="accepted", reasons="meets all criteria"
    )
    assert last_event(decision) == "deliverable:decided"
    assert Decision.objects.get(point="A3").holder == "G"
    submission.deliverable.refresh_from_db()
    assert submission.deliverable.status == "accepted"
    with pytest.raises(Conflict):
        decide_acceptance(submission, actor=cast.leader, outcome="rejected", reasons="again")


@pytest.mark.parametrize("who", ["project_manager", "supervisor", "assessor", "auditor"])
def test_nobody_outside_government_accepts(cast: Cast, who: str) -> None:
    submission = checked(cast, handed_in(cast))
    with pytest.raises(NotAllowed, match="INV-5"):
        decide_acceptance(submission, actor=cast.people()[who], outcome="accepted", reasons="fine")
    assert Entry.objects.filter(event="attempt:refused", data__rule="INV-5").count() == 1


def test_conditions_have_dates_and_the_last_one_completes_acceptance(cast: Cast) -> None:
    submission = checked(cast, handed_in(cast))
    with pytest.raises(Invalid, match="ACCEPTANCE-CONDITIONS"):
        decide_acceptance(submission, actor=cast.leader, outcome="conditional", reasons="nearly")
    far = condition(due=timezone.localdate() + timedelta(days=91))
    with pytest.raises(Invalid, match="ACCEPTANCE-CONDITION-DUE"):
        decide_acceptance(
            submission,
            actor=cast.leader,
            outcome="conditional",
            reasons="nearly",
            conditions=[far],
        )
    decide_acceptance(
        submission,
        actor=cast.leader,
        outcome="conditional",
        reasons="nearly",
        conditions=[condition()],
    )
    open_one = Condition.objects.get()
    with pytest.raises(NotAllowed):
        confirm_condition(open_one, actor=cast.project_manager, met_on=timezone.localdate())
    confirm_condition(open_one, actor=cast.officer, met_on=timezone.localdate())
    assert Deliverable.objects.get().status == "accepted"
    with pytest.raises(Conflict):
        confirm_condition(open_one, actor=cast.officer, met_on=timezone.localdate())


def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_left(cast: Cast) -> None:
    deliverable = planned(cast)
    with pytest.raises(Invalid):
        submit_deliverable(
            deliverable,
            actor=cast.project_manager,
            files=[upload(pdf("good")), upload(b"MZ\x90\x00 not a pdf", "report.pdf")],
        )
    assert not Submission.objects.exists()
    deliverable.refresh_from_db()
    assert deliverable.status == "awaited"
