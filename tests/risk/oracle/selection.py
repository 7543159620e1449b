"""The indicators of operation mode, selection and contract, from the rows of one project."""

from collections import Counter

from projects.rights import DECISION_POINTS
from projects.selection.clauses import CLAUSES
from tests.risk.oracle.rows import Rows
from tests.risk.oracle.value import Number, Value, day_of, lacking, share, value

MINIMUM_DAYS = 20
FENCE = 0.25
TOLERANCE = 0.1
COMPETITIVE = {"open", "selective"}


def mode_appraisal_gap(rows: Rows) -> Value:
    decision, alternatives = rows.mode_decision, rows.alternatives
    ranking = decision.ranking if decision else {}
    ratio = ranking.get("consistency_ratio")
    done = [
        len(alternatives) >= 3 and any(one.mode == "self_build" for one in alternatives),
        len({one.criterion for one in rows.judgements}) >= 4,
        isinstance(ratio, int | float) and not isinstance(ratio, bool) and ratio <= 0.1,
        len({one.judge_id for one in rows.judgements}) >= 3,
        decision is not None and decision.market_suppliers is not None,
        bool(alternatives) and all(one.whole_life_cost is not None for one in alternatives),
        "first_shares" in ranking,
        decision is not None and decision.status == "approved" and decision.decided_by_id,
    ]
    return value(1 - sum(map(bool, done)) / 8, due=rows.gate >= 2, applies=rows.is_native)


def mode_decision_fragility(rows: Rows) -> Value:
    decision, x = rows.mode_decision, None
    if decision:
        first = decision.ranking.get("first_shares", {}).get(str(decision.alternative_id))
        x = None if first is None else 1 - first
    return value(x, due=rows.gate >= 2, applies=rows.is_native)


def thin_market(rows: Rows) -> Value:
    found = rows.mode_decision.market_suppliers if rows.mode_decision else None
    return value(
        None if found is None else float(found),
        due=rows.gate >= 2,
        applies=rows.is_native and rows.call is not None,
    )


def non_competitive_procedure(rows: Rows) -> Value:
    x: Number = None
    if rows.call:
        has_reasons = bool(rows.call.method_rationale.strip())
        direct = 3.0 if has_reasons else 4.0
        x = {"open": 0.0, "selective": 1.0, "limited": 2.0, "direct": direct}.get(rows.call.method)
    return value(x, due=bool(rows.awards), applies=rows.call is not None)


def is_closed(rows: Rows) -> bool:
    """Whether bids can no longer come: the period ended, or the award is made."""
    end = day_of(rows.call.period_end) if rows.call else None
    return bool(rows.awards) or (end is not None and end <= rows.as_of)


def short_submission_period(rows: Rows) -> Value:
    x, call = None, rows.call
    if call and call.period_start and call.period_end:
        x = float((call.period_end - call.period_start).days - MINIMUM_DAYS)
    applies = call is not None and call.method in {*COMPETITIVE, ""}
    return value(x, due=is_closed(rows), applies=applies)


def tenderers(rows: Rows) -> int:
    """How many organisations took part, as counted or as published."""
    published = rows.call.number_of_tenderers or 0 if rows.call else 0
    return max(len({bid.bidder_id for bid in rows.bids}), published)


def few_bids(rows: Rows) -> Value:
    count = tenderers(rows)
    applies = rows.call is not None and count > 0 and rows.call.method in COMPETITIVE
    return value(float(count), due=is_closed(rows), applies=applies)


def identical_bid_prices(rows: Rows) -> Value:
    named = {
        (bid.amount, bid.currency, bid.bidder_id) for bid in rows.bids if bid.amount is not None
    }
    alike = Counter((amount, currency) for amount, currency, _bidder in named)
    return value(
        float(max(alike.values(), default=0) >= 2),
        due=is_closed(rows),
        applies=rows.call is not None and tenderers(rows) > 0,
    )


def late_bids_won(rows: Rows) -> int:
    """Valid bids of those who won that came after the deadline."""
    end = rows.call.period_end if rows.call else None
    return sum(
        bid.status == "valid"
        and bid.bidder_id in rows.winners
        and end is not None
        and bid.submitted_at is not None
        and bid.submitted_at > end
        for bid in rows.bids
    )


def late_bid_won(rows: Rows) -> Value:
    is_known = rows.call is not None and rows.call.period_end is not None
    return value(
        float(late_bids_won(rows) > 0) if is_known else None,
        due=bool(rows.awards),
        applies=rows.call is not None and tenderers(rows) > 0,
    )


def only_winner_qualified(rows: Rows) -> Value:
    valid = {bid.bidder_id for bid in rows.bids if bid.status == "valid"}
    refused = {bid.bidder_id for bid in rows.bids if bid.status == "disqualified"} - valid
    suppliers = {one.supplier_id for one in rows.awards if one.supplier_id}
    is_so = len(valid) == 1 and len(suppliers) == 1 and valid <= rows.winners and bool(refused)
    return value(
        float(is_so),
        due=bool(rows.awards),
        applies=rows.call is not None and tenderers(rows) > 0,
    )


