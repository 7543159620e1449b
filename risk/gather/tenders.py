# ruff: noqa: S608 - put together from texts of this folder
"""Reads the call of each project and what was bid on it."""

from typing import Any

import numpy as np
from django.db import connection

from risk.columns import Codes, Column, Counts
from risk.facts import SelectionFacts
from risk.facts.groups import columns_of
from risk.gather.chunk import Chunk, as_kind

# the last call of each project and what was bid on it
OFFERED = """
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
        SELECT call.project_id, b.bidder_id, b.amount, b.currency, b.status, b.is_price_explained,
            b.submitted_at > call.period_end AS is_late,
            (coalesce(b.evaluated_at, b.submitted_at) AT TIME ZONE c.zone)::date AS latest,
            (call.id, b.bidder_id) IN (SELECT tender_id, supplier_id FROM winners) AS is_awarded
        FROM selection_bid b
        JOIN risk_chunk c ON c.project = b.project_id
        JOIN call ON call.id = b.tender_id
        WHERE b.status <> 'withdrawn'
    )
"""
# who bid
BIDS = f"""
    {OFFERED}, bidders AS (
        SELECT project_id, bidder_id, bool_or(status = 'valid') AS is_valid,
            bool_or(status = 'disqualified') AS is_disqualified,
            bool_or(is_awarded) AS is_awarded, max(latest) AS latest,
            count(*) FILTER (WHERE status = 'valid' AND is_awarded AND is_late) AS late
        FROM offers GROUP BY project_id, bidder_id
    )
"""
CALL = f"""
    WITH {OFFERED}
    SELECT project_id AS project, TRUE AS outsourced, procedure,
        period_start AT TIME ZONE c.zone AS tender_start,
        period_end AT TIME ZONE c.zone AS tender_end,
        latest AS called_on, number_of_tenderers AS tenderers
    FROM call
"""
OFFERS = f"""
    WITH {OFFERED}
    SELECT project_id AS project, bidder_id AS bidder, amount,
        hashtext(currency) AS currency, status = 'valid' AS valid,
        status = 'disqualified' AS disqualified, is_price_explained AS explained,
        is_late AS late, is_awarded AS awarded, latest
    FROM offers
"""
TIES = """
    SELECT f.organisation_id, f.other_id, CASE f.kind WHEN 'contact' THEN 1 ELSE 2 END,
        coalesce(f.since, DATE '0001-01-01'), coalesce(f.until, DATE '9999-12-31')
    FROM contractors_affiliation f
    WHERE f.organisation_id = ANY (%(bidders)s) AND f.other_id = ANY (%(bidders)s)
"""
FLAGS = ("valid", "disqualified", "explained", "late", "awarded")


def read_tenders(chunk: Chunk) -> dict[str, Any]:
    """The call of each project and what its bids say."""
    about = columns_of(SelectionFacts)
    names = ("outsourced", "procedure", "tender_start", "tender_end", "called_on", "tenderers")
    call = chunk.columns(CALL, {name: about[name].kind for name in names})
    kinds = {"bidder": "count", "amount": "number", "currency": "number", "latest": "day"}
    kinds |= dict.fromkeys(FLAGS, "flag")
    places, read = chunk.rows(OFFERS, kinds)
    offers = read | {name: read[name] > 0 for name in FLAGS}
    bids = bidders(chunk, places, offers)
    call["tenderers"] = np.maximum(call["tenderers"], bids.pop("tenderers"))
    return {
        **call,
        **bids,
        **prices(chunk, places, offers),
        "same_price_tenderers": alike(chunk, places, offers),
        "bidder_tie": ties(chunk, places, offers["bidder"]),
    }


