"""A country: 200 agencies, 5 000 people and as many projects as wished, with grants.

Four viewers, and beside each a twin for whom the same is laid out as guardian needs it: a row for
every project, because guardian knows no containers.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from guardian.shortcuts import get_objects_for_user  # noqa: TID251 - the baseline

from bench.figure import Figure, timed
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.rights import Right
from projects.roles import AGENCY_RIGHTS, ENGAGEMENT_RIGHTS, OVERSIGHT_RIGHTS, Capacity

PROJECTS = int(os.environ.get("BENCH_PROJECTS", "200000"))
AGENCIES = 200
OFFICIALS = 4_000  # 20 an agency; another 1 000 people work for contractors
PEOPLE = 5_000
FIRST = 1_000  # people's numbers begin here, above those of the platform's own
FIRMS = 200
ASSIGNED = 5
LOW = 7  # the agency whose projects all rank low
WIDE = 100  # agencies of the auditor
PAGE = 25
MOST_COUNTED = 1_001


@dataclass(frozen=True)
class Viewer:
    """Who looks, the twin who needs a row a project, and how narrow the scope is."""

    name: str
    user: User
    twin: User
    is_narrow: bool


@cache
def viewers() -> tuple[Viewer, ...]:
    """The four viewers, after the country is filled."""
    _fill()
    with connection.cursor() as cursor:
        cursor.execute(VACUUM)
    return (
        _viewer("two_agencies", 1, PEOPLE + 1, is_narrow=False),
        _viewer("five_projects", OFFICIALS + 1, PEOPLE + 2, is_narrow=True),
        _viewer("low_ranking_agency", 2, PEOPLE + 3, is_narrow=False),
        _viewer("auditor", 3, PEOPLE + 4, is_narrow=False),
    )


def by_guardian(user: User) -> QuerySet[Project]:
    """What guardian's own function gives, as one would call it."""
    found: QuerySet[Project] = get_objects_for_user(
        user, Right.VIEW.value, klass=Project, accept_global_perms=False, with_superuser=False
    )
    return found


def measured(
    bench: str,
    ours: Callable[[User], object],
    guardians: Callable[[User], object],
    unguarded: Callable[[], object],
) -> Iterator[Figure]:
    """A figure a viewer, then the smallest ratio of all; time in the database is what counts.

    The whole time, with the objects that Python makes, stands beside it.
    """
    (free,) = timed(unguarded)
    figures = []
    for viewer in viewers():
        with access.remembered_scopes():
            wanted = guardians(viewer.twin)
        assert within_request(ours, viewer.user) == wanted  # noqa: S101 - the same is seen
        mine, theirs = timed(
            partial(within_request, ours, viewer.user), partial(guardians, viewer.twin)
        )
        more = {
            "p50": mine.p50,
            "p95": mine.p95,
            "baseline_p50": theirs.p50,
            "whole_ratio": theirs.p50 / mine.p50,
            "without_permissions": free.db,
            "projects": PROJECTS,
        }
        one = Figure(f"{bench}_{viewer.name}", mine.db, "ms", theirs.db, theirs.db / mine.db, more)
        figures.append(one)
        yield one
    worst = min(figures, key=lambda figure: figure.ratio)
    values = [figure.value for figure in figures]
    spread = {**worst.more, "viewer": worst.bench, "worst_to_best": max(values) / min(values)}
    yield Figure(bench, worst.value, "ms", worst.baseline, worst.ratio, spread)


def within_request(work: Callable[[User], object], user: User) -> object:
    """`work` as a request does it: the scope is read anew, and once."""
    with access.remembered_scopes():
        return work(user)


def first_page(rows: QuerySet[Project]) -> list[Project]:
    """25 by risk."""
    return list(rows.select_related("owner").order_by("-risk_level", "-id")[:PAGE])


def capped(rows: QuerySet[Project]) -> int:
    """How many, as far as a reader cares."""
    return rows.order_by()[:MOST_COUNTED].count()


def _viewer(name: str, user: int, twin: int, *, is_narrow: bool) -> Viewer:
    people = User.objects.in_bulk([FIRST + user, FIRST + twin])
    return Viewer(name, people[FIRST + user], people[FIRST + twin], is_narrow)


