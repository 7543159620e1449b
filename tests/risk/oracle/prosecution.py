"""The indicators of prosecution, from the rows of one project."""

import math

from projects.selection.models import Contract
from tests.risk.oracle.rows import Rows
from tests.risk.oracle.value import Value, day_of, lacking, share, value, year_after

DAYS_OF_MONTH = 30.4375
FOLLOWED_DAYS = 180


def enforcement_gap(rows: Rows) -> Value:
    due, in_time = 0, 0
    for breach in rows.breaches:
        remedy = getattr(breach, "remedy", None)
        if remedy is None:
            due += breach.decide_by < rows.as_of
        else:
            due += 1
            in_time += (day_of(remedy.decided_at) or rows.as_of) <= breach.decide_by
    return value(lacking(in_time, due), due=due > 0)


def audit_finding_ageing(rows: Rows) -> Value:
    count, late = 0, 0
    for one in rows.audit_findings:
        closed = day_of(one.resolved_at)
        if closed and (rows.as_of - closed).days > FOLLOWED_DAYS:
            continue
        due = one.measure_due or one.due  # what was promised, once it is
        count += 1
        late += due < (closed or rows.as_of)
    return value(share(late, count), due=count > 0)


def rating_gap(rows: Rows) -> Value:
    begun = [one.start_date or day_of(one.signed_at) for one in rows.contracts]
    started = min((one for one in begun if one), default=None)
    ends = [one.ended_on or one.end_date for one in rows.contracts]
    ended = max((one for one in ends if one), default=None)
    rated = max((one.period_end for one in rows.ratings), default=None)
    is_expected = started is not None and year_after(started) < rows.as_of
    if rated and ended and year_after(rated) > ended:
        is_expected = False  # rated in the last year of the contract
    months = 0
    since = rated or started
    if since:
        overdue = (rows.as_of - year_after(since)).days
        months = math.ceil(max(overdue, 0) / DAYS_OF_MONTH)
    return value(float(months), due=is_expected)


def uncompeted_renewals(rows: Rows) -> Value:
    started = [one for one in rows.contracts if one.start_date]
    successions, renewals = 0, 0
    before: list[Contract] = []
    for one in sorted(started, key=lambda one: (one.start_date, one.pk)):
        ends = [end for past in before if (end := past.ended_on or past.end_date)]
        follows = bool(ends) and one.start_date is not None and max(ends) <= one.start_date
        tender = one.award.tender if one.award else None
        is_competed = tender is not None and tender.method in {"open", "selective"}
        is_same = one.contractor_id and before and one.contractor_id == before[-1].contractor_id
        successions += follows
        renewals = renewals + 1 if follows and is_same and not is_competed else 0
        before.append(one)
    return value(float(renewals), due=successions > 0)


def benefit_shortfall(rows: Rows) -> Value:
    weight, achieved = 0.0, 0.0
    for one in rows.objectives:
        if one.actual is None or not one.target:
            continue
        if one.baseline is not None and one.baseline > one.target:  # less is better
            reached = float(one.target / one.actual) if one.actual else math.inf
        else:
            reached = float(one.actual / one.target)
        weight += float(one.weight)
        achieved += float(one.weight) * min(1.0, max(0.0, reached))
    return value(lacking(achieved, weight), due=rows.stage >= 4, applies=rows.is_native)


INDICATORS = {
    "X-06": uncompeted_renewals,
    "X-09": enforcement_gap,
    "X-10": audit_finding_ageing,
    "X-11": rating_gap,
    "X-13": benefit_shortfall,
}
