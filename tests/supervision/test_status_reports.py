"""Status reports: submitted, corrected, verified."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady
from projects.models import Decision
from projects.selection.models import Contract
from projects.supervision.actions.correct_status_report import correct_status_report
from projects.supervision.actions.submit_status_report import submit_status_report
from projects.supervision.actions.verify_status_report import verify_status_report
from projects.supervision.models import StatusReport
from tests.build.projects import Cast
from tests.build.selection import drafted_contract
from tests.build.supervision import amounts, approved_change, reported, self_built
from tests.supervision.trail import last_entry


def test_the_contractor_reports_on_its_own_contract(cast: Cast, contract: Contract) -> None:
    report = reported(cast, contract)
    assert (report.organisation, report.number) == (cast.contractor, 1)
    assert not report.is_verified
    entry = last_entry()
    assert entry.event == "status_report:submitted"
    assert entry.data["ev"] == "250000"


def test_others_do_not_report_for_the_contractor(cast: Cast, contract: Contract) -> None:
    day = timezone.localdate()
    for party in (cast.officer, cast.leader, cast.supervisor, cast.auditor):
        with pytest.raises(NotAllowed):
            submit_status_report(
                cast.project, actor=party, contract=contract, as_of=day, **amounts()
            )
    for stranger in (cast.rival_manager, cast.other_officer, cast.operator):
        with pytest.raises(Hidden):
            submit_status_report(
                cast.project, actor=stranger, contract=contract, as_of=day, **amounts()
            )


def test_an_officer_reports_only_where_government_builds_itself(cast: Cast) -> None:
    day = timezone.localdate()
    with pytest.raises(Invalid) as refusal:
        submit_status_report(cast.project, actor=cast.officer, as_of=day, **amounts())
    assert "contract" in refusal.value.fields
    project = self_built(cast)
    report = submit_status_report(project, actor=cast.officer, as_of=day, **amounts())
    assert report.organisation_id == cast.agency.pk
    with pytest.raises(NotAllowed):
        submit_status_report(project, actor=cast.project_manager, as_of=day, **amounts())


def test_a_draft_contract_takes_no_reports(cast: Cast) -> None:
    contract = drafted_contract(cast)
    with pytest.raises(NotReady):
        reported(cast, contract, days_ago=0)


@pytest.mark.parametrize(
    ("measures", "field"),
    [
        ({"ev": -1}, "ev"),
        ({"ac": -1}, "ac"),
        ({"bac": 0, "pv": 0, "ev": 0}, "bac"),
        ({"pv": 1001}, "pv"),
        ({"ev": 1001}, "ev"),
    ],
)
def test_amounts_that_cannot_be_right_are_named(
    cast: Cast, contract: Contract, measures: dict[str, int], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        reported(cast, contract, **amounts(**measures))
    assert field in refusal.value.fields


def test_the_status_date_lies_neither_ahead_nor_before_the_contract(
    cast: Cast, contract: Contract
) -> None:
    for days_ago in (-1, 201):
        with pytest.raises(Invalid) as refusal:
            reported(cast, contract, days_ago=days_ago)
        assert "as_of" in refusal.value.fields
    reported(cast, contract, days_ago=200)


def test_cumulative_values_fall_only_with_a_reason(cast: Cast, contract: Contract) -> None:
    reported(cast, contract, days_ago=40)
    with pytest.raises(Invalid) as refusal:
        reported(cast, contract, days_ago=10, **amounts(ev=240))
    assert set(refusal.value.fields) == {"ev", "narrative"}
    reported(cast, contract, days_ago=10, **amounts(ev=240), narrative="A module was returned.")
    with pytest.raises(Invalid) as refusal:
        reported(cast, contract, days_ago=20, **amounts(pv=310))
    assert "pv" in refusal.value.fields


def test_the_budget_moves_only_after_an_approved_change(cast: Cast, contract: Contract) -> None:
    reported(cast, contract, days_ago=40)
    with pytest.raises(Invalid) as refusal:
        reported(cast, contract, days_ago=10, **amounts(bac=1045))
    assert set(refusal.value.fields) == {"bac"}
    approved_change(cast, contract)
    assert reported(cast, contract, days_ago=10, **amounts(bac=1045)).bac == 1045000


def test_a_day_is_reported_once_and_corrected_by_a_new_version(
    cast: Cast, contract: Contract
) -> None:
    report = reported(cast, contract)
    with pytest.raises(Conflict):
        reported(cast, contract)
    verify_status_report(report, actor=cast.supervisor, verified_ev=report.ev)
    with pytest.raises(Invalid):
        correct_status_report(report, actor=cast.project_manager, reason="", **amounts())
    new = correct_status_report(
        report, actor=cast.engineer, reason="A sum was wrong.", **amounts(ac=290)
    )
    report.refresh_from_db()
    assert (new.number, new.is_verified, report.is_current) == (2, False, False)
    assert last_entry().event == "status_report:corrected"
    assert last_entry().data["ac"] == {"old": "280000.00", "new": "290000"}
    with pytest.raises(Conflict):
        correct_status_report(report, actor=cast.engineer, reason="Again.", **amounts())
    with pytest.raises(NotReady):
        verify_status_report(report, actor=cast.supervisor, verified_ev=report.ev)


def test_others_do_not_correct(cast: Cast, contract: Contract) -> None:
    report = reported(cast, contract)
    for party in (cast.officer, cast.supervisor):
        with pytest.raises(NotAllowed):
            correct_status_report(report, actor=party, reason="x", **amounts())
    with pytest.raises(Hidden):
        correct_status_report(report, actor=cast.rival_manager, reason="x", **amounts())


def test_the_supervisor_verifies_what_was_earned(cast: Cast, contract: Contract) -> None:
    report = reported(cast, contract)
    less = Decimal(230000)
    with pytest.raises(Invalid) as refusal:
        verify_status_report(report, actor=cast.supervisor, verified_ev=less)
    assert "note" in refusal.value.fields
    for wrong in (Decimal(-1), Decimal(1000001)):
        with pytest.raises(Invalid):
            verify_status_report(report, actor=cast.supervisor, verified_ev=wrong, note="x")
    done = verify_status_report(
        report, actor=cast.supervisor, verified_ev=less, note="Two tests fail."
    )
    assert (done.earned, done.verified_by) == (less, cast.supervisor)
    assert last_entry().event == "status_report:verified"
    assert Decision.objects.get(event="status_report:verified").point == "S2"
    with pytest.raises(Conflict):
        verify_status_report(report, actor=cast.supervisor, verified_ev=less)


def test_nobody_verifies_their_own_report(cast: Cast, contract: Contract) -> None:
    report = reported(cast, contract)
    for party in (cast.project_manager, cast.engineer, cast.assessor, cast.officer):
        with pytest.raises(NotAllowed):
            verify_status_report(report, actor=party, verified_ev=report.ev)
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusReport.objects.filter(pk=report.pk).update(verified_by=cast.project_manager)


def test_in_a_self_build_another_official_verifies(cast: Cast) -> None:
    project = self_built(cast)
    project.engagement_set.filter(organisation=cast.supervision_firm).update(
        ended_at=timezone.now()
    )
    report = submit_status_report(
        project, actor=cast.officer, as_of=timezone.localdate(), **amounts()
    )
    with pytest.raises(NotAllowed) as refusal:
        verify_status_report(report, actor=cast.officer, verified_ev=report.ev)
    assert refusal.value.code == "SOD-1"
    assert verify_status_report(
        report, actor=cast.second_officer, verified_ev=report.ev
    ).is_verified


def test_the_database_keeps_what_was_reported(cast: Cast, contract: Contract) -> None:
    report = reported(cast, contract)
    with pytest.raises(IntegrityError, match="INV-3"), transaction.atomic():
        StatusReport.objects.filter(pk=report.pk).update(ev=Decimal(1))


def test_a_report_is_seen_by_its_contractor_but_no_rival(cast: Cast, contract: Contract) -> None:
    report = reported(cast, contract)
    for party in (cast.officer, cast.project_manager, cast.supervisor, cast.auditor):
        assert report in StatusReport.objects.visible_to(party)
    for stranger in (cast.rival_manager, cast.other_officer, cast.operator, cast.anonymous):
        assert report not in StatusReport.objects.visible_to(stranger)