def _fill() -> None:
    facts: dict[str, Any] = {
        "agencies": AGENCIES,
        "officials": OFFICIALS,
        "people": PEOPLE,
        "first": FIRST,
        "firms": FIRMS,
        "projects": PROJECTS,
        "assigned": ASSIGNED,
        "low": LOW,
        "wide": WIDE,
        "officer": [right.value for right in AGENCY_RIGHTS["officer"]],
        "records": [right.value for right in OVERSIGHT_RIGHTS["officer"]],
        "engineer": [r.value for r in ENGAGEMENT_RIGHTS[Capacity.CONTRACTOR]["engineer"]],
        "view": Right.VIEW.value,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        # the rows are made so that triggers and foreign keys have nothing to say
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in FILL:
            cursor.execute(statement, facts)


VACUUM = "VACUUM ANALYZE"

_ORGANISATIONS = """
INSERT INTO accounts_organisation (id, kind, name, name_zh, is_active, version, created_at)
SELECT n, CASE WHEN n <= %(agencies)s THEN 'government' ELSE 'contractor' END,
       'Organisation ' || n, '', true, 1, now()
FROM generate_series(1, %(agencies)s + %(firms)s) n
"""

_PEOPLE = """
INSERT INTO accounts_user (id, email, name, password, kind, language, is_active, is_staff,
                           is_superuser, date_joined)
SELECT %(first)s + n, 'person.' || n || '@bench.example', 'Person ' || n, '', 'person', 'en', true,
       false, false, now()
FROM generate_series(1, %(people)s + 4) n
"""

# official n serves agency n mod 200; the first one two agencies, the second the low-ranking one
_MEMBERSHIPS = """
INSERT INTO accounts_membership (user_id, organisation_id, role, valid_from)
SELECT %(first)s + n, CASE WHEN n = 2 THEN %(low)s ELSE n %% %(agencies)s + 1 END, 'officer', now()
FROM generate_series(1, %(officials)s) n
UNION ALL SELECT %(first)s + 1, 100, 'officer', now()
UNION ALL SELECT %(first)s + n, %(agencies)s + n %% %(firms)s + 1, 'engineer', now()
FROM generate_series(%(officials)s + 1, %(people)s) n
"""

_PROJECTS = """
INSERT INTO projects_project (id, owner_id, reference, title, title_zh, summary, classification,
    currency, mode, stage, status, source, risk_level, created_by_id, created_at, version, budget)
SELECT n, a, 'B-' || n, 'Project ' || n, '', repeat('What it is for. ', 8), 'general', 'CNY', '',
    (ARRAY['planning', 'selection', 'supervision', 'acceptance', 'prosecution'])[1 + n %% 5],
    'active', 'native', CASE WHEN a = %(low)s THEN 0 ELSE (n::bigint * 7919) %% 6 END,
    %(first)s + 1, now(), 1, n
FROM (SELECT n, 1 + abs(hashint4(n)::bigint) %% %(agencies)s AS a
      FROM generate_series(1, %(projects)s) n) made
"""

_AGENCY_GRANTS = """
INSERT INTO projects_agencygrant (user_id, permission_id, content_object_id, organisation_id,
                                  basis, valid_from)
SELECT m.user_id, p.id, m.organisation_id, m.organisation_id, 'membership ' || m.id, m.valid_from
FROM accounts_membership m
JOIN auth_permission p ON p.codename = ANY(%(officer)s)
JOIN django_content_type t ON t.id = p.content_type_id AND t.model = 'agency'
WHERE m.user_id <= %(first)s + %(officials)s AND m.user_id <> %(first)s + 3
UNION ALL
SELECT %(first)s + 3, p.id, a, 4, 'oversight', now()
FROM generate_series(51, 50 + %(wide)s) a, auth_permission p
JOIN django_content_type t ON t.id = p.content_type_id AND t.model = 'agency'
WHERE p.codename = ANY(%(records)s)
"""

_PROJECT_GRANTS = """
INSERT INTO projects_projectgrant (user_id, permission_id, content_object_id, organisation_id,
                                   basis, valid_from, valid_to)
SELECT %(first)s + n, p.id,
       1 + (n::bigint * 7907 + k * (%(projects)s / %(assigned)s)) %% %(projects)s,
       %(agencies)s + n %% %(firms)s + 1, 'engagement ' || n || '-' || k, now(),
       now() + interval '1 year'
FROM generate_series(%(officials)s + 1, %(people)s) n, generate_series(1, %(assigned)s) k,
     auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
                        AND t.app_label = 'projects' AND t.model = 'project'
WHERE p.codename = ANY(%(engineer)s)
"""

_GUARDIAN = """
INSERT INTO projects_projectgrant (user_id, permission_id, content_object_id, organisation_id,
                                   basis, valid_from)
SELECT %(first)s + %(people)s + twin.n, v.id, p.id, p.owner_id, 'guardian', now()
FROM (VALUES (1, 1), (3, 2), (4, 3)) AS twin(n, user_id)
JOIN auth_permission v ON v.codename = %(view)s
JOIN django_content_type t ON t.id = v.content_type_id AND t.app_label = 'projects'
                          AND t.model = 'project'
JOIN projects_project p ON p.owner_id IN (
    SELECT content_object_id FROM projects_agencygrant g
    JOIN auth_permission x ON x.id = g.permission_id AND x.codename = %(view)s
    WHERE g.user_id = %(first)s + twin.user_id)
UNION ALL
SELECT %(first)s + %(people)s + 2, g.permission_id, g.content_object_id, g.organisation_id,
       'guardian', now()
FROM projects_projectgrant g JOIN auth_permission v ON v.id = g.permission_id
                              AND v.codename = %(view)s
WHERE g.user_id = %(first)s + %(officials)s + 1
"""

FILL = (
    _ORGANISATIONS,
    _PEOPLE,
    _MEMBERSHIPS,
    _PROJECTS,
    _AGENCY_GRANTS,
    _PROJECT_GRANTS,
    _GUARDIAN,
)
