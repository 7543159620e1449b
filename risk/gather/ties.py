# ruff: noqa: S608 - put together from texts of this file
"""Reads ties between those who should be strangers.

A tie is control or a person in common, recorded between two organisations and in force; a person
counts with all of their accounts.
"""

from risk.facts import TieFacts
from risk.gather.chunk import Chunk, Part

LINKS = """
    SELECT organisation_id AS one, other_id AS two, since, until
    FROM contractors_affiliation WHERE kind <> 'contact'
    UNION ALL
    SELECT other_id, organisation_id, since, until
    FROM contractors_affiliation WHERE kind <> 'contact'
"""
IN_FORCE = """
    (links.since IS NULL OR links.since <= {0}.as_of)
    AND (links.until IS NULL OR links.until >= {0}.as_of)
"""
# the bids of the latest call, and each bidder with those around it
BIDDERS = f"""
    call AS (
        SELECT DISTINCT ON (t.project_id) t.project_id, t.id, c.as_of
        FROM selection_tender t JOIN risk_chunk c ON c.project = t.project_id
        WHERE t.status NOT IN ('draft', 'cancelled')
        ORDER BY t.project_id, t.id DESC
    ), offers AS (
        SELECT call.project_id, call.as_of, b.id, b.bidder_id AS firm,
            b.evaluated_by_id AS evaluator, b.evaluated_at
        FROM selection_bid b
        JOIN risk_chunk c ON c.project = b.project_id
        JOIN call ON call.id = b.tender_id
        WHERE b.status <> 'withdrawn'
    ), bidders AS (
        SELECT project_id, firm, firm AS circle FROM offers
        UNION
        SELECT o.project_id, o.firm, links.two
        FROM offers o JOIN ({LINKS}) links ON links.one = o.firm AND {IN_FORCE.format("o")}
    )
"""
# every organisation that people served, by any account of the same person
SERVING = """
    accounts AS (
        SELECT account, account AS same FROM judges
        UNION
        SELECT j.account, other.id
        FROM judges j
        JOIN accounts_user own ON own.id = j.account
        JOIN accounts_user other ON other.person_key = own.person_key
    ), serving AS (
        SELECT a.account, m.organisation_id AS served, m.valid_from, m.valid_to
        FROM accounts a JOIN accounts_membership m ON m.user_id = a.same
    )
"""
DRAFTED = Part(
    f"""
    WITH {BIDDERS}, authors AS (
        SELECT i.project_id, i.author_organisation_id AS author
        FROM planning_planitem i JOIN risk_chunk c ON c.project = i.project_id
        WHERE i.author_organisation_id IS NOT NULL AND i.status <> 'not_applicable'
        UNION ALL
        SELECT r.project_id, r.author_organisation_id
        FROM planning_requirement r JOIN risk_chunk c ON c.project = r.project_id
        WHERE r.author_organisation_id IS NOT NULL AND r.withdrawn_at IS NULL
    )
    SELECT b.project_id AS project, count(DISTINCT b.firm) AS drafters_bidding
    FROM bidders b JOIN authors a ON a.project_id = b.project_id AND a.author = b.circle
    GROUP BY b.project_id
    """,
    "drafters_bidding",
)
EVALUATED = Part(
    f"""
    WITH {BIDDERS}, judges AS (
        SELECT DISTINCT evaluator AS account FROM offers WHERE evaluator IS NOT NULL
    ), {SERVING}
    SELECT o.project_id AS project, count(DISTINCT o.id) AS evaluations_tied
    FROM offers o
    JOIN serving ON serving.account = o.evaluator AND serving.valid_from <= o.evaluated_at
        AND coalesce(serving.valid_to > o.evaluated_at - interval '3 years', TRUE)
    JOIN bidders b ON b.project_id = o.project_id AND b.circle = serving.served
    GROUP BY o.project_id
    """,
    "evaluations_tied",
)
VOTED = Part(
    f"""
    WITH votes AS (
        SELECT DISTINCT ON (s.deliverable_id) d.project_id, d.id, d.outcome,
            d.decided_by_id AS voter, d.decided_at
        FROM acceptance_acceptancedecision d
        JOIN risk_chunk c ON c.project = d.project_id
        JOIN acceptance_submission s ON s.id = d.submission_id
        ORDER BY s.deliverable_id, d.decided_at DESC, d.id DESC
    ), judges AS (
        SELECT DISTINCT voter AS account FROM votes
    ), {SERVING}, engaged AS (
        SELECT DISTINCT e.project_id, e.organisation_id AS firm, c.as_of
        FROM projects_engagement e JOIN risk_chunk c ON c.project = e.project_id
        WHERE e.capacity IN ('contractor', 'supervision')
    ), parties AS (
        SELECT project_id, firm AS circle FROM engaged
        UNION
        SELECT e.project_id, links.two
        FROM engaged e JOIN ({LINKS}) links ON links.one = e.firm AND {IN_FORCE.format("e")}
    )
    SELECT v.project_id AS project, count(DISTINCT v.id) AS votes_tied
    FROM votes v
    JOIN serving ON serving.account = v.voter AND serving.valid_from <= v.decided_at
        AND coalesce(serving.valid_to > v.decided_at, TRUE)
    JOIN parties p ON p.project_id = v.project_id AND p.circle = serving.served
    WHERE v.outcome IN ('accepted', 'conditional')
    GROUP BY v.project_id
    """,
    "votes_tied",
)


def read_ties(chunk: Chunk) -> TieFacts:
    """Drafters that bid, evaluators and voters who serve those whom they judge."""
    return TieFacts.blank(len(chunk), **chunk.facts(TieFacts, DRAFTED, EVALUATED, VOTED))
