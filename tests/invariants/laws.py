# ruff: noqa: S608 - what is put together here are names of our own tables
"""The invariants of the platform as questions to the database whose answer must be nothing."""

from typing import Any

from django.db import connection

# what is never handed out, whoever asks: the classes of the design, written down a second time
RESERVED = [
    "p1",
    "p2",
    "p3",
    "p4",
    "p5",
    "m1",
    "m2",
    "m3",
    "m4",
    "m5",
    "s1",
    "s3",
    "s4",
    "s5",
    "a1",
    "a3",
    "a4",
    "a5",
    "a6",
    "x1",
    "x2",
    "x4",
    "x5",
    "x6",
]
SEE = [
    "view_project",
    "view_own",
    "view_planning",
    "view_selection",
    "view_bids",
    "view_contract",
    "view_supervision",
    "view_findings",
    "view_payments",
    "view_acceptance",
    "view_prosecution",
    "view_evidence",
    "view_trail",
    "view_risk",
    "view_allocation",
    "view_reviews",
]
VERBS = {
    "contractor": [
        "view_project",
        "view_own",
        "view_planning",
        "submit",
        "respond",
        "answer_risk",
        "comment",
        "acknowledge",
        "bid",
        "propose_change",
        "upload_evidence",
        "p6",
        "m6",
        "s6",
        "x3",
    ],
    "third_party": [
        *SEE,
        *[
            "inspect",
            "certify",
            "assess",
            "test",
            "audit",
            "comment",
            "upload_evidence",
            "s2",
            "s6",
            "a2",
        ],
    ],
}
GRANTS = """
    SELECT g.id, g.user_id, g.organisation_id, g.content_object_id, g.basis, g.valid_to,
    p.codename, o.kind FROM {table} g JOIN auth_permission p ON p.id = g.permission_id
    JOIN accounts_organisation o ON o.id = g.organisation_id
"""
ON_AGENCY = GRANTS.format(table="projects_agencygrant")
ON_PROJECT = GRANTS.format(table="projects_projectgrant")

# each finds what may not be
LAWS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "INV-1 a project belongs to government": (
        (
            "SELECT p.id FROM projects_project p JOIN accounts_organisation o ON o.id = p.owner_id"
            " WHERE o.kind <> 'government'"
        ),
        (),
    ),
    "INV-1 an owner changes by a decision of the next higher authority only": (
        (
            "SELECT t.id FROM projects_ownershiptransfer t"
            " JOIN accounts_organisation a ON a.id = t.authority_id"
            " WHERE t.status = 'approved' AND (a.kind <> 'government' OR t.decided_by_id IS NULL"
            " OR t.decided_by_id = t.proposed_by_id"
            " OR NOT EXISTS (SELECT FROM accounts_membership m"
            " WHERE m.user_id = t.decided_by_id AND m.organisation_id = t.authority_id"
            " AND m.role = 'leader' AND m.valid_from <= t.decided_at))"
        ),
        (),
    ),
    "INV-2 outside government nobody holds anything on a whole agency": (
        f"SELECT id FROM ({ON_AGENCY}) g WHERE kind <> 'government'",
        (),
    ),
    "INV-2 outside government every grant ends and follows from an engagement": (
        (
            f"SELECT id FROM ({ON_PROJECT}) g WHERE kind <> 'government' AND (valid_to IS NULL"
            " OR (NOT starts_with(basis, 'delegation ')"
            " AND NOT EXISTS (SELECT FROM projects_engagement e"
            " WHERE 'engagement ' || e.id = g.basis AND e.project_id = g.content_object_id"
            " AND e.organisation_id = g.organisation_id)))"
        ),
        (),
    ),
    "INV-2 a subcontractor is engaged by consent only": (
        (
            "SELECT e.id FROM projects_engagement e WHERE capacity = 'subcontractor' AND NOT EXISTS"
            " (SELECT FROM projects_subcontract s WHERE s.engagement_id = e.id"
            " AND s.status = 'consented' AND s.decided_by_id <> s.proposed_by_id)"
        ),
        (),
    ),
    "INV-3 verbs of contractors": (
        f"SELECT id FROM ({ON_PROJECT}) g WHERE kind = 'contractor' AND codename <> ALL (%s)",
        (VERBS["contractor"],),
    ),
    "INV-4 verbs of third parties": (
        f"SELECT id FROM ({ON_PROJECT}) g WHERE kind = 'third_party' AND codename <> ALL (%s)",
        (VERBS["third_party"],),
    ),
    "INV-5 what is reserved is granted to government only": (
        (
            f"SELECT id FROM ({ON_PROJECT} UNION ALL {ON_AGENCY}) g"
            " WHERE kind <> 'government' AND codename = ANY (%s)"
        ),
        (RESERVED,),
    ),
    "INV-5 what is reserved is decided by government only": (
        "SELECT id FROM projects_decision WHERE lower(point) = ANY (%s) AND holder <> 'G'",
        (RESERVED,),
    ),
    "INV-5 points of weight 3 keep a share of government, all shares add up": (
        (
            "SELECT project_id, point FROM projects_allocation WHERE valid_to IS NULL"
            " GROUP BY project_id, point HAVING sum(share) <> 1 OR (lower(point) = ANY (%s)"
            " AND point <> ALL (ARRAY['P4', 'M5', 'A1', 'A6', 'X1'])"
            " AND coalesce(sum(share) FILTER (WHERE holder = 'G'), 0) = 0)"
        ),
        (RESERVED,),
    ),
    "INV-9 two people open an emergency, for hours and to read": (
        (
            "SELECT id FROM projects_emergencyaccess WHERE status = 'confirmed'"
            " AND (decided_by_id IN (person_id, requested_by_id)"
            " OR valid_to > valid_from + interval '24 hours')"
        ),
        (),
    ),
    "INV-9 an emergency lets read and nothing else": (
        (
            f"SELECT id FROM ({ON_PROJECT}) g"
            " WHERE starts_with(basis, 'emergency ') AND codename <> ALL (%s)"
        ),
        (SEE,),
    ),
    "SOD-13 nobody stands in for themselves": (
        "SELECT id FROM accounts_delegation WHERE delegate_id = delegator_id",
        (),
    ),
    "INV-9 whoever serves nobody holds nothing": (
        (
            f"SELECT id FROM ({ON_PROJECT} UNION ALL {ON_AGENCY}) g WHERE NOT EXISTS"
            " (SELECT FROM accounts_membership m WHERE m.user_id = g.user_id"
            " AND m.organisation_id = g.organisation_id)"
        ),
        (),
    ),
}
# INV-6: rows of these are closed and superseded, never deleted
KEPT = (
    "accounts_membership",
    "accounts_delegation",
    "projects_project",
    "projects_engagement",
    "projects_subcontract",
    "projects_allocation",
    "projects_emergencyaccess",
    "projects_ownershiptransfer",
    "projects_decision",
    "selection_bid",
    "audit_entry",
)


def broken() -> list[str]:
    """The laws that do not hold at this moment, with the rows that break them."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for law, (question, values) in LAWS.items():
            cursor.execute(question, values)
            if rows := cursor.fetchall():
                found.append(f"{law}: {rows}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return found


def kept() -> dict[str, set[int]]:
    """The keys of everything that stays."""
    keys = {}
    with connection.cursor() as cursor:
        for table in KEPT:
            cursor.execute(f"SELECT array_agg(id) FROM {table}")
            keys[table] = set(cursor.fetchone()[0] or ())
    return keys
