"""First page of projects, highest risk first, for the widest and for a narrow viewer.

20 000 projects of 20 agencies; the widest viewer leads the authority above all of them, the
narrow one is a contractor's engineer in five projects. Ours resolves the scope first; the
baseline is guardian's `get_objects_for_user`; for it somebody holds the widest scope row by row,
because guardian knows no containers.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import Permission
from django.db import connection
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user  # noqa: TID251 - the baseline

from bench.figure import Figure, faster, milliseconds
from egov_outsource import access
from egov_outsource.accounts.models import Membership, Organisation, User
from projects.actions.appoint_engagement import engage
from projects.grants import derive_agency_grants, derive_project_grants
from projects.models import Agency, Project
from projects.rights import Right
from projects.roles import Capacity

AGENCIES = 20
PROJECTS = 20_000
PAGE = 25


def run() -> Iterator[Figure]:
    """One figure a viewer; the ratio says how many times faster than guardian."""
    wide, row_by_row, narrow = _population()
    for name, viewer, other in (("widest", wide, row_by_row), ("narrow", narrow, narrow)):
        assert _ours(viewer) == _guardian(other)  # noqa: S101 - both must see the same
        ours = milliseconds(partial(_ours, viewer))
        theirs = milliseconds(partial(_guardian, other))
        yield faster(f"visible_list_{name}", ours, theirs)


def _page(rows: Any) -> list[int]:
    page = rows.select_related("owner").order_by("-risk_level", "-id")[:PAGE]
    return [project.pk for project in page]


def _ours(viewer: User) -> list[int]:
    with access.remembered_scopes():
        return _page(Project.objects.visible_to(viewer))


def _guardian(viewer: User) -> list[int]:
    return _page(
        get_objects_for_user(
            viewer,
            Right.VIEW.value,
            klass=Project,
            accept_global_perms=False,
            with_superuser=False,
        )
    )


def _population() -> tuple[User, User, User]:
    authority = Organisation.objects.create(kind="government", name="Authority")
    agencies = [
        Organisation.objects.create(kind="government", name=f"Agency {n}", parent=authority)
        for n in range(AGENCIES)
    ]
    firm = Organisation.objects.create(kind="contractor", name="Firm")
    wide = _member(authority, Membership.Role.LEADER)
    narrow = _member(firm, Membership.Role.ENGINEER)
    _projects([agency.pk for agency in agencies], wide)
    derive_agency_grants(authority)
    now = timezone.now()
    some = list(Project.objects.order_by("id")[7 :: PROJECTS // 5])
    for project in some:
        engage(
            project,
            actor=wide,
            organisation=firm,
            capacity=Capacity.CONTRACTOR,
            purpose="bench",
            basis="bench",
            valid_from=now,
            valid_to=now + timedelta(days=365),
        )
    derive_project_grants(*some)
    row_by_row = _member(authority, Membership.Role.RECORDS)
    _lay_out_for_guardian(row_by_row, authority)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return wide, row_by_row, narrow


def _member(organisation: Organisation, role: str) -> User:
    user = User.objects.create_user(f"{role}@bench.example", name=role)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def _projects(agencies: list[int], creator: User) -> None:
    owners = [Agency(pk=pk) for pk in agencies]
    Project.objects.bulk_create(
        (
            Project(
                owner=owners[n % AGENCIES],
                reference=f"B-{n}",
                title=f"Project {n}",
                risk_level=(n * 7919) % 6,
                created_by=creator,
            )
            for n in range(PROJECTS)
        ),
        batch_size=2000,
    )


def _lay_out_for_guardian(viewer: User, organisation: Organisation) -> None:
    """A row a project for `viewer`."""
    permission = Permission.objects.get(
        content_type=access.content_type_of(Project), codename=Right.VIEW.value
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO projects_projectgrant (user_id, permission_id, content_object_id,"
            " organisation_id, basis, valid_from)"
            " SELECT %s, %s, id, %s, 'bench', now() FROM projects_project",
            [viewer.pk, permission.pk, organisation.pk],
        )
