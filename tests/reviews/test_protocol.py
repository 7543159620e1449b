"""An audit as a protocol: who may do which step, what changes, what is written down."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.log.models import REFUSED, Entry
from audit.reviews.actions.change_finding import change_finding
from audit.reviews.actions.close_review import close_review
from audit.reviews.actions.draft_finding import draft_finding
from audit.reviews.actions.issue_finding import issue_finding
from audit.reviews.actions.open_review import open_review
from audit.reviews.actions.report_elimination import report_elimination
from audit.reviews.actions.resolve_finding import resolve_finding
from audit.reviews.actions.respond_finding import respond_finding
from audit.reviews.actions.return_finding import return_finding
from audit.reviews.actions.withdraw_finding import withdraw_finding
from audit.reviews.models import AuditFinding, Review
from egov_outsource.errors import Hidden, Invalid, NotAllowed, NotReady, Stale
from projects.roles import Capacity
from tests.build import reviews as build
from tests.build.accounts import government, member, third_party
from tests.build.evidence import document
from tests.build.projects import Cast, engaged, make_project


def events(subject: Any) -> list[str]:
    return list(Entry.objects.about(subject).order_by("pk").values_list("event", flat=True))


def test_the_whole_protocol_leaves_one_entry_a_step(cast: Cast) -> None:
    review = build.review(cast)
    finding = build.answered(cast, review)
    return_finding(finding, actor=cast.auditor, reason="By when?")
    finding.refresh_from_db()
    assert (finding.status, finding.return_reason) == ("returned", "By when?")
    again = build.answer(response="By June.")
    respond_finding(finding, actor=cast.second_officer, **again)
    with pytest.raises(NotReady) as early:
        resolve_finding(finding, actor=cast.auditor, resolution="Promised.")
    assert early.value.code == "FINDING-NO-REPORT"
    for done in ("Half of it.", "All of it."):
        report_elimination(finding, actor=cast.officer, done=done, done_on=timezone.localdate())
        if done.startswith("Half"):
            return_finding(finding, actor=cast.auditor, reason="And the rest?")
    resolve_finding(finding, actor=cast.auditor, resolution="Seen in the ledger.")
    finding.refresh_from_db()
    assert (finding.status, finding.response) == ("resolved", "By June.")
    assert finding.resolved_by == cast.auditor
    closed = close_review(review, actor=cast.auditor, conclusion="Adequate.")
    assert closed.status == "closed"
    assert [report.status for report in finding.eliminations.order_by("pk")] == [
        "returned",
        "accepted",
    ]
    assert events(finding) == [
        "audit_finding:drafted",
        "audit_finding:issued",
        "audit_finding:answered",
        "audit_finding:returned",
        "audit_finding:answered",
        "attempt:refused",
        "audit_finding:eliminated",
        "audit_finding:returned",
        "audit_finding:eliminated",
        "audit_finding:resolved",
    ]
    assert events(review) == ["review:opened", "review:closed"]
    entry = Entry.objects.get(event="review:closed")
    assert entry.organisation_id == cast.audit_office.pk
    assert entry.data["findings"] == {"resolved": 1}


@pytest.mark.parametrize("who", ["officer", "leader", "project_manager", "supervisor", "operator"])
def test_only_auditors_announce_audits(cast: Cast, who: str) -> None:
    with pytest.raises((NotAllowed, Hidden)):
        open_review(cast.project, actor=getattr(cast, who), title="x", plan="y")
    assert not Review.objects.exists()


@pytest.mark.parametrize("who", ["expired_auditor", "rival_manager", "other_officer", "outsider"])
def test_for_strangers_the_project_does_not_exist(cast: Cast, who: str) -> None:
    with pytest.raises(Hidden):
        open_review(cast.project, actor=getattr(cast, who), title="x", plan="y")


def test_who_served_the_agency_lately_does_not_audit_it(cast: Cast) -> None:
    now = timezone.now()
    member(
        cast.agency,
        "officer",
        user=cast.auditor,
        valid_from=now - timedelta(days=500),
        valid_to=now - timedelta(days=300),
    )
    with pytest.raises(NotAllowed) as refusal:
        build.review(cast)
    assert refusal.value.code == "SOD-9"


def test_a_draft_is_seen_by_the_auditors_only_and_its_words_are_not_in_the_trail(
    cast: Cast,
) -> None:
    finding = build.draft(cast, title="Secret suspicion")
    seen = AuditFinding.objects.visible_to
    assert seen(cast.auditor).contains(finding)
    for who in (cast.officer, cast.leader, cast.project_manager, cast.authority_leader):
        assert not seen(who).exists()
    assert not Entry.objects.filter(subject_name__contains="Secret").exists()
    assert not Entry.objects.filter(data__icontains="Secret").exists()


def test_another_audit_firm_neither_sees_drafts_nor_touches_the_review(cast: Cast) -> None:
    finding = build.draft(cast)
    second = third_party("Second Audit")
    rival = member(second, "auditor")
    engaged(cast.project, second, Capacity.AUDIT, by=cast.leader)
    assert not AuditFinding.objects.visible_to(rival).exists()
    with pytest.raises(NotAllowed) as refusal:
        issue_finding(finding, actor=rival)
    assert refusal.value.code == "INV-4"


def test_a_draft_changes_and_the_second_to_save_is_told(cast: Cast) -> None:
    finding = build.draft(cast)
    changed = change_finding(
        finding, actor=cast.auditor, contents={"cause": "New"}, expected_version=finding.version
    )
    assert (changed.cause, changed.version) == ("New", finding.version + 1)
    with pytest.raises(Stale):
        change_finding(
            finding, actor=cast.auditor, contents={"cause": "Old"}, expected_version=finding.version
        )


def test_contents_are_checked(cast: Cast) -> None:
    review = build.review(cast)
    elsewhere = make_project(cast.other_agency, cast.other_officer)
    foreign = document(elsewhere, cast.other_officer)
    wrong = build.contents(
        cast,
        addressee=cast.rival,
        due=timezone.localdate() - timedelta(days=1),
        condition="  ",
        evidence=[foreign],
    )
    with pytest.raises(Invalid) as refusal:
        draft_finding(review, actor=cast.auditor, **wrong)
    assert set(refusal.value.fields) == {"addressee", "due", "condition", "evidence"}


def test_an_incomplete_finding_is_not_issued(cast: Cast) -> None:
    finding = build.draft(cast, evidence=[], recommendation="")
    with pytest.raises(NotReady, match="evidence, recommendation"):
        issue_finding(finding, actor=cast.auditor)


def test_after_issue_nobody_edits_not_even_the_database(cast: Cast) -> None:
    finding = build.issued(cast)
    with pytest.raises(NotReady):
        change_finding(finding, actor=cast.auditor, contents={"cause": "Softer"})
    with pytest.raises(IntegrityError, match="INV-4"), transaction.atomic():
        AuditFinding.objects.filter(pk=finding.pk).update(severity="low")
    with pytest.raises(IntegrityError, match="INV-4"), transaction.atomic():
        finding.evidence.clear()
    bare = build.draft(cast, evidence=[])
    with pytest.raises(IntegrityError, match="INV-6"), transaction.atomic():
        AuditFinding.objects.filter(pk=bare.pk).delete()


@pytest.mark.parametrize("who", ["officer", "leader", "project_manager", "supervisor"])
def test_the_audited_never_close_a_finding(cast: Cast, who: str) -> None:
    finding = build.answered(cast)
    with pytest.raises(NotAllowed) as refusal:
        resolve_finding(finding, actor=getattr(cast, who), resolution="All is well.")
    assert refusal.value.code == "RIGHT-AUDIT"
    finding.refresh_from_db()
    assert finding.status == "answered"
    assert Entry.objects.about(finding).filter(event="attempt:refused").exists()


def test_a_finding_addressed_to_the_contractor_is_answered_by_the_contractor(cast: Cast) -> None:
    finding = build.issued(cast, addressee=cast.contractor)
    with pytest.raises(NotAllowed):
        respond_finding(finding, actor=cast.officer, response="For them.")
    done = respond_finding(finding, actor=cast.project_manager, **build.answer())
    assert (done.status, done.responded_by) == ("answered", cast.project_manager)


def test_a_finding_addressed_to_the_agency_is_hidden_from_the_contractor(cast: Cast) -> None:
    finding = build.issued(cast)
    for who in (cast.project_manager, cast.rival_manager, cast.other_officer):
        with pytest.raises(Hidden):
            respond_finding(finding, actor=who, response="x")


def test_a_leader_reads_but_does_not_answer(cast: Cast) -> None:
    finding = build.issued(cast)
    assert AuditFinding.objects.visible_to(cast.leader).contains(finding)
    with pytest.raises(NotAllowed):
        respond_finding(finding, actor=cast.leader, response="x")


def test_steps_have_their_moment(cast: Cast) -> None:
    finding = build.issued(cast)
    for step in (
        lambda: resolve_finding(finding, actor=cast.auditor, resolution="x"),
        lambda: return_finding(finding, actor=cast.auditor, reason="x"),
        lambda: issue_finding(finding, actor=cast.auditor),
        lambda: withdraw_finding(finding, actor=cast.auditor, reason="x"),
    ):
        with pytest.raises(NotReady) as refusal:
            step()
        assert refusal.value.code == "FINDING-STATE"
    respond_finding(finding, actor=cast.officer, **build.answer())
    with pytest.raises(Invalid):
        resolve_finding(finding, actor=cast.auditor, resolution="x", outcome="draft")


def test_an_auditor_who_serves_government_elsewhere_settles_nothing(cast: Cast) -> None:
    """SOD-9, by the action before the database says so."""
    finding = build.reported(cast)
    member(government("Water Bureau"), "officer", user=cast.auditor)
    with pytest.raises(NotAllowed) as refusal:
        resolve_finding(finding, actor=cast.auditor, resolution="Seen")
    assert refusal.value.code == "SOD-9"
    assert Entry.objects.filter(event=REFUSED, data__attempt="resolve_finding").exists()


def test_a_review_closes_only_when_everything_is_settled(cast: Cast) -> None:
    review = build.review(cast)
    build.issued(cast, review)
    draft = build.draft(cast, review)
    with pytest.raises(NotReady) as kept_back:
        close_review(review, actor=cast.auditor, conclusion="x")
    assert kept_back.value.code == "REVIEW-DRAFTS"
    assert kept_back.value.is_sealed
    withdraw_finding(draft, actor=cast.auditor, reason="No evidence")
    assert not AuditFinding.objects.visible_to(cast.officer).contains(draft)
    with pytest.raises(NotReady, match="A-1"):
        close_review(review, actor=cast.auditor, conclusion="x")


def test_a_closed_review_takes_no_more_findings(cast: Cast) -> None:
    review = close_review(build.review(cast), actor=cast.auditor, conclusion="Nothing found.")
    with pytest.raises(NotReady) as refusal:
        build.draft(cast, review)
    assert refusal.value.code == "REVIEW-CLOSED"


def test_access_ends_by_itself_with_the_engagement(cast: Cast) -> None:
    review = build.review(cast)
    finding = build.answered(cast, review)
    with time_machine.travel(timezone.now() + timedelta(days=366), tick=False):
        assert not Review.objects.visible_to(cast.auditor).exists()
        assert not AuditFinding.objects.visible_to(cast.auditor).exists()
        with pytest.raises(Hidden):
            resolve_finding(finding, actor=cast.auditor, resolution="x")
        assert AuditFinding.objects.visible_to(cast.officer).contains(finding)
