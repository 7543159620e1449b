"""Ties between those who should be strangers: who drafted, evaluated or voted, and for whom."""

from datetime import datetime

from egov_outsource.accounts.models import Membership
from tests.risk.oracle.rows import Rows


def circle(rows: Rows, firms: set[int]) -> set[int]:
    """These organisations and those under the same control or person."""
    near = set(firms)
    for tie in rows.ties:
        if tie.kind != "contact":
            near |= {tie.other_id} if tie.organisation_id in firms else set()
            near |= {tie.organisation_id} if tie.other_id in firms else set()
    return near


def bidders(rows: Rows) -> set[int]:
    return {bid.bidder_id for bid in rows.bids}


def drafters_bidding(rows: Rows) -> int:
    """Bidders that wrote parts of the plan, or are tied to who did."""
    texts = [*rows.items, *(one for one in rows.requirements if not one.is_withdrawn)]
    authors = {one.author_organisation_id for one in texts} - {None}
    return sum(bool(circle(rows, {firm}) & authors) for firm in bidders(rows))


def years_before(moment: datetime, years: int) -> datetime:
    """The same moment some years ago."""
    if (moment.month, moment.day) == (2, 29):
        moment = moment.replace(day=28)
    return moment.replace(year=moment.year - years)


def has_served(membership: Membership, moment: datetime, years: int = 0) -> bool:
    """Whether it counted at that moment, or had not ended so many years before."""
    since = years_before(moment, years) if years else moment
    return membership.valid_from <= moment and (
        membership.valid_to is None or membership.valid_to > since
    )


def evaluations_tied(rows: Rows) -> int:
    """Bids evaluated by somebody who served a bidder, or one tied to it, within three years."""
    near = circle(rows, bidders(rows))
    return sum(
        any(
            one.organisation_id in near and has_served(one, bid.evaluated_at, years=3)
            for one in rows.served.get(bid.evaluated_by_id, [])
        )
        for bid in rows.bids
        if bid.evaluated_by_id and bid.evaluated_at
    )


def votes_tied(rows: Rows) -> int:
    """Standing acceptances by somebody who serves the contractor or the supervisor."""
    watched = {"contractor", "supervision"}
    firms = {one.organisation_id for one in rows.all_engagements if one.capacity in watched}
    near, seen, count = circle(rows, firms), set(), 0
    for vote in rows.acceptance_decisions:
        if vote.submission.deliverable_id in seen:
            continue
        seen.add(vote.submission.deliverable_id)
        count += vote.outcome != "rejected" and any(
            one.organisation_id in near and has_served(one, vote.decided_at)
            for one in rows.served.get(vote.decided_by_id, [])
        )
    return count
