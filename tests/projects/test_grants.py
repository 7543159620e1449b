"""Grants follow from memberships and engagements, and end with them."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource import access
from egov_outsource.accounts.models import Membership
from egov_outsource.errors import NotAllowed
from projects.actions.end_engagement import end_engagement
from projects.actions.rederive_grants import rederive_grants
from projects.grants import derive_agency_grants, derive_for_members, derive_project_grants
from projects.models import AgencyGrant, Engagement, Project, ProjectGrant
from projects.rights import Right
from projects.tasks import derive_grants
from tests.build.projects import Cast


def test_an_officer_works_on_every_project_of_the_agency_and_decides_nothing_reserved(
    cast: Cast,
) -> None:
    assert access.may(cast.officer, Right.EDIT_PLANNING, cast.project)
    decision = access.may(cast.officer, Right.P1, cast.project)
    assert not decision
    assert "Approving leader" in str(decision.helper)


def test_a_contractor_asking_for_a_reserved_right_is_told_that_it_is_reserved(cast: Cast) -> None:
    assert access.may(cast.project_manager, Right.S3, cast.project).code == "INV-5"


def test_the_leader_above_sees_but_does_not_edit(cast: Cast) -> None:
    assert access.may(cast.authority_leader, Right.VIEW_TRAIL, cast.project)
    assert access.may(cast.authority_leader, Right.X5, cast.project)
    assert not access.may(cast.authority_leader, Right.EDIT_PLANNING, cast.project)


def test_access_ends_in_the_query_itself_when_the_engagement_ends(cast: Cast) -> None:
    engagement = Engagement.objects.get(organisation=cast.audit_office)
    assert Project.objects.visible_to(cast.auditor).exists()
    with time_machine.travel(engagement.valid_to + timedelta(seconds=1), tick=False):
        assert not Project.objects.visible_to(cast.auditor).exists()
        assert not access.may(cast.auditor, Right.AUDIT, cast.project)


def test_a_contractor_still_reads_its_own_papers_for_thirty_days(cast: Cast) -> None:
    engagement = Engagement.objects.get(organisation=cast.contractor)
    with time_machine.travel(engagement.valid_to + timedelta(days=1), tick=False):
        assert not access.may(cast.project_manager, Right.SUBMIT, cast.project)
        assert access.may(cast.project_manager, Right.VIEW_OWN, cast.project)
    with time_machine.travel(engagement.valid_to + timedelta(days=31), tick=False):
        assert not access.may(cast.project_manager, Right.VIEW_OWN, cast.project)


def test_ending_an_engagement_takes_access_away_at_once(cast: Cast) -> None:
    engagement = Engagement.objects.get(organisation=cast.supervision_firm)
    end_engagement(engagement, actor=cast.leader, reason="replaced")
    assert not Project.objects.visible_to(cast.supervisor).exists()


def test_leaving_an_organisation_takes_access_away(cast: Cast) -> None:
    now = timezone.now()
    Membership.objects.filter(user=cast.engineer).update(valid_to=now)
    derive_for_members(cast.contractor)
    assert not ProjectGrant.objects.filter(user=cast.engineer, valid_to__gt=now).exists()
    assert not Project.objects.visible_to(cast.engineer).exists()


def test_deriving_twice_changes_nothing(cast: Cast) -> None:
    before = AgencyGrant.objects.count(), ProjectGrant.objects.count()
    assert not derive_agency_grants(cast.authority)
    assert not derive_project_grants(cast.project)
    assert before == (AgencyGrant.objects.count(), ProjectGrant.objects.count())


def test_the_hourly_task_mends_what_differs_and_says_so(cast: Cast) -> None:
    assert derive_grants() == 0
    ProjectGrant.objects.filter(user=cast.supervisor).delete()
    AgencyGrant.objects.filter(user=cast.leader, content_object=cast.agency).delete()
    assert derive_grants() == 1
    assert Project.objects.visible_to(cast.supervisor).exists()
    entry = Entry.objects.get(event="grants:mended")
    assert entry.subject_id == cast.agency.pk
    assert entry.data["granted"] > 0
    with pytest.raises(NotAllowed):
        rederive_grants(cast.agency, actor=cast.operator)


def test_a_foreign_grant_is_found_and_removed(cast: Cast) -> None:
    grant = ProjectGrant.objects.filter(user=cast.engineer).first()
    assert grant is not None
    grant.pk, grant.basis = None, "shell"
    ProjectGrant.objects.bulk_create([grant])
    assert derive_project_grants(cast.project).revoked == 1
    assert not ProjectGrant.objects.filter(basis="shell").exists()
