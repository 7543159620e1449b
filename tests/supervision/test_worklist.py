"""What supervision expects of whom."""

from datetime import timedelta

from django.utils import timezone

from egov_outsource.accounts.models import User
from projects.models import Engagement
from projects.selection.models import Contract
from projects.supervision.actions.assess_change import assess_change
from projects.supervision.actions.certify_payment import certify_payment
from projects.supervision.actions.respond_finding import respond_finding
from projects.work import tasks_for
from tests.build.projects import Cast
from tests.build.supervision import (
    claimed_payment,
    issued_finding,
    planned_milestone,
    proposed_change,
    reported,
)


def urls(user: User) -> set[str]:
    return {task.url for task in tasks_for(user)}


def test_a_finding_waits_for_its_addressee_then_for_its_raiser(cast: Cast) -> None:
    finding = issued_finding(cast)
    url = finding.get_absolute_url()
    task = next(task for task in tasks_for(cast.project_manager) if task.url == url)
    assert (task.project, task.due) == (cast.project, finding.due)
    for other in (cast.officer, cast.supervisor, cast.rival_manager):
        assert url not in urls(other)
    respond_finding(finding, actor=cast.project_manager, response="Done.")
    assert url in urls(cast.supervisor)
    assert url not in urls(cast.project_manager) | urls(cast.assessor)


def test_a_finding_to_the_owner_waits_for_officers(cast: Cast) -> None:
    url = issued_finding(cast, addressee=cast.agency).get_absolute_url()
    assert url in urls(cast.officer)
    assert url not in urls(cast.leader) | urls(cast.project_manager)


def test_a_report_waits_for_the_supervisor_or_else_for_government(
    cast: Cast, contract: Contract
) -> None:
    url = reported(cast, contract).get_absolute_url()
    assert url in urls(cast.supervisor)
    assert url not in urls(cast.officer) | urls(cast.project_manager)
    Engagement.objects.filter(organisation=cast.supervision_firm).update(ended_at=timezone.now())
    assert url in urls(cast.officer)


def test_a_change_waits_for_opinion_then_decision(cast: Cast, contract: Contract) -> None:
    change = proposed_change(cast, contract)
    url = change.get_absolute_url()
    assert url in urls(cast.supervisor)
    assert url not in urls(cast.leader) | urls(cast.project_manager)
    assess_change(change, actor=cast.supervisor, opinion="Good.")
    assert url in urls(cast.leader)
    assert url not in urls(cast.supervisor) | urls(cast.officer)


def test_a_claim_waits_for_certificate_then_approval(cast: Cast, contract: Contract) -> None:
    payment = claimed_payment(cast, contract)
    url = payment.get_absolute_url()
    assert url in urls(cast.supervisor)
    assert url not in urls(cast.finance)
    certify_payment(payment, actor=cast.supervisor)
    assert url in urls(cast.finance) & urls(cast.leader)
    assert url not in urls(cast.supervisor) | urls(cast.officer)


def test_a_milestone_waits_a_fortnight_before_its_day(cast: Cast, contract: Contract) -> None:
    soon = planned_milestone(cast, contract).get_absolute_url()
    far = timezone.localdate() + timedelta(days=15)
    later = planned_milestone(cast, contract, due=far).get_absolute_url()
    for party in (cast.supervisor, cast.project_manager):
        assert soon in urls(party)
        assert later not in urls(party)
    assert soon not in urls(cast.rival_manager)
