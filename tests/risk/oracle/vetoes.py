"""Which vetoes the rows of one project open, less those that a determination cleared."""

from datetime import date

from projects.rights import DECISION_POINTS
from projects.selection.clauses import ESSENTIAL
from projects.supervision.models import Finding
from risk.models import VetoClearance
from tests.risk.oracle.acceptance import is_refuted
from tests.risk.oracle.rows import Rows
from tests.risk.oracle.selection import bidder_tie, is_closed, late_bids_won, tenderers
from tests.risk.oracle.supervision import age_of, open_weaknesses, tied_supervisors
from tests.risk.oracle.ties import drafters_bidding, evaluations_tied, has_served, votes_tied
from tests.risk.oracle.value import day_of

FLOORS = {
    "V-LATE": 95.0,
    "V-DEBAR": 95.0,
    "V-COI": 90.0,
    "V-DATA": 90.0,
    "V-OWN": 80.0,
    "V-SEC": 80.0,
    "V-ACC": 80.0,
    "V-DSL40": 80.0,
    "V-SUP": 80.0,
    "V-RESERVED": 80.0,
    "V-PAY": 75.0,
    "V-SUB": 75.0,
    "V-CHG": 60.0,
}


def open_vetoes(rows: Rows) -> set[str]:
    """The codes of the open vetoes."""
    is_open = {
        "V-LATE": late_bids_won(rows) > 0,
        "V-DEBAR": bool(debarred(rows)),
        "V-COI": is_conflict_open(rows),
        "V-SEC": is_insecure(rows),
        "V-ACC": votes_tied(rows) > 0,
        "V-DATA": rows.is_sensitive and bool(unreturned(rows)),
        "V-OWN": rows.is_native and is_ownership_lost(rows),
        "V-DSL40": is_entrusted_without_approval(rows),
        "V-SUP": tied_supervisors(rows) > 0,
        "V-RESERVED": rows.is_native and is_reserved_point_lost(rows),
        "V-PAY": is_paid_too_much(rows),
        "V-SUB": bool(undisclosed(rows)),
        "V-CHG": is_changed_too_much(rows),
    }
    for one in VetoClearance.objects.filter(project=rows.project):
        cleared_on = day_of(one.cleared_at)
        if cleared_on and cleared_on <= rows.as_of and signature(rows, one.veto) == one.signature:
            is_open[one.veto] = False
    return {code for code, holds in is_open.items() if holds}


def floor(codes: set[str]) -> float:
    """The highest floor."""
    return max((FLOORS[code] for code in codes), default=0.0)


def signature(rows: Rows, veto: str) -> str:
    """The facts that a determination about this veto speaks of; what is not there is not said."""
    facts: dict[str, dict[str, object]] = {
        "V-LATE": {"late_awarded_bids": late_bids_won(rows), "awarded_on": awarded_on(rows)},
        "V-COI": {
            "bidder_tie": bidder_tie(rows),
            "tenderers": tenderers(rows),
            "awarded_on": awarded_on(rows),
            "drafters_bidding": drafters_bidding(rows),
            "evaluations_tied": evaluations_tied(rows),
        },
        "V-ACC": {"votes_tied": votes_tied(rows), "decided": accepted_on(rows)},
        "V-SEC": {
            "failed_on": assessment_failed_on(rows) or "NaT",
            "unresolved": len(unresolved(rows)),
            "unfiled": is_unfiled(rows),
        },
        "V-DATA": {"data_unreturned": len(unreturned(rows)), "data_failed_on": failed_on(rows)},
    }
    return ";".join(f"{name}={fact}" for name, fact in facts.get(veto, {}).items() if fact)


def is_conflict_open(rows: Rows) -> bool:
    """Bidders under one control, drafters that bid, or evaluators who served a bidder."""
    is_collusive = bidder_tie(rows) == 2 and bool(rows.awards)
    has_drafted = drafters_bidding(rows) > 0 and is_closed(rows)
    return is_collusive or has_drafted or evaluations_tied(rows) > 0


def is_insecure(rows: Rows) -> bool:
    """In use without filing, assessed as not passed, or critical findings open for long."""
    is_in_use = rows.gate >= 4 or rows.stage >= 4
    unfiled = is_in_use and rows.is_native and is_unfiled(rows)
    return unfiled or assessment_failed_on(rows) is not None or bool(unresolved(rows))


def is_unfiled(rows: Rows) -> bool:
    """Of level 2 or higher, and nobody attested the filing."""
    return (rows.project.mlps_level or 0) >= 2 and not any(
        one.gate == "G3"
        and one.check_code == "mlps-filed"
        and one.superseded_at is None
        and (one.holds or not one.is_applicable)
        for one in rows.attestations
    )


