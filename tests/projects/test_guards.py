"""What the database itself refuses, whoever asks."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction
from django.test import Client, TestCase
from django.utils import timezone

from egov_outsource import access
from egov_outsource.access import content_type_of
from egov_outsource.accounts.actions.end_membership import end_membership
from egov_outsource.accounts.models import Membership, Organisation
from egov_outsource.errors import Hidden, NotAllowed
from projects.grants import derive_project_grants
from projects.models import Decision, Project, ProjectGrant
from projects.rights import DECISION_POINTS, RESERVED, Right
from projects.roles import ENGAGEMENT_RIGHTS, OUTSIDE_GOVERNMENT, Capacity
from tests.build import accounts
from tests.build.projects import Cast


def refused(sql: str, *values: object) -> str:
    """The database's answer to a statement that it must refuse."""
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        connection.cursor().execute(sql, values)
    return str(error.value)


def permission(right: Right) -> Permission:
    """The permission on projects that stands for `right`."""
    return Permission.objects.get(content_type=content_type_of(Project), codename=right.value)


def test_there_are_24_reserved_points_that_nobody_outside_government_may_hold() -> None:
    assert len(DECISION_POINTS) == 30
    assert len(RESERVED) == 24
    assert sum(point.weight for point in DECISION_POINTS.values()) == 75
    assert not RESERVED & OUTSIDE_GOVERNMENT
    editing = {r for r in Right if r.value.startswith(("edit_", "review_", "waive_", "register_"))}
    assert not editing & OUTSIDE_GOVERNMENT


@pytest.mark.parametrize("outsider", ["project_manager", "supervisor"])
def test_nothing_reserved_is_derived_outside_government_even_from_a_table_that_says_so(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, outsider: str
) -> None:
    """INV-5: refused when grants are made, before the database has to."""
    capacity, role = {
        "project_manager": (Capacity.CONTRACTOR, "project_manager"),
        "supervisor": (Capacity.SUPERVISION, "supervisor"),
    }[outsider]
    rights = ENGAGEMENT_RIGHTS[capacity]
    monkeypatch.setitem(rights, role, rights[role] | {Right.A3})
    monkeypatch.setattr("projects.grants.point_of", lambda _right: None)  # as if it were declared
    with pytest.raises(NotAllowed) as refused:
        derive_project_grants(cast.project)
    assert refused.value.code == "INV-5"


def test_a_row_that_gave_a_reserved_right_would_not_count(cast: Cast) -> None:
    """INV-5 at the request, were the two others to fail: the trigger is off in this test alone."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        ProjectGrant.objects.create(
            user=cast.project_manager,
            permission=permission(Right.A3),
            content_object=cast.project,
            organisation=cast.contractor,
            basis="forged",
            valid_to=timezone.now() + timedelta(days=1),
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert not access.may(cast.project_manager, Right.A3, cast.project)
    assert access.may(cast.leader, Right.A3, cast.project)


def test_no_right_of_government_can_be_granted_to_a_contractor(cast: Cast) -> None:
    for right in sorted(set(Right) - OUTSIDE_GOVERNMENT):
        answer = refused(
            "INSERT INTO projects_projectgrant (user_id, permission_id, content_object_id,"
            " organisation_id, basis, valid_from, valid_to)"
            " VALUES (%s, %s, %s, %s, 'shell', now(), now() + interval '1 day')",
            cast.project_manager.pk,
            permission(right).pk,
            cast.project.pk,
            cast.contractor.pk,
        )
        assert "INV-5" in answer, right


def test_the_trigger_knows_the_same_table_as_the_code(cast: Cast) -> None:
    made = ProjectGrant.objects.bulk_create(
        ProjectGrant(
            user=cast.project_manager,
            permission=permission(right),
            content_object=cast.project,
            organisation=cast.contractor,
            basis="test",
            valid_to=timezone.now() + timedelta(days=1),
        )
        for right in OUTSIDE_GOVERNMENT
    )
    assert ProjectGrant.objects.filter(basis="test").count() == len(made) == len(OUTSIDE_GOVERNMENT)


def test_a_grant_outside_government_needs_an_end(cast: Cast) -> None:
    answer = refused("UPDATE projects_projectgrant SET valid_to = NULL")
    assert "INV-2" in answer


def test_only_government_can_own_a_project(cast: Cast) -> None:
    sql = "UPDATE projects_project SET owner_id = %s WHERE id = %s"
    assert "INV-1" in refused(sql, cast.contractor.pk, cast.project.pk)
    assert "INV-1" in refused(sql, cast.other_agency.pk, cast.project.pk)
    sql = "UPDATE accounts_organisation SET kind = 'government' WHERE id = %s"
    assert "INV-1" in refused(sql, cast.contractor.pk)


def test_a_contractor_cannot_even_be_written_down_as_having_decided(cast: Cast) -> None:
    with pytest.raises(DatabaseError, match="INV-5"), transaction.atomic():
        Decision.objects.create(
            project=cast.project,
            point="A3",
            event="x:y",
            subject_type="x",
            subject_id=1,
            subject_name="x",
            decided_by=cast.project_manager,
            organisation=cast.contractor,
            holder="C",
            is_as_declared=False,
        )


def test_a_superuser_holds_no_business_right(cast: Cast) -> None:
    assert not Project.objects.visible_to(cast.operator).exists()
    assert not Organisation.objects.filter(memberships__user=cast.operator).exists()
    assert not [right for right in Right if access.may(cast.operator, right, cast.project)]
    for stranger in (cast.operator, cast.outsider, cast.rival_manager):
        with pytest.raises(Hidden):  # hidden is nonexistent: not even that it is refused
            access.require(stranger, Right.S3, cast.project)
    with pytest.raises(NotAllowed):
        access.require(cast.engineer, Right.S3, cast.project)


def test_who_is_locked_out_holds_nothing_before_any_grant_is_derived_again(cast: Cast) -> None:
    """INV-9: the account is asked at every request, not only when grants are made."""
    assert ProjectGrant.objects.filter(user=cast.supervisor).exists()
    for person in (cast.leader, cast.supervisor):
        person.is_active = False
        person.save()
        assert not access.may(person, Right.VIEW, cast.project)
        assert not Project.objects.visible_to(person).exists()


def test_whoever_left_finds_nothing_with_the_next_request(cast: Cast, client: Client) -> None:
    """Revocation counts at once, in government and outside it."""
    boss, page = accounts.administrator(cast.agency), f"/projects/{cast.project.pk}/"
    second = accounts.administrator(cast.supervision_firm)
    for person, administrator in ((cast.officer, boss), (cast.supervisor, second)):
        client.force_login(person)
        assert client.get(page).status_code == 200
        with TestCase.captureOnCommitCallbacks(execute=True):
            end_membership(Membership.objects.get(user=person), actor=administrator)
        assert client.get(page).status_code == 404
