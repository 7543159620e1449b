"""The indicators of acceptance, from the rows of one project."""

from datetime import date, timedelta

from projects.acceptance.models import Asset
from projects.acceptance.ownership import CONTROL, CUSTODY, TITLE, VALID, WEIGHTS
from tests.risk.oracle.rows import Rows
from tests.risk.oracle.value import Value, day_of, lacking, share, value

DEFECT = {"critical": 10.0, "major": 3.0, "minor": 0.5}
CRITICAL = 15.0  # where the map says 80


def criterion_evidence_gap(rows: Rows) -> Value:
    evidenced = {
        one.criterion_id
        for one in rows.checks
        if one.result == "passed" and one.organisation.kind != "contractor"
    }
    return value(
        lacking(len(evidenced), len(rows.criteria)),
        due=rows.gate >= 4 or rows.acceptance is not None,
        applies=rows.is_native,
    )


def residual_defects(rows: Rows) -> Value:
    is_open = [one for one in rows.findings if one.status != "closed"]
    load = share(100 * sum(DEFECT[one.severity] for one in is_open), len(rows.criteria))
    if load is not None and any(one.severity == "critical" for one in is_open):
        load = max(load, CRITICAL)
    return value(load, due=rows.gate >= 4, applies=rows.is_native)


def overdue_conditions(rows: Rows) -> Value:
    overdue = [one for one in rows.conditions if one.met_on is None and one.due < rows.as_of]
    return value(share(len(overdue), len(rows.conditions)), due=bool(rows.conditions))


def working_days(first: date, last: date) -> int:
    """Days from Monday to Friday from `first` until before `last`."""
    days = (first + timedelta(days=past) for past in range((last - first).days))
    return sum(day.weekday() < 5 for day in days)


def sequence_violation(rows: Rows) -> Value:
    x = None
    if rows.acceptance:
        submission = rows.acceptance.submission
        decided, delivered = day_of(rows.acceptance.decided_at), day_of(submission.submitted_at)
        checks = [one for one in rows.checks if one.submission_id == submission.pk]
        tested = max((day_of(one.checked_at) or date.max for one in checks), default=None)
        assert decided
        assert delivered
        if decided < delivered or tested is None or tested > decided:
            x = 2.0
        else:
            x = 1.0 if working_days(delivered, decided) < 3 else 0.0
    return value(x, due=rows.acceptance is not None, applies=rows.is_native)


def is_verified(rows: Rows, asset: Asset) -> bool:
    """Whether custody was confirmed within a year, and not refuted since."""
    looks = rows.verifications[asset.pk]
    return (
        bool(looks)
        and looks[-1].result == "confirmed"
        and rows.as_of - looks[-1].verified_on <= VALID
    )


def is_refuted(rows: Rows, asset: Asset) -> bool:
    """Whether the last look found it elsewhere."""
    looks = rows.verifications[asset.pk]
    return bool(looks) and looks[-1].result == "failed"


def asset_handover_gap(rows: Rows) -> Value:
    required = [one for one in rows.assets if one.is_required]
    held = [one for one in required if one.custody == 1 and is_verified(rows, one)]
    return value(
        lacking(sum(WEIGHTS[a.kind] for a in held), sum(WEIGHTS[a.kind] for a in required)),
        due=rows.gate >= 4,
        applies=rows.is_native,
    )


def ownership_shortfall(rows: Rows) -> Value:
    owned = 0.0
    for one in rows.assets:
        custody = one.custody if is_verified(rows, one) else one.custody / 2
        if is_refuted(rows, one):
            custody *= 0
        owned += WEIGHTS[one.kind] * float(
            TITLE * one.title + CUSTODY * custody + CONTROL * one.control
        )
    return value(
        lacking(owned, sum(WEIGHTS[one.kind] for one in rows.assets)),
        due=rows.stage >= 4,
        applies=rows.is_native,
    )


def source_rebuild(rows: Rows) -> Value:
    best = 0
    for asset in rows.assets:
        looks = rows.verifications[asset.pk]
        if asset.kind != "source" or not looks or looks[-1].result != "confirmed":
            continue
        for look in looks:
            if look.result == "confirmed":
                is_built = look.method == "rebuild"
                is_independent = look.organisation.kind == "third_party"
                best = max(best, (3 if is_independent else 2) if is_built else 1)
    return value(float(best), due=rows.gate >= 4, applies=rows.is_native)


def payment_before_acceptance(rows: Rows) -> Value:
    is_final = bool(rows.deliverables) and all(
        one.status == "accepted" for one in rows.deliverables
    )
    accepted_on = day_of(rows.acceptance.decided_at) if rows.acceptance else None
    early = [
        one.amount
        for one in rows.payments_agreed
        if not is_final or (accepted_on and one.paid_on and one.paid_on < accepted_on)
    ]
    caps = [one.advance_cap for one in rows.contracts if one.advance_cap is not None]
    paid = share(sum(early), rows.contract_value)
    x = max(paid - float(min(caps)), 0.0) if paid is not None and caps else None
    return value(x, due=rows.stage >= 3, applies=rows.call is not None and rows.is_native)


INDICATORS = {
    "A-01": criterion_evidence_gap,
    "A-02": residual_defects,
    "A-04": overdue_conditions,
    "A-06": sequence_violation,
    "A-07": asset_handover_gap,
    "A-08": source_rebuild,
    "A-12": payment_before_acceptance,
    "X-17": ownership_shortfall,
}
