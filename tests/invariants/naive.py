"""Who holds what at one moment, worked out a second time and as simply as the rules are said.

Where `projects.grants` computes from when to when each grant counts, this asks of every row only
whether it counts now. Nothing of the derivation is used, but the tables of roles.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain

from django.utils import timezone

from egov_outsource.accounts.models import Delegation, Membership, Organisation
from projects.models import Allocation, EmergencyAccess, Engagement
from projects.rights import DECISION_POINTS
from projects.roles import AGENCY_RIGHTS, ENGAGEMENT_RIGHTS, OVERSIGHT_RIGHTS

LETTER = {"government": "G", "third_party": "T", "contractor": "C"}
DAYS_OF_READING_AFTERWARDS = {"contractor": 30, "subcontractor": 30, "bidder": 30}
READ_AFTERWARDS = {"view_project", "view_own"}

Held = tuple[str, bool, int]  # right, whether on an agency, the agency or project
Mine = tuple[int, Held]  # for which organisation, what
Share = tuple[int, str, str]  # project, decision point, holder


def everything_held() -> dict[int, set[Held]]:
    """What each person holds at this moment; whoever holds nothing is left out."""
    now = timezone.now()
    serving = [
        row
        for row in Membership.objects.select_related("organisation", "user")
        if row.user.is_active and row.organisation.is_active and _counts(row, now)
    ]
    above = dict(Organisation.objects.values_list("pk", "parent_id"))
    engagements = list(Engagement.objects.select_related("under__under").order_by("pk"))
    shares = {
        (one.project_id, one.point, one.holder)
        for one in Allocation.objects.filter(valid_from__lte=now)
        if one.valid_to is None or now < one.valid_to
    }
    own: dict[int, set[Mine]] = {}
    for row in serving:
        given = chain(_by_office(row, above), _by_engagement(row, engagements, shares, now))
        own.setdefault(row.user_id, set()).update(given)
    held = {person: {what for _party, what in mine} for person, mine in own.items()}
    pairs = {(row.user_id, row.organisation_id) for row in serving}
    for absence in Delegation.objects.filter(revoked_at=None):
        party = absence.organisation_id
        if _counts(absence, now) and (absence.delegate_id, party) in pairs:
            mine = own.get(absence.delegator_id, set())
            lent = {what for whose, what in mine if whose == party}
            held.setdefault(absence.delegate_id, set()).update(lent)
    for access in EmergencyAccess.objects.filter(status="confirmed", ended_at=None):
        if _counts(access, now) and (access.person_id, access.organisation_id) in pairs:
            reading = {("view" + tail, False, access.project_id) for tail in _READING}
            held.setdefault(access.person_id, set()).update(reading)
    return {person: what for person, what in held.items() if what}


_READING = [
    "_project",
    "_own",
    "_planning",
    "_selection",
    "_bids",
    "_contract",
    "_supervision",
    "_findings",
    "_payments",
    "_acceptance",
    "_prosecution",
    "_evidence",
    "_trail",
    "_risk",
    "_allocation",
    "_reviews",
]


def _counts(row: Membership | Delegation | EmergencyAccess, now: datetime) -> bool:
    begun = row.valid_from is not None and row.valid_from <= now
    return begun and (row.valid_to is None or now < row.valid_to)


def _by_office(row: Membership, above: dict[int, int | None]) -> Iterator[Mine]:
    party = row.organisation_id
    if row.organisation.kind != "government":
        return
    for right in AGENCY_RIGHTS.get(row.role, ()):
        yield party, (right.value, True, party)
    for body in above:
        if _is_below(body, party, above):
            for right in OVERSIGHT_RIGHTS.get(row.role, ()):
                yield party, (right.value, True, body)


def _is_below(body: int, authority: int, above: dict[int, int | None]) -> bool:
    upper = above[body]
    return upper is not None and (upper == authority or _is_below(upper, authority, above))


def _by_engagement(
    row: Membership, engagements: list[Engagement], shares: set[Share], now: datetime
) -> Iterator[Mine]:
    for engagement in engagements:
        if engagement.organisation_id != row.organisation_id or engagement.valid_from > now:
            continue
        capacity, end = engagement.capacity, _end_of(engagement)
        later = timedelta(days=DAYS_OF_READING_AFTERWARDS.get(capacity, 0))
        for right in ENGAGEMENT_RIGHTS.get(capacity, {}).get(row.role, ()):
            until = end + later if right.value in READ_AFTERWARDS else end
            point = right.value.upper()
            share = (engagement.project_id, point, LETTER[row.organisation.kind])
            if now < until and (point not in DECISION_POINTS or share in shares):
                yield row.organisation_id, (right.value, False, engagement.project_id)


def _end_of(engagement: Engagement) -> datetime:
    ends = [engagement.valid_to, engagement.ended_at or engagement.valid_to]
    if engagement.under is not None:
        ends.append(_end_of(engagement.under))
    return min(ends)
