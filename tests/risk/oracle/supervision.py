"""The indicators of supervision, from the rows of one project."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from projects.rights import DECISION_POINTS
from projects.supervision.models import Finding
from tests.risk.oracle.rows import Rows
from tests.risk.oracle.selection import bidders_who_lost
from tests.risk.oracle.value import Value, day_of, share, value

SEVERITY = {"minor": 1, "major": 3, "critical": 5}
WEAKNESS = {"minor": 1, "major": 5, "critical": 10}
VALID_DAYS = 45
RECENT_DAYS = 180
LEAST_DECISIONS = 10


@dataclass(frozen=True)
class Period:
    """The reports of all contracts on one status date."""

    as_of: date
    bac: float
    pv: float
    ev: float
    ac: float
    accepted: float | None
    is_verified: bool


def periods(rows: Rows) -> list[Period]:
    """What was reported, oldest first; nothing to add up where it is in several currencies."""
    agreed = rows.agreed_currency
    ordered = sorted(rows.reports, key=lambda one: one.as_of)
    found = []
    for day, group in groupby(ordered, key=lambda one: one.as_of):
        reports = list(group)
        found.append(
            Period(
                as_of=day,
                bac=float(sum(one.bac for one in reports)),
                pv=float(sum(one.pv for one in reports)),
                ev=float(sum(one.ev for one in reports)),
                ac=float(sum(one.ac for one in reports)),
                accepted=float(sum(one.earned for one in reports))
                if all(agreed in {None, one.currency} for one in reports)
                else None,
                is_verified=all(one.is_verified for one in reports),
            )
        )
    return found


def added(rows: Rows) -> list[Period]:
    """What was reported, where all of it is in one currency."""
    return periods(rows) if len({one.currency for one in rows.reports}) == 1 else []


def is_under_way(rows: Rows) -> bool:
    """Being built for a month, or reported on."""
    starts = [one.start_date or day_of(one.signed_at) for one in rows.contracts]
    known = [one for one in starts if one]
    month = bool(known) and (rows.as_of - min(known)).days >= 31
    return rows.stage >= 2 and (month or bool(rows.reports))


def is_retired(rows: Rows) -> bool:
    """Past final acceptance, where what was built is no longer measured."""
    return rows.stage >= 4


def performance(rows: Rows, x: float | None) -> Value:
    """A value from the latest report, while it is fresh."""
    reported = periods(rows)
    return value(
        x,
        due=is_under_way(rows),
        applies=rows.is_native and not is_retired(rows),
        stale=bool(reported) and (rows.as_of - reported[-1].as_of).days > VALID_DAYS,
    )


def schedule_performance(rows: Rows) -> Value:
    reported, x = added(rows), None
    if reported:
        curve, earned = [one.pv for one in reported], reported[-1].ev
        reached = sum(planned <= earned for planned in curve)
        part: float | None = 0.0
        if reached < len(curve):
            before = curve[reached - 1] if reached else 0.0
            part = share(earned - before, curve[reached] - before)
        x = None if part is None else (reached + part) / len(curve)
    return performance(rows, x)


def cost_performance(rows: Rows) -> Value:
    reported = added(rows)
    x = share(reported[-1].ev, reported[-1].ac) if reported else None
    return performance(rows, x)


def forecast_overrun(rows: Rows) -> Value:
    reported, x = added(rows), None
    if reported:
        last = reported[-1]
        remaining: float | None = max(last.bac - last.ev, 0.0)
        if remaining:
            remaining = share(remaining, share(last.ev, last.ac))
        x = None if remaining is None else (last.ac + remaining) / last.bac - 1
    return performance(rows, x)


def milestone_failure(rows: Rows) -> Value:
    due = [
        one
        for one in rows.milestones
        if one.due and (rows.as_of - one.due).days > 7 and one.status != "descoped"
    ]
    late = [
        one
        for one in due
        if (one.met_on and one.due and (one.met_on - one.due).days > 7)
        or (one.met_on is None and one.status != "met")
    ]
    x = share(sum(one.weight for one in late), sum(one.weight for one in due))
    return value(x, due=bool(due), applies=not is_retired(rows))


def quality_backlog(rows: Rows) -> Value:
    overdue = [one for one in rows.findings if one.status != "closed" and one.due < rows.as_of]
    raised = sum(SEVERITY[one.severity] for one in rows.findings)
    return value(
        share(sum(SEVERITY[one.severity] for one in overdue), raised),
        due=is_under_way(rows),
        applies=bool(rows.findings) and not is_retired(rows),
    )


def change_value_ratio(rows: Rows) -> Value:
    counted = {"proposed", "assessed", "approved"}
    moved = sum(abs(one.value) for one in rows.changes_agreed if one.status in counted)
    return value(
        share(moved, rows.contract_value),
        due=rows.contract_value is not None,
        applies=not is_retired(rows),
    )


def change_control_bypass(rows: Rows) -> Value:
    done = [one for one in rows.changes if one.implemented_on]
    x = share(sum(one.is_bypass for one in done), len(done))
    return value(x, due=bool(done), applies=not is_retired(rows))


def payment_ahead(rows: Rows) -> Value:
    paid = float(sum(one.amount for one in rows.payments_agreed))
    accepted = [one.accepted for one in periods(rows) if one.is_verified]
    x: float | None = 0.0
    if paid > 0:
        earned = accepted[-1] if accepted else None
        x = None if earned is None else share(max(paid - earned, 0.0), rows.contract_value)
    return value(
        x,
        due=is_under_way(rows) or paid > 0,
        applies=rows.is_native and not is_retired(rows),
    )


def tied_supervisors(rows: Rows) -> int:
    """Supervisors that are, or are affiliated with, the contractor."""
    firms = {one.organisation_id for one in rows.engagements if one.capacity == "contractor"}
    near = set(firms)
    for tie in rows.ties:
        if tie.organisation_id in firms:
            near.add(tie.other_id)
        if tie.other_id in firms:
            near.add(tie.organisation_id)
    watching = [one for one in rows.engagements if one.capacity == "supervision"]
    return sum(one.organisation_id in near for one in watching)


def supervisor_independence(rows: Rows) -> Value:
    watching = [one for one in rows.engagements if one.capacity == "supervision"]
    x = 0.0 if all(one.is_independent for one in watching) else 1.0
    if tied_supervisors(rows):
        x = 3.0
    return value(x, due=bool(watching), applies=not is_retired(rows))


def self_report_reliance(rows: Rows) -> Value:
    recent = [one for one in periods(rows) if (rows.as_of - one.as_of).days < RECENT_DAYS]
    x = share(sum(not one.is_verified for one in recent), len(recent))
    return value(x, due=is_under_way(rows), applies=rows.is_native)


def age_of(rows: Rows, finding: Finding) -> int:
    """Days since a finding was raised."""
    return (rows.as_of - (day_of(finding.raised_at) or rows.as_of)).days


def open_weaknesses(rows: Rows) -> list[Finding]:
    """Open findings of those who assessed security."""
    return [
        one
        for one in rows.findings
        if one.organisation_id in rows.assessors and one.status != "closed"
    ]


def vulnerability_exposure(rows: Rows) -> Value:
    x = 0.0
    for one in open_weaknesses(rows):
        allowed = (one.due - (day_of(one.raised_at) or one.due)).days
        x += WEAKNESS[one.severity] * min(3.0, max(age_of(rows, one), 0) / max(allowed, 1))
    return value(
        x if rows.assessors else None,
        due=(bool(rows.assessors) and rows.stage >= 2) or rows.gate >= 4,
        applies=rows.is_native,
    )


def subcontracting_exposure(rows: Rows) -> Value:
    consented = [one for one in rows.subcontracts if one.status == "consented"]
    # what is handed on is priced in the currency of the project
    is_foreign = rows.agreed_currency not in {None, rows.project.currency}
    moved = 0 if is_foreign else sum(one.value or 0 for one in consented)
    x = share(moved, rows.contract_value)
    if x is not None and bidders_who_lost(rows) & {one.organisation_id for one in consented}:
        x += 0.3
    return value(x, due=rows.contract_value is not None, applies=rows.is_native)


def data_custody_deviation(rows: Rows) -> Value:
    checked = [
        rows.verifications[one.pk]
        for one in rows.assets
        if one.kind == "data" and rows.verifications[one.pk]
    ]
    is_outside = any(looks[-1].result == "failed" for looks in checked)
    x = (2.0 if rows.is_sensitive else 1.0) if is_outside else 0.0
    return value(x, due=bool(checked), applies=rows.is_native)


def formal_real_gap(rows: Rows) -> Value:
    recent = [
        one
        for one in rows.decisions
        if (rows.as_of - (day_of(one.decided_at) or rows.as_of)).days <= RECENT_DAYS
    ]
    weights = {code: point.weight for code, point in DECISION_POINTS.items()}
    outside = sum(weights[one.point] for one in recent if not one.is_as_declared)
    return value(
        share(outside, sum(weights[one.point] for one in recent)),
        due=is_under_way(rows),
        applies=rows.is_native,
        enough=len(recent) >= LEAST_DECISIONS,
    )


INDICATORS = {
    "S-01": schedule_performance,
    "S-02": cost_performance,
    "S-03": forecast_overrun,
    "S-04": milestone_failure,
    "S-05": quality_backlog,
    "S-06": change_value_ratio,
    "S-07": change_control_bypass,
    "S-08": payment_ahead,
    "S-09": supervisor_independence,
    "S-12": self_report_reliance,
    "S-14": vulnerability_exposure,
    "S-17": subcontracting_exposure,
    "S-19": data_custody_deviation,
    "S-21": formal_real_gap,
}