def bidders(chunk: Chunk, places: Counts, offers: dict[str, Column]) -> dict[str, Any]:
    """Who bid: a bidder may have several bids."""
    order = np.lexsort((offers["bidder"], places))
    starts = beginnings(places[order], offers["bidder"][order])
    of = places[order][starts]
    valid, disqualified, awarded = (
        np.logical_or.reduceat(offers[name][order], starts)
        for name in ("valid", "disqualified", "awarded")
    )
    late = offers["valid"] & offers["awarded"] & offers["late"]
    latest = np.full(len(chunk), np.nan)
    np.fmax.at(latest, places, offers["latest"])
    return {
        "tenderers": np.bincount(of, minlength=len(chunk)),
        "late_awarded_bids": np.bincount(places[late], minlength=len(chunk)),
        "tenderers_valid": np.bincount(of[valid], minlength=len(chunk)),
        "tenderers_disqualified": np.bincount(of[disqualified & ~valid], minlength=len(chunk)),
        "valid_awarded": np.bincount(of[valid & awarded], minlength=len(chunk)),
        "bids_on": as_kind(latest, "day"),
    }


def prices(chunk: Chunk, places: Counts, offers: dict[str, Column]) -> dict[str, Any]:
    """The two lowest valid prices where all are in one currency; the winner's only if it is the
    lowest, and nobody else won."""
    known = offers["valid"] & ~np.isnan(offers["amount"])
    order = np.flatnonzero(known)
    order = order[np.lexsort((offers["amount"][order], places[order]))]
    of, amount = places[order], offers["amount"][order]
    first = beginnings(of)
    second = first[np.append(of[1:] == of[:-1], False)[first]] + 1
    money = offers["currency"][order]
    mixed = np.zeros(len(chunk), dtype=bool)
    mixed[of[1:][(of[1:] == of[:-1]) & (money[1:] != money[:-1])]] = True
    lowest, next_lowest, won, least, most = (np.full(len(chunk), np.nan) for _ in range(5))
    lowest[of[first]], next_lowest[of[second]] = amount[first], amount[second]
    awarded = offers["awarded"][order]
    np.fmin.at(won, of[awarded], amount[awarded])
    winner = offers["bidder"][order][awarded]
    np.fmin.at(least, of[awarded], winner)
    np.fmax.at(most, of[awarded], winner)
    explained = np.zeros(len(chunk), dtype=bool)
    explained[of[awarded & offers["explained"][order]]] = True
    return {
        "winning_price": np.where((won == lowest) & (least == most) & ~mixed, won, np.nan),
        "second_price": next_lowest,
        "price_explained": explained,
    }


def alike(chunk: Chunk, places: Counts, offers: dict[str, Column]) -> Counts:
    """How many bidders named one and the same price, at most."""
    known = np.flatnonzero(~np.isnan(offers["amount"]))
    named = (offers["bidder"], offers["amount"], offers["currency"], places)
    order = known[np.lexsort([column[known] for column in named])]
    bidder, amount, currency, of = (column[order] for column in named)
    one_each = beginnings(of, currency, amount, bidder)
    of, currency, amount = of[one_each], currency[one_each], amount[one_each]
    starts = beginnings(of, currency, amount)
    most = np.zeros(len(chunk), dtype=np.int64)
    np.maximum.at(most, of[starts], np.diff(np.append(starts, len(of))))
    return most


def ties(chunk: Chunk, places: Counts, bidder: Column) -> Codes:
    """The closest tie between two bidders of a project; few organisations are tied."""
    closest = np.zeros(len(chunk), dtype=np.int8)
    with connection.cursor() as cursor:
        cursor.execute(TIES, {"bidders": np.unique(bidder).astype(int).tolist()})
        for one, other, closeness, since, until in cursor.fetchall():
            both = np.intersect1d(places[bidder == one], places[bidder == other])
            days = chunk.as_of[both]
            both = both[(days >= np.datetime64(since)) & (days <= np.datetime64(until))]
            closest[both] = np.maximum(closest[both], closeness)
    return closest


def beginnings(*columns: Column) -> Counts:
    """Where in rows ordered by these columns each new combination begins."""
    new = np.zeros(len(columns[0]), dtype=bool)
    new[:1] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(new)