def assessment_failed_on(rows: Rows) -> date | None:
    """When the assessment was last said to have failed, unless the assessor said later that it
    was passed."""
    said = [
        one
        for one in rows.attestations
        if one.gate == "G4" and one.check_code == "security_assessed" and one.is_applicable
    ]
    passed = [
        one.attested_at
        for one in said
        if one.holds
        and any(
            served.organisation_id in rows.assessors and has_served(served, one.attested_at)
            for served in rows.served.get(one.attested_by_id, [])
            if served.user_id == one.attested_by_id
        )
    ]
    failed = [one.attested_at for one in said if not one.holds]
    since = [one for one in failed if not passed or one > max(passed)]
    return day_of(max(since)) if since else None


def unresolved(rows: Rows) -> list[Finding]:
    """Critical weaknesses that are open for more than 90 days."""
    return [
        one
        for one in open_weaknesses(rows)
        if one.severity == "critical" and age_of(rows, one) > 90
    ]


def accepted_on(rows: Rows) -> str:
    return str(day_of(rows.acceptance.decided_at)) if rows.acceptance else "NaT"


def awarded_on(rows: Rows) -> str:
    days = [one.decided_at for one in rows.awards if one.decided_at]
    return str(day_of(max(days))) if days else "NaT"


def debarred(rows: Rows) -> set[int]:
    """Who was debarred when awarded, or has a live contract while debarred."""
    bound: set[tuple[int, date]] = set()
    for award in rows.awards:
        if award.supplier_id:
            bound.add((award.supplier_id, day_of(award.decided_at) or rows.as_of))
    for one in rows.all_contracts:
        is_live = one.ended_on is None or one.ended_on > rows.as_of
        if one.status == "active" and one.contractor_id and is_live:
            bound.add((one.contractor_id, rows.as_of))
    return {
        firm
        for firm, day in bound
        for one in rows.debarments
        if one.contractor.organisation_id == firm
        and one.starts_on <= day
        and (one.ends_on is None or one.ends_on >= day)
        and (one.lifted_on is None or one.lifted_on > day)
    }


def unreturned(rows: Rows) -> set[int]:
    """Data that were ever outside custody and not since confirmed by a third party."""
    lost = set()
    for asset in rows.assets:
        if asset.kind != "data":
            continue
        for look in rows.verifications[asset.pk]:
            if look.result == "failed":
                lost.add(asset.pk)
            elif look.organisation.kind == "third_party":
                lost.discard(asset.pk)
    return lost


def failed_on(rows: Rows) -> str:
    days = [
        look.verified_on
        for asset in rows.assets
        if asset.kind == "data"
        for look in rows.verifications[asset.pk]
        if look.result == "failed"
    ]
    return str(max(days)) if days else "NaT"


def is_ownership_lost(rows: Rows) -> bool:
    """A clause on title is missing while it is built, or a core asset elsewhere at acceptance."""
    present = {(one.contract_id, one.code) for one in rows.clauses if one.is_present}
    wanted = {(one.pk, code) for one in rows.contracts for code in ESSENTIAL}
    core = [one for one in rows.assets if one.is_required and one.kind in {"data", "source"}]
    is_outside = any(one.custody < 1 or is_refuted(rows, one) for one in core)
    return (rows.stage >= 2 and bool(wanted - present)) or (rows.gate >= 4 and is_outside)


def is_entrusted_without_approval(rows: Rows) -> bool:
    """Sensitive data go to a contractor, and nobody attested the approval."""
    is_approved = any(
        one.gate == "G2"
        and one.superseded_at is None
        and one.check_code == "entrustment"
        and (one.holds or not one.is_applicable)
        for one in rows.attestations
    )
    return rows.is_native and rows.is_sensitive and bool(rows.contracts) and not is_approved


def is_reserved_point_lost(rows: Rows) -> bool:
    """The contractor alone holds a reserved point of weight 3."""
    return any(
        one.holder == "C"
        and one.share >= 1
        and DECISION_POINTS[one.point].is_reserved
        and DECISION_POINTS[one.point].weight == 3
        for one in rows.allocations
    )


def approved_changes(rows: Rows) -> float:
    return float(sum(one.value for one in rows.changes_agreed if one.status == "approved"))


def is_paid_too_much(rows: Rows) -> bool:
    """More than contract and approved changes, or anything without a certificate."""
    paid = float(sum(one.amount for one in rows.payments_agreed))
    agreed = rows.contract_value
    without = sum(one.amount for one in rows.payments if one.certified_at is None)
    is_over = agreed is not None and paid > agreed + approved_changes(rows)
    return is_over or (rows.is_native and without > 0)


def undisclosed(rows: Rows) -> set[int]:
    """Subcontractors at work without a consent that stands."""
    consented = {one.organisation_id for one in rows.subcontracts if one.status == "consented"}
    at_work = {one.organisation_id for one in rows.engagements if one.capacity == "subcontractor"}
    return at_work - consented


def is_changed_too_much(rows: Rows) -> bool:
    """Approved changes of more than a tenth of the contract."""
    return bool(rows.contract_value) and abs(approved_changes(rows) / rows.contract_value) > 0.1
