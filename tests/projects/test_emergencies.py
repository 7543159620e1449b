"""Reading in an emergency: two people, a reason, hours, letters and a trail (INV-9)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from audit.log.models import Entry
from egov_outsource import access
from egov_outsource.accounts.models import Membership, User
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed
from projects.actions.decide_emergency import decide_emergency
from projects.actions.end_emergency import end_emergency
from projects.actions.request_emergency import request_emergency
from projects.grants import derive_for_members
from projects.models import EmergencyAccess, Project, ProjectGrant
from projects.rights import Right
from projects.roles import SEE_ALL
from projects.tasks import derive_grants
from tests.build import ownership as build
from tests.build.projects import Cast


def confirm(emergency: EmergencyAccess, actor: Any) -> EmergencyAccess:
    """Somebody confirms."""
    return decide_emergency(emergency, actor=actor, outcome="confirmed", reasons="It burns.")


def test_two_people_let_a_third_read_for_hours_and_nothing_else(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    person = build.administrator(cast)
    with django_capture_on_commit_callbacks(execute=True):
        emergency = build.requested_emergency(cast, person)
    assert not Project.objects.visible_to(person).exists()
    with django_capture_on_commit_callbacks(execute=True):
        confirm(emergency, cast.security)
    held = {right for right in Right if access.may(person, right, cast.project)}
    assert held == SEE_ALL
    assert derive_grants() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=2, seconds=1)):
        assert not Project.objects.visible_to(person).exists()
    assert {letter.to[0] for letter in mail.outbox} == {cast.leader.email}
    assert len(mail.outbox) == 2
    assert "2 hours" in mail.outbox[0].body
    entries = Entry.objects.about(emergency).order_by("id")
    assert [e.event for e in entries] == ["emergency:requested", "emergency:decided"]
    assert person.name not in str([bytes(entry.leaf) for entry in entries])


@pytest.mark.parametrize("who", ["officer", "second_officer", "operator", "project_manager"])
def test_who_asked_and_who_has_no_duty_does_not_confirm(cast: Cast, who: str) -> None:
    with pytest.raises((NotAllowed, Hidden)):
        confirm(build.requested_emergency(cast), cast.people()[who])
    assert not EmergencyAccess.objects.in_force().exists()


def test_neither_the_reader_nor_the_one_who_asked_confirms(cast: Cast) -> None:
    mine = request_emergency(
        cast.project, actor=cast.leader, person=cast.leader, reason="Mine", hours=1
    )
    with pytest.raises(NotAllowed, match="SOD-13"):
        confirm(mine, cast.leader)
    theirs = build.requested_emergency(cast, cast.security)
    with pytest.raises(NotAllowed, match="SOD-13"):
        confirm(theirs, cast.security)
    assert confirm(theirs, cast.authority_leader).is_in_force


@pytest.mark.parametrize("who", ["project_manager", "auditor", "other_officer", "operator"])
def test_nobody_from_elsewhere_is_let_in_and_no_superuser_opens_the_door(
    cast: Cast, who: str
) -> None:
    stranger = cast.people()[who]
    with pytest.raises(Invalid, match="INV-9"):
        build.requested_emergency(cast, stranger)
    with pytest.raises((NotAllowed, Hidden)):
        request_emergency(
            cast.project, actor=stranger, person=cast.officer, reason="Please", hours=1
        )


def test_hours_are_bounded_and_a_request_waits_once(cast: Cast) -> None:
    with pytest.raises(Invalid, match="EMERGENCY-HOURS"):
        build.requested_emergency(cast, hours=5)
    person = build.administrator(cast)
    build.requested_emergency(cast, person)
    with pytest.raises(Conflict):
        build.requested_emergency(cast, person)


def test_ending_it_is_felt_by_the_next_request(cast: Cast, client: Client) -> None:
    person = build.administrator(cast)
    emergency = build.confirmed_emergency(cast, person)
    client.force_login(person)
    address = cast.project.get_absolute_url()
    assert client.get(address).status_code == 200
    end_emergency(emergency, actor=cast.leader)
    assert client.get(address).status_code == 404
    with pytest.raises(Conflict):
        end_emergency(emergency, actor=cast.leader)
    request = build.requested_emergency(cast, person)
    assert end_emergency(request, actor=cast.officer).status == EmergencyAccess.Status.WITHDRAWN


def test_whoever_leaves_the_agency_reads_no_longer(cast: Cast) -> None:
    """INV-2: an emergency lets nobody in who does not serve there any more."""
    person = build.administrator(cast)
    build.confirmed_emergency(cast, person)
    assert access.may(person, Right.VIEW, cast.project)
    Membership.objects.get(user=person).end(timezone.now())
    derive_for_members(cast.agency)
    assert not access.may(person, Right.VIEW, cast.project)


def test_every_opening_is_in_the_trail_and_others_leave_none(cast: Cast, client: Client) -> None:
    person = build.administrator(cast)
    emergency = build.confirmed_emergency(cast, person)
    pages = [
        cast.project.get_absolute_url(),
        f"/projects/{cast.project.pk}/control/",
        f"/api/v1/projects/{cast.project.pk}/",
        f"/api/v1/projects/{cast.project.pk}/requirements/",
        "/projects/export.csv",
    ]
    for user in (person, cast.officer):
        client.force_login(user)
        for page in pages:
            assert client.get(page).status_code == 200
    client.force_login(person)
    assert client.get(f"/projects/{cast.project.pk}/change/").status_code == 403
    entries = Entry.objects.about(emergency).filter(event="emergency:read").order_by("id")
    assert [entry.data["path"] for entry in entries] == pages
    assert {entry.actor_id for entry in entries} == {person.pk}
    assert {entry.project_id for entry in entries} == {cast.project.pk}


GRANT = (
    "INSERT INTO projects_projectgrant (user_id, permission_id, content_object_id,"
    " organisation_id, basis, valid_from, valid_to) SELECT {person}, p.id, {project},"
    " {agency}, {basis}, now(), now() + interval '{time}' FROM auth_permission p"
    " JOIN django_content_type c ON c.id = p.content_type_id"
    " WHERE c.model = 'project' AND p.codename = '{right}'"
)


STATEMENTS = [
    (
        (
            "UPDATE projects_emergencyaccess SET status = 'confirmed', decided_at = now(),"
            " decided_by_id = {operator}, valid_from = now(), valid_to = now() + interval '1 h'"
        ),
        "INV-9",
    ),
    (
        (
            "UPDATE projects_emergencyaccess SET status = 'confirmed', decided_at = now(),"
            " decided_by_id = {leader}, valid_from = now(), valid_to = now() + interval '9 h'"
        ),
        "INV-9",
    ),
    (
        (
            "UPDATE projects_emergencyaccess SET status = 'confirmed', decided_at = now(),"
            " decided_by_id = requested_by_id, valid_from = now(),"
            " valid_to = now() + interval '1 h'"
        ),
        "decided_by_another",
    ),
    ("UPDATE projects_emergencyaccess SET person_id = {operator}", "INV-9"),
    ("UPDATE projects_emergencyaccess SET hours = 24", "INV-9"),
    ("DELETE FROM projects_emergencyaccess", "INV-6"),
    (GRANT.replace("{time}", "1 h").replace("{right}", "view_project"), "INV-9"),
    (GRANT.replace("{time}", "1 h").replace("{right}", "a3"), "INV-9"),
]


def test_no_superuser_shortens_it_in_the_database(cast: Cast) -> None:
    person = build.administrator(cast)
    emergency = build.requested_emergency(cast, person)
    for statement, rule in STATEMENTS:
        sql = statement.format(
            operator=cast.operator.pk,
            leader=cast.leader.pk,
            person=person.pk,
            project=cast.project.pk,
            agency=cast.agency.pk,
            basis=f"'emergency {emergency.pk}'",
        )
        with pytest.raises(DatabaseError, match=rule), transaction.atomic():
            connection.cursor().execute(sql)


def test_what_was_confirmed_is_neither_longer_nor_wider_by_a_shell(cast: Cast) -> None:
    emergency = build.confirmed_emergency(cast)
    grants = ProjectGrant.objects.filter(basis=f"emergency {emergency.pk}")
    later = timezone.now() + timedelta(hours=9)
    for rows, change in (
        (grants, {"valid_to": later}),
        (grants, {"valid_to": None}),
        (EmergencyAccess.objects.filter(pk=emergency.pk), {"valid_to": later}),
    ):
        with pytest.raises(DatabaseError, match="INV-9"), transaction.atomic():
            rows.update(**change)


def test_an_operator_has_no_business_verb(cast: Cast) -> None:
    assert isinstance(cast.operator, User)
    assert cast.operator.is_superuser
    assert not [right for right in Right if access.may(cast.operator, right, cast.project)]
    assert not [right for right in Right if access.may(cast.operator, right, cast.agency)]
