"""The fast list shows what the plain one would: for every scope, filter, order and page."""

import random
from itertools import chain
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.wall import eyes
from projects.api import ProjectSerializer
from projects.models import AgencyGrant, Project
from projects.models.project import WALKED
from projects.paging import ORDERINGS, countable, ordered, page_of
from projects.rights import Right
from tests.build import accounts as build
from tests.build.projects import Cast

AGENCIES = WALKED + 10
PROJECTS = 3000


@pytest.fixture
def many(cast: Cast) -> list[Organisation]:
    """Agencies with 3 000 projects; those of the last agency all rank low."""
    agencies = Organisation.objects.bulk_create(
        Organisation(kind="government", name=f"Agency {n}") for n in range(AGENCIES)
    )
    dice = random.Random(7)  # noqa: S311 - no secret
    Project.objects.bulk_create(
        (
            Project(
                owner_id=agencies[n % AGENCIES].pk,
                reference=f"P-{n}",
                title=f"Project {dice.randrange(40)}",
                risk_level=0 if n % AGENCIES == AGENCIES - 1 else dice.randrange(6),
                budget=dice.choice([None, dice.randrange(9)]),
                stage=dice.choice(["planning", "selection"]),
                created_by=cast.officer,
            )
            for n in range(PROJECTS)
        ),
        batch_size=1000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE projects_project")
    return agencies


def viewer_of(agencies: list[Organisation], projects: list[Project]) -> User:
    """Somebody who sees everything of `agencies` and, as in an emergency, some `projects`."""
    body = build.government("Ministry")
    user = build.member(body, "model_steward")
    give_on_agencies(user, agencies, Right.VIEW)
    give(user, body, projects)
    return user


def give_on_agencies(user: User, agencies: list[Organisation], right: Right) -> None:
    """A right on everything of `agencies`."""
    permission = Permission.objects.get(codename=right.value, content_type__model="agency")
    AgencyGrant.objects.bulk_create(
        AgencyGrant(
            user=user,
            permission=permission,
            content_object_id=agency.pk,
            organisation=user.memberships.get().organisation,
            basis="test",
        )
        for agency in agencies
    )


def give(user: User, body: Organisation, projects: list[Project]) -> None:
    """Rights on single projects, straight into the table."""
    with eyes.as_owner(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "INSERT INTO projects_projectgrant (user_id, permission_id, content_object_id,"
            " organisation_id, basis, valid_from)"
            " SELECT %s, p.id, k, %s, 'test', %s FROM unnest(%s::bigint[]) k, auth_permission p"
            " JOIN django_content_type t ON t.id = p.content_type_id AND t.model = 'project'"
            " WHERE p.codename = %s AND t.app_label = 'projects'",
            [user.pk, body.pk, timezone.now(), [p.pk for p in projects], Right.VIEW.value],
        )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


SCOPES = [(0, 0), (0, 5), (1, 0), (2, 0), (3, 40), (WALKED, 3), (AGENCIES, 0), (WALKED + 1, 9)]


def test_every_page_of_every_scope_is_what_the_plain_query_gives(many: list[Organisation]) -> None:
    """INV-2: what is fast shows neither more nor less than what may be seen."""
    dice = random.Random(3)  # noqa: S311 - no secret
    everything = list(Project.objects.all())
    for wide, few in SCOPES:
        user = viewer_of(dice.sample(many, wide), dice.sample(everything, few))
        for rows in (Project.objects.all(), Project.objects.filter(stage="planning", budget__gt=2)):
            sort = dice.choice(["", "-risk", "risk"])
            check(rows, user, sort, pages=3)
        check(Project.objects.all(), user, dice.choice(["title", "-budget", "budget", "-end"]), 3)


def check(rows, user: User, sort: str, pages: int) -> None:  # type: ignore[no-untyped-def]
    """Page after page forward, then back again."""
    with access.remembered_scopes():
        wanted = [row.pk for row in ordered(rows.visible_to(user), sort)]
        cursor, seen, page = "", [], None
        for _ in range(pages):
            page = page_of(rows, user, sort=sort, cursor=cursor)
            assert page.count == min(len(wanted), 1001)
            seen.append([row.pk for row in page.rows])
            cursor = page.next
            if not cursor:
                break
        assert list(chain(*seen)) == wanted[: sum(map(len, seen))], (sort, len(wanted))
        assert bool(cursor) == (len(wanted) > 25 * len(seen))
        for before in reversed(seen[:-1]):
            assert page
            page = page_of(rows, user, sort=sort, cursor=page.previous)
            assert [row.pk for row in page.rows] == before
        assert page
        assert not page.previous


def test_orders_with_empty_values_reach_every_row_both_ways(many: list[Organisation]) -> None:
    user = viewer_of(many[:2], [])
    for name in ORDERINGS:
        for sort in (name, f"-{name}"):
            check(Project.objects.all(), user, sort, pages=99)


def plan_of(rows) -> str:  # type: ignore[no-untyped-def]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan: str = rows.explain()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = on")
    return plan


@pytest.mark.parametrize(
    ("wide", "few", "index"),
    [
        (2, 0, "Index Only Scan using project_owner_risk"),
        (1, 0, "Index Scan using project_owner_risk"),
        (0, 5, "Index Scan using projects_project_pkey"),
        (2, 5, "Index Only Scan using project_owner_risk"),
        (AGENCIES, 0, "Index Scan using project_risk "),
    ],
)
def test_the_plan_of_a_page_walks_an_index_and_hashes_no_sub_query(
    many: list[Organisation], wide: int, few: int, index: str
) -> None:
    user = viewer_of(many[-wide:] if wide else [], list(Project.objects.all()[:few]))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    last = (3, 10**9)
    for rows in (
        Project.objects.by_risk(user, 26),
        Project.objects.by_risk(user, 26, beyond=last),
        countable(Project.objects.all(), user),
        Project.objects.visible_to(user).filter(pk=1),
    ):
        assert "hashed SubPlan" not in plan_of(rows)
    assert index in plan_of(Project.objects.by_risk(user, 26))


def test_a_count_follows_each_way_to_a_row_only_as_far_as_it_counts(
    many: list[Organisation],
) -> None:
    """OR-ed, agencies and projects would be collected to the last row before any is counted."""
    user = viewer_of(many[:2], list(Project.objects.all()[:5]))
    plan = plan_of(countable(Project.objects.all(), user))
    assert "BitmapOr" not in plan
    assert " OR " not in plan
    assert plan.count("Limit") == 3


def test_a_list_costs_the_same_queries_however_long(  # type: ignore[no-untyped-def]
    client: Client,
    cast: Cast,
    many: list[Organisation],
    django_assert_max_num_queries,
) -> None:
    user = viewer_of(many[:3], [])
    give_on_agencies(user, many[:3], Right.VIEW_RISK)  # a badge beside every row
    client.force_login(user)
    for address in ("/projects/", "/projects/?sort=title", "/projects/?stage=planning&q=project"):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
    with django_assert_max_num_queries(6):
        body = client.get("/api/v1/projects/?page_size=100").json()
    assert (len(body["results"]), body["count"], body["is_capped"]) == (100, 150, False)


def test_the_list_of_the_api_shows_rows_as_their_own_address_does(cast: Cast) -> None:
    Project.objects.filter(pk=cast.project.pk).update(risk_level=4, budget="1200.50")
    for person in (cast.officer, cast.auditor, cast.project_manager):
        api = APIClient()
        api.force_authenticate(person)
        body = api.get("/api/v1/projects/").json()
        assert body["count"] == 1
        assert body["results"] == [api.get(f"/api/v1/projects/{cast.project.pk}/").json()]
        assert set(body["results"][0]) == {*ProjectSerializer.Meta.fields, "withheld"}


def test_an_address_with_a_cursor_of_a_hidden_row_begins_again(
    client: Client, cast: Cast, many: list[Organisation]
) -> None:
    hidden = Project.objects.filter(owner=many[0].pk).first()
    assert hidden
    client.force_login(cast.officer)
    first = client.get("/projects/").context["projects"]
    for cursor in (f"b{hidden.pk}", "b99999999", "x", "b"):
        assert client.get("/projects/", {"cursor": cursor}).context["projects"] == first


def test_pages_by_a_plan_made_for_nobody_are_those_of_plans_made_for_each(
    many: list[Organisation], settings: Any
) -> None:
    """INV-2: a connection that keeps a plan shows each viewer their own, in any order of them."""
    everything = list(Project.objects.all())
    viewers = [viewer_of(many[:wide], everything[-few:] if few else []) for wide, few in SCOPES]
    last = everything[17].pk
    pages: list[list[Any]] = []
    for prepares in (True, False):
        settings.DATABASE_PREPARES = prepares
        found: list[Any] = []
        for viewer in [*viewers, *reversed(viewers)]:
            for cursor in ("", f"b{last}"):
                page = page_of(Project.objects.select_related("owner"), viewer, cursor=cursor)
                found.append((page.count, page.next, [(p.pk, p.owner.name) for p in page.rows]))
        pages.append(found)
    assert pages[0] == pages[1]
    assert len({str(found) for found in pages[0]}) > len(viewers)
    with connection.cursor() as cursor_:
        cursor_.execute("SELECT generic_plans, custom_plans FROM pg_prepared_statements")
        plans = cursor_.fetchall()
    assert sum(generic for generic, _custom in plans) > len(viewers)
    assert not any(custom for _generic, custom in plans)


def test_a_revoked_right_counts_on_the_next_request_though_plans_are_kept(cast: Cast) -> None:
    """A prepared scope is read anew each time; only its plan is old."""
    assert page_of(Project.objects.all(), cast.officer).count == 1
    AgencyGrant.objects.filter(user=cast.officer).delete()
    assert page_of(Project.objects.all(), cast.officer).count == 0
