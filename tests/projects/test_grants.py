"""Grants follow from memberships and engagements, and end with them."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import connection
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource import access
from egov_outsource.accounts.models import Membership
from egov_outsource.errors import Hidden, NotAllowed
from projects.actions.end_engagement import end_engagement
from projects.actions.rederive_grants import rederive_grants
from projects.actions.set_allocation import set_allocation
from projects.grants import derive_agency_grants, derive_for_members, derive_project_grants
from projects.models import AgencyGrant, Engagement, GrantReport, Project, ProjectGrant
from projects.rights import Right
from projects.roles import ENGAGEMENT_RIGHTS, SEE_ALL, capacity_of
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


def test_to_whom_a_project_is_hidden_it_is_not_even_refused(cast: Cast) -> None:
    for stranger in (cast.rival_manager, cast.other_officer, cast.outsider, cast.operator):
        with pytest.raises(Hidden):
            access.require(stranger, Right.S3, cast.project)
    for seeing in (cast.officer, cast.project_manager):
        with pytest.raises(NotAllowed):
            access.require(seeing, Right.S3, cast.project)


def test_access_ends_in_the_query_itself_when_the_engagement_ends(cast: Cast) -> None:
    engagement = Engagement.objects.get(organisation=cast.audit_office)
    assert Project.objects.visible_to(cast.auditor).exists()
    with time_machine.travel(engagement.valid_to + timedelta(seconds=1), tick=False):
        assert not Project.objects.visible_to(cast.auditor).exists()
        assert not access.may(cast.auditor, Right.AUDIT, cast.project)


def test_a_grant_to_come_does_not_count_yet(cast: Cast) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    AgencyGrant.objects.filter(user=cast.officer).update(valid_from=tomorrow)
    assert not access.may(cast.officer, Right.VIEW, cast.project)
    assert not Project.objects.visible_to(cast.officer).exists()
    with time_machine.travel(tomorrow + timedelta(seconds=1), tick=False):
        assert access.may(cast.officer, Right.VIEW, cast.project)


def test_a_contractor_still_reads_its_own_papers_for_thirty_days(cast: Cast) -> None:
    engagement = Engagement.objects.get(organisation=cast.contractor)
    with time_machine.travel(engagement.valid_to - timedelta(seconds=1), tick=False):
        assert access.may(cast.project_manager, Right.SUBMIT, cast.project)
    with time_machine.travel(engagement.valid_to, tick=False):
        held = {right for right in Right if access.may(cast.project_manager, right, cast.project)}
        assert held == {Right.VIEW, Right.VIEW_OWN}
    with time_machine.travel(engagement.valid_to + timedelta(days=29), tick=False):
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


def test_the_hourly_task_mends_what_differs_and_says_so(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert derive_grants() == 0
    assert not mail.outbox
    ProjectGrant.objects.filter(user=cast.supervisor).delete()
    AgencyGrant.objects.filter(user=cast.leader, content_object=cast.agency).delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert derive_grants() == 1
    assert Project.objects.visible_to(cast.supervisor).exists()
    report = GrantReport.objects.get()
    assert report.agency_id == cast.agency.pk
    assert report.granted == len(report.lines) > 0
    assert {line["what"] for line in report.lines} == {"granted"}
    assert report in GrantReport.objects.visible_to(cast.leader)
    assert not GrantReport.objects.visible_to(cast.other_leader).exists()
    assert not GrantReport.objects.visible_to(cast.operator).exists()
    assert [letter.to for letter in mail.outbox] == [[cast.leader.email]]
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


READS = SEE_ALL
# INV-3: what a contractor may do at all, delegable decision points apart
CONTRACTORS = READS | {
    Right.BID,
    Right.SUBMIT,
    Right.UPLOAD_EVIDENCE,
    Right.RESPOND,
    Right.COMMENT,
    Right.ACKNOWLEDGE,
    Right.PROPOSE_CHANGE,
    Right.ANSWER_RISK,
}
# INV-4: a third party sees, and makes its own findings, certificates, tests and assessments
THIRD_PARTIES = READS | {
    Right.INSPECT,
    Right.CERTIFY,
    Right.ASSESS,
    Right.TEST,
    Right.AUDIT,
    Right.COMMENT,
    Right.UPLOAD_EVIDENCE,
}
DELEGABLE = {Right.P6, Right.M6, Right.S2, Right.S6, Right.X3, Right.A2}


def test_verbs_outside_government_are_those_of_inv_3_and_inv_4() -> None:
    for code, roles in ENGAGEMENT_RIGHTS.items():
        allowed = CONTRACTORS if capacity_of(code).kind == "contractor" else THIRD_PARTIES
        for role, rights in roles.items():
            assert rights - DELEGABLE <= allowed, (code, role)


def allocate(cast: Cast, point: str, **shares: str) -> None:
    """The leader declares shares."""
    given = {holder: Decimal(share) for holder, share in shares.items()}
    mode = "joint" if len(given) > 1 else "sole"
    set_allocation(
        cast.project, actor=cast.leader, point=point, shares=given, mode=mode, basis="clause 3"
    )


def test_delegable_points_follow_the_declared_allocation(cast: Cast) -> None:
    for person, right, share in (
        (cast.project_manager, Right.X3, {"G": "0.5", "C": "0.5"}),
        (cast.supervisor, Right.S2, {"G": "0.5", "T": "0.5"}),
        (cast.assessor, Right.A2, {"G": "0.5", "T": "0.5"}),
    ):
        code = right.value.upper()
        assert access.may(person, right, cast.project)
        allocate(cast, code, G="1")
        assert not access.may(person, right, cast.project)
        allocate(cast, code, **share)
        assert access.may(person, right, cast.project)
    assert not derive_project_grants(cast.project)


def test_both_grant_tables_have_the_covering_index(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, indexdef FROM pg_indexes WHERE indexname IN"
            " ('agency_grant_scope', 'project_grant_scope')"
        )
        found = dict(cursor.fetchall())
    assert set(found) == {"projects_agencygrant", "projects_projectgrant"}
    for definition in found.values():
        assert (
            "(user_id, permission_id, organisation_id, basis) INCLUDE (content_object_id, "
            in definition
        )


def test_only_the_door_and_the_permission_models_know_guardian() -> None:
    root = Path(settings.BASE_DIR)
    folders = ("audit", "contractors", "egov_outsource", "projects", "risk")
    users = {
        path.relative_to(root).as_posix()
        for folder in folders
        for path in (root / folder).rglob("*.py")
        if "migrations" not in path.parts
        and any(
            line.startswith(("import guardian", "from guardian"))
            for line in path.read_text().splitlines()
        )
    }
    assert users <= {"egov_outsource/access.py", "projects/models/grant.py"}
