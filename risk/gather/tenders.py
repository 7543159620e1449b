# ruff: noqa: S608 - put together from texts of this folder
"""Reads the call of each project and what was bid on it."""

from risk.gather.chunk import Part

# the last call of each project, what was bid on it, and who bid
BIDS = """
    call AS (
        SELECT DISTINCT ON (t.project_id) t.project_id, t.id, t.number_of_tenderers,
            t.period_start, t.period_end,
            (coalesce(t.published_at, t.period_start) AT TIME ZONE c.zone)::date AS latest,
            CASE t.method
                WHEN 'open' THEN 0
                WHEN 'selective' THEN 1
                WHEN 'limited' THEN 2
                WHEN 'direct' THEN CASE WHEN btrim(t.method_rationale) <> '' THEN 3 ELSE 4 END
                ELSE -1
            END AS procedure
        FROM selection_tender t JOIN risk_chunk c ON c.project = t.project_id
        WHERE t.status NOT IN ('draft', 'cancelled')
        ORDER BY t.project_id, t.id DESC
    ), winners AS (
        SELECT a.tender_id, a.supplier_id
        FROM selection_award a JOIN risk_chunk c ON c.project = a.project_id
        WHERE a.status = 'active' AND a.tender_id IS NOT NULL AND a.supplier_id IS NOT NULL
    ), offers AS (
        SELECT call.project_id, b.bidder_id, b.amount, b.status, b.is_price_explained,
            b.submitted_at > call.period_end AS is_late,
            (coalesce(b.evaluated_at, b.submitted_at) AT TIME ZONE c.zone)::date AS latest,
            (call.id, b.bidder_id) IN (SELECT tender_id, supplier_id FROM winners) AS is_awarded
        FROM selection_bid b
        JOIN risk_chunk c ON c.project = b.project_id
        JOIN call ON call.id = b.tender_id
        WHERE b.status <> 'withdrawn'
    ), bidders AS (
        SELECT project_id, bidder_id, bool_or(status = 'valid') AS is_valid,
            bool_or(status = 'disqualified') AS is_disqualified,
            bool_or(is_awarded) AS is_awarded, max(latest) AS latest,
            count(*) FILTER (WHERE status = 'valid' AND is_awarded AND is_late) AS late
        FROM offers GROUP BY project_id, bidder_id
    )
"""
CALLED = Part(
    f"""
    WITH {BIDS}, counted AS (
        SELECT project_id, count(*) AS number, sum(late) AS late, max(latest) AS latest,
            count(*) FILTER (WHERE is_valid) AS valid,
            count(*) FILTER (WHERE is_disqualified AND NOT is_valid) AS disqualified,
            count(*) FILTER (WHERE is_valid AND is_awarded) AS valid_awarded
        FROM bidders GROUP BY project_id
    ), alike AS (
        SELECT project_id, max(named) AS tenderers
        FROM (
            SELECT project_id, count(DISTINCT bidder_id) AS named
            FROM offers WHERE amount IS NOT NULL GROUP BY project_id, amount
        ) prices GROUP BY project_id
    ), prices AS (
        SELECT project_id, (array_agg(amount ORDER BY amount))[1:2] AS lowest,
            min(amount) FILTER (WHERE is_awarded) AS won,
            coalesce(bool_or(is_price_explained) FILTER (WHERE is_awarded), FALSE) AS explained
        FROM offers WHERE status = 'valid' AND amount IS NOT NULL
        GROUP BY project_id
    ), ties AS (
        SELECT one.project_id,
            max(CASE f.kind WHEN 'contact' THEN 1 ELSE 2 END) AS closest
        FROM bidders one
        JOIN contractors_affiliation f ON f.organisation_id = one.bidder_id
            AND (f.until IS NULL OR f.until >= current_date)
        JOIN bidders two ON two.project_id = one.project_id AND two.bidder_id = f.other_id
        GROUP BY one.project_id
    )
    SELECT call.project_id AS project,
        TRUE AS outsourced,
        call.procedure,
        call.period_start AS tender_start,
        call.period_end AS tender_end,
        call.latest AS called_on,
        greatest(counted.number, call.number_of_tenderers) AS tenderers,
        alike.tenderers AS same_price_tenderers,
        counted.late AS late_awarded_bids,
        counted.valid AS tenderers_valid,
        counted.disqualified AS tenderers_disqualified,
        counted.valid_awarded,
        counted.latest AS bids_on,
        CASE WHEN prices.won = prices.lowest[1] THEN prices.won END AS winning_price,
        prices.lowest[2] AS second_price,
        prices.explained AS price_explained,
        ties.closest AS bidder_tie
    FROM call
    LEFT JOIN counted ON counted.project_id = call.project_id
    LEFT JOIN alike ON alike.project_id = call.project_id
    LEFT JOIN prices ON prices.project_id = call.project_id
    LEFT JOIN ties ON ties.project_id = call.project_id
    """,
    "outsourced procedure tender_start tender_end called_on tenderers same_price_tenderers"
    " late_awarded_bids tenderers_valid tenderers_disqualified valid_awarded bids_on"
    " winning_price second_price price_explained bidder_tie",
)
