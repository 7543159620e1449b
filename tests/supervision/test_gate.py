"""Gate G3: each check before and after what it asks for."""

from datetime import timedelta

from django.utils import timezone

from projects.models import Engagement
from projects.selection.models import Contract
from projects.supervision import gate
from projects.supervision.actions.close_finding import close_finding
from projects.supervision.actions.meet_milestone import meet_milestone
from projects.supervision.actions.respond_finding import respond_finding
from projects.supervision.actions.verify_status_report import verify_status_report
from projects.supervision.actions.withdraw_change import withdraw_change
from projects.supervision.models import Finding
from tests.build.projects import Cast
from tests.build.supervision import (
    issued_finding,
    planned_milestone,
    proposed_change,
    reported,
    self_built,
)


def test_codes_are_unique_and_every_check_is_named() -> None:
    codes = [check.code for check in gate.CHECKS]
    assert len(codes) == len(set(codes)) == 10
    assert all(str(check.label) for check in gate.CHECKS)
    assert [check.code for check in gate.CHECKS if check.is_attested] == [
        "mlps-filed",
        "assessment-ordered",
        "trial-environment",
        "asset-list",
    ]


def test_milestones_of_the_build_are_met(cast: Cast) -> None:
    assert not gate.milestones_met(cast.project).holds
    milestone = planned_milestone(cast)
    planned_milestone(cast, kind="operation")
    assert not gate.milestones_met(cast.project).holds
    meet_milestone(milestone, actor=cast.supervisor, met_on=timezone.localdate())
    assert gate.milestones_met(cast.project).holds


def test_critical_findings_are_closed_and_major_ones_in_time(cast: Cast) -> None:
    assert gate.no_critical_finding(cast.project).holds
    finding = issued_finding(cast, severity="critical")
    assert not gate.no_critical_finding(cast.project).holds
    respond_finding(finding, actor=cast.project_manager, response="Done.")
    close_finding(finding, actor=cast.supervisor, note="Seen.")
    assert gate.no_critical_finding(cast.project).holds
    major = issued_finding(cast)
    assert gate.no_major_overdue(cast.project).holds
    Finding.objects.filter(pk=major.pk).update(due=timezone.localdate() - timedelta(days=1))
    assert not gate.no_major_overdue(cast.project).holds


def test_changes_are_decided(cast: Cast, contract: Contract) -> None:
    change = proposed_change(cast, contract)
    assert not gate.changes_decided(cast.project).holds
    withdraw_change(change, actor=cast.project_manager)
    assert gate.changes_decided(cast.project).holds


def test_reports_are_verified(cast: Cast, contract: Contract) -> None:
    assert not gate.reports_verified(cast.project).holds
    report = reported(cast, contract)
    assert not gate.reports_verified(cast.project).holds
    verify_status_report(report, actor=cast.supervisor, verified_ev=report.ev)
    assert gate.reports_verified(cast.project).holds


def test_a_supervisor_is_engaged_unless_government_builds_itself(cast: Cast) -> None:
    assert gate.supervised(cast.project).holds
    Engagement.objects.filter(organisation=cast.supervision_firm).update(ended_at=timezone.now())
    assert not gate.supervised(cast.project).is_satisfied
    assert gate.supervised(self_built(cast)).is_satisfied
