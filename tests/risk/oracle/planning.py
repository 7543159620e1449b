"""The indicators of planning, from the rows of one project."""

from tests.risk.oracle.rows import Rows
from tests.risk.oracle.value import Value, day_of, lacking, share, value

DAYS_OF_MONTH = 30.4375


def content_gap(rows: Rows) -> Value:
    approved = [one for one in rows.items if one.status == "approved"]
    return planned(rows, lacking(len(approved), len(rows.items)))


def unverifiable_requirements(rows: Rows) -> Value:
    standing = [one for one in rows.requirements if not one.is_withdrawn]
    vague = [one for one in standing if not one.is_verifiable]
    return planned(rows, share(len(vague), len(standing)))


def supplier_shaped_planning(rows: Rows) -> Value:
    texts = [*rows.items, *(one for one in rows.requirements if not one.is_withdrawn)]
    authors = [one.author_organisation for one in texts if one.author_organisation]
    firms = {one.pk for one in authors if one.kind == "contractor"}
    for tie in rows.ties:
        if tie.other.kind == "contractor":
            firms.add(tie.organisation_id)
        if tie.organisation.kind == "contractor":
            firms.add(tie.other_id)
    return planned(rows, share(sum(one.pk in firms for one in authors), len(authors)))


def budget_deviation(rows: Rows) -> Value:
    ratio = share(rows.project.budget, rows.project.reference_cost)
    return planned(rows, None if ratio is None else ratio - 1)


def requirement_volatility(rows: Rows) -> Value:
    baseline = [one for one in rows.requirements if one.baselined_at]
    moved = 0.0
    for one in rows.requirements:
        before = float(one.baselined_size or 1) if one.baselined_at else 0.0
        moved += abs((0.0 if one.is_withdrawn else float(one.size)) - before)
    size = sum(float(one.baselined_size or 1) for one in baseline)
    grown = share(moved, size)
    x = None
    if grown is not None:
        since = day_of(min(one.baselined_at for one in baseline if one.baselined_at))
        assert since
        months = max((rows.as_of - since).days / DAYS_OF_MONTH, 1.0)
        x = (1 + grown) ** (1 / months) - 1
    return value(x, due=rows.gate >= 2, applies=rows.is_native)


def benefit_baseline_gap(rows: Rows) -> Value:
    vague = [
        one
        for one in rows.objectives
        if one.baseline is None
        or one.target is None
        or not one.method.strip()
        or not one.owner.strip()
    ]
    return planned(rows, share(len(vague), len(rows.objectives)))


def planned(rows: Rows, x: float | None) -> Value:
    """A value that is due with the plan, of projects run here."""
    return value(x, due=rows.gate >= 1, applies=rows.is_native)


INDICATORS = {
    "P-01": content_gap,
    "P-02": unverifiable_requirements,
    "P-03": supplier_shaped_planning,
    "P-05": budget_deviation,
    "P-07": requirement_volatility,
    "P-11": benefit_baseline_gap,
}
