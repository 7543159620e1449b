"""Findings: raised, answered, returned, closed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from egov_outsource.accounts.separation import person_key_of
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady, Stale
from projects.supervision.actions.close_finding import close_finding
from projects.supervision.actions.raise_finding import raise_finding
from projects.supervision.actions.respond_finding import respond_finding
from projects.supervision.actions.return_finding import return_finding
from projects.supervision.deadlines import answer_due, working_days_after
from projects.supervision.models import Finding
from tests.build.projects import Cast
from tests.build.supervision import issued_finding
from tests.supervision.trail import last_entry


def test_working_days_leave_out_weekends() -> None:
    friday = date(2025, 2, 28)
    assert working_days_after(friday, 1) == date(2025, 3, 3)
    assert answer_due("critical", friday) == date(2025, 3, 5)
    assert answer_due("major", friday) == date(2025, 3, 14)
    assert answer_due("minor", friday) == date(2025, 3, 28)


def test_a_supervisor_raises_a_finding_with_a_due_day(cast: Cast) -> None:
    finding = issued_finding(cast, severity="critical")
    assert finding.number == 1
    assert finding.organisation == cast.supervision_firm
    assert finding.due == answer_due("critical", timezone.localdate())
    assert last_entry().event == "finding:raised"
    assert issued_finding(cast).number == 2


def test_an_assessor_raises_too_but_no_other_party(cast: Cast) -> None:
    facts = {"addressee": cast.contractor, "title": "T", "text": "T"}
    by_assessor = raise_finding(cast.project, actor=cast.assessor, **facts)
    assert by_assessor.organisation == cast.assessment_firm
    for party in (cast.officer, cast.project_manager, cast.auditor):
        with pytest.raises(NotAllowed):
            raise_finding(cast.project, actor=party, **facts)
    for stranger in (cast.rival_manager, cast.other_officer, cast.expired_auditor):
        with pytest.raises(Hidden):
            raise_finding(cast.project, actor=stranger, **facts)


def test_it_is_addressed_to_the_owner_or_a_contractor_of_the_project(cast: Cast) -> None:
    assert issued_finding(cast, addressee=cast.agency).addressee_id == cast.agency.pk
    for stranger in (cast.rival, cast.supervision_firm, cast.other_agency):
        with pytest.raises(Invalid) as refusal:
            issued_finding(cast, addressee=stranger)
        assert "addressee" in refusal.value.fields


def test_what_cannot_be_right_is_named(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Invalid) as refusal:
        issued_finding(cast, title=" ", text="", severity="awful", due=yesterday)
    assert set(refusal.value.fields) == {"title", "text", "severity", "due"}


def test_the_addressee_answers_once(cast: Cast) -> None:
    finding = issued_finding(cast)
    with pytest.raises(Invalid):
        respond_finding(finding, actor=cast.project_manager, response=" ")
    answered = respond_finding(
        finding, actor=cast.engineer, response="Records follow.", expected_version=1
    )
    assert answered.status == Finding.Status.ANSWERED
    assert last_entry().event == "finding:answered"
    with pytest.raises(Stale):
        respond_finding(finding, actor=cast.engineer, response="Again.", expected_version=1)
    with pytest.raises(Conflict):
        respond_finding(finding, actor=cast.project_manager, response="Again.")


def test_nobody_else_answers(cast: Cast) -> None:
    finding = issued_finding(cast)
    for party in (cast.officer, cast.supervisor):
        with pytest.raises(NotAllowed):
            respond_finding(finding, actor=party, response="x")
    with pytest.raises(Hidden):
        respond_finding(finding, actor=cast.rival_manager, response="x")


def test_officers_answer_what_is_addressed_to_the_owner(cast: Cast) -> None:
    finding = issued_finding(cast, addressee=cast.agency)
    with pytest.raises(NotAllowed):
        respond_finding(finding, actor=cast.project_manager, response="x")
    assert respond_finding(finding, actor=cast.officer, response="Done.").responded_by
    assert finding not in Finding.objects.visible_to(cast.project_manager)


def test_an_answer_is_returned_and_given_again(cast: Cast) -> None:
    finding = issued_finding(cast)
    with pytest.raises(NotReady):
        return_finding(finding, actor=cast.supervisor, note="x")
    respond_finding(finding, actor=cast.project_manager, response="Soon.")
    with pytest.raises(Invalid):
        return_finding(finding, actor=cast.supervisor, note=" ")
    with pytest.raises(NotAllowed):
        return_finding(finding, actor=cast.assessor, note="Not enough.")
    later = finding.due + timedelta(days=3)
    returned = return_finding(finding, actor=cast.supervisor, note="When?", due=later)
    assert (returned.status, returned.due) == (Finding.Status.ISSUED, later)
    assert last_entry().event == "finding:returned"
    assert respond_finding(finding, actor=cast.project_manager, response="Friday.").version == 4


def test_only_the_raisers_organisation_closes_after_an_answer(cast: Cast) -> None:
    finding = issued_finding(cast)
    with pytest.raises(NotReady):
        close_finding(finding, actor=cast.supervisor, note="Fine.")
    respond_finding(finding, actor=cast.project_manager, response="Records are there.")
    for party in (cast.project_manager, cast.officer, cast.leader, cast.assessor, cast.auditor):
        with pytest.raises(NotAllowed):
            close_finding(finding, actor=party, note="Fine.")
    with pytest.raises(Invalid):
        close_finding(finding, actor=cast.supervisor, note="")
    closed = close_finding(finding, actor=cast.supervisor, note="Read all of them.")
    assert (closed.status, closed.closed_by) == (Finding.Status.CLOSED, cast.supervisor)
    assert last_entry().event == "finding:closed"
    with pytest.raises(Conflict):
        close_finding(finding, actor=cast.supervisor, note="Again.")


def test_who_answered_does_not_close_by_another_account(cast: Cast) -> None:
    """SOD-1: the one who says that it is done is not the one who finds it done."""
    finding = issued_finding(cast)
    respond_finding(finding, actor=cast.project_manager, response="Records are there.")
    for account in (cast.project_manager, cast.supervisor):
        account.person_key = person_key_of("152201198001010011")
        account.save()
    with pytest.raises(NotAllowed) as refused:
        close_finding(finding, actor=cast.supervisor, note="Fine.")
    assert refused.value.code == "SOD-1"


def test_the_database_keeps_an_issued_finding_and_no_finding_is_to_oneself(cast: Cast) -> None:
    finding = issued_finding(cast)
    with pytest.raises(IntegrityError, match="INV-4"), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(text="Nothing.")
    finding.pk, finding.number, finding.addressee = None, 99, finding.organisation
    with pytest.raises(IntegrityError, match="finding_not_to_oneself"), transaction.atomic():
        finding.save(force_insert=True)


def test_a_finding_becomes_overdue(cast: Cast) -> None:
    finding = issued_finding(cast)
    assert not finding.is_overdue
    finding.due = timezone.localdate() - timedelta(days=1)
    assert finding.is_overdue
    finding.status = Finding.Status.CLOSED
    assert not finding.is_overdue