def heavily_discounted_bid(rows: Rows) -> Value:
    offers = [bid for bid in rows.bids if bid.status == "valid" and bid.amount is not None]
    prices = sorted(bid.amount for bid in offers if bid.amount is not None)
    winning = [bid for bid in offers if bid.bidder_id in rows.winners]
    won = min((bid.amount for bid in winning if bid.amount is not None), default=None)
    gap = None
    has_one_winner = len({bid.bidder_id for bid in winning}) == 1
    in_one_currency = len({bid.currency for bid in offers}) == 1
    if len(prices) >= 2 and won == prices[0] and has_one_winner and in_one_currency:
        gap = share(prices[1], won)
    x = None
    if gap is not None:
        is_explained = any(bid.is_price_explained for bid in winning)
        x = (1.0 if is_explained else 2.0) if gap - 1 >= FENCE else 0.0
    return value(x, due=bool(rows.awards), applies=rows.call is not None and gap is not None)


def bidder_tie(rows: Rows) -> int:
    """The closest tie between two bidders: 0 none, 1 contact, 2 control or person."""
    bidders = {bid.bidder_id for bid in rows.bids}
    ties = [one for one in rows.ties if {one.organisation_id, one.other_id} <= bidders]
    return max((1 if one.kind == "contact" else 2 for one in ties), default=0)


def bidder_affiliation(rows: Rows) -> Value:
    applies = rows.call is not None and tenderers(rows) > 1
    return value(float(bidder_tie(rows)), due=is_closed(rows), applies=applies)


def bidders_who_lost(rows: Rows) -> set[int]:
    """Who took part in the call and did not win it."""
    return {bid.bidder_id for bid in rows.bids} - rows.winners


def award_contract_drift(rows: Rows) -> Value:
    awards = {one.pk: one for one in rows.awards}
    linked = [one for one in rows.contracts if one.award_id in awards]
    followed = {one.award_id: awards[one.award_id] for one in linked if one.award_id}
    promised = [one.value for one in followed.values() if one.value is not None]
    agreed = [one.value for one in linked if one.value is not None]
    x = None
    if agreed and promised and len({one.currency for one in [*linked, *followed.values()]}) == 1:
        ratio = share(sum(agreed), sum(promised))
        x = None if ratio is None else abs(ratio - 1)
    return value(x, due=rows.contract_value is not None, applies=rows.call is not None)


def supplier_past_performance(rows: Rows) -> Value:
    count, weighted, total = 0, 0.0, 0.0
    currencies: set[str] = set()
    for award in rows.awards:
        chosen_on = day_of(award.decided_at) or rows.as_of
        for rating in rows.past_ratings:
            closed_on = day_of(rating.finalised_at)
            if rating.organisation_id != award.supplier_id or closed_on is None:
                continue
            age = (chosen_on - closed_on).days
            if not 0 <= age <= 1096:
                continue
            valued = [
                one
                for one in rows.rated_contracts
                if one.project_id == rating.project_id
                and one.contractor_id == award.supplier_id
                and one.value
            ]
            currencies |= {one.currency for one in valued}
            worth = sum(float(one.value or 0) for one in valued)
            weight = worth * 2 ** (-age / (18 * 30.4375))
            count += 1
            weighted += weight * rating.overall
            total += weight
    return value(
        share(weighted, total) if len(currencies) == 1 else None,
        due=bool(rows.awards),
        applies=rows.is_native,
        enough=count > 0,
    )


def ownership_clause_gap(rows: Rows) -> Value:
    secured = sum(
        CLAUSES[one.code].weight for one in rows.clauses if one.is_present and one.reviewed_at
    )
    asked = len(rows.contracts) * sum(one.weight for one in CLAUSES.values())
    return value(
        lacking(secured, asked),
        due=bool(rows.contracts),
        applies=rows.call is not None and rows.is_native,
    )


def control_right_misallocation(rows: Rows) -> Value:
    held = {code: {"G": 0.0, "T": 0.0, "C": 0.0} for code in DECISION_POINTS}
    for one in rows.allocations:
        held[one.point][one.holder] += float(one.share)
    lost = 0.0
    for code, point in DECISION_POINTS.items():
        shares = held[code]
        if point.is_reserved:
            lost += point.weight * (1 - shares["G"])
        else:
            distance = sum(abs(shares[h] - a) for h, a in zip("GTC", point.ideal, strict=True)) / 2
            lost += point.weight * max(0.0, distance - TOLERANCE)
    total = sum(point.weight for point in DECISION_POINTS.values())
    x = share(lost, total) if rows.allocations else None
    return value(x, due=rows.gate >= 2, applies=rows.is_native)


INDICATORS = {
    "M-01": mode_appraisal_gap,
    "M-02": mode_decision_fragility,
    "M-04": thin_market,
    "M-06": non_competitive_procedure,
    "M-07": short_submission_period,
    "M-08": few_bids,
    "M-10": identical_bid_prices,
    "M-11": late_bid_won,
    "M-12": only_winner_qualified,
    "M-18": heavily_discounted_bid,
    "M-19": bidder_affiliation,
    "M-23": award_contract_drift,
    "M-24": supplier_past_performance,
    "M-26": ownership_clause_gap,
    "M-28": control_right_misallocation,
}
