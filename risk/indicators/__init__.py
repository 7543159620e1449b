"""The registry: every indicator, one line each.

A file defines one indicator as `INDICATOR`. Where the platform holds the facts, the file also has
`measure`, a pure function on fact columns, and the indicator is LIVE: computed in every run. The
others belong to the CATALOGUE only: snapshots can be scored with them, runs leave them out until
their facts exist.
"""

from risk.catalogue import Indicator, catalogue_hash
from risk.indicators.acceptance import (
    asset_handover_gap,
    criterion_evidence_gap,
    overdue_conditions,
    payment_before_acceptance,
    sequence_violation,
)
from risk.indicators.planning import (
    benefit_baseline_gap,
    budget_deviation,
    content_gap,
    requirement_volatility,
    security_planning_gap,
    supplier_shaped_planning,
    unverifiable_requirements,
)
from risk.indicators.prosecution import (
    audit_finding_ageing,
    benefit_shortfall,
    enforcement_gap,
    ownership_shortfall,
    rating_gap,
    service_shortfall,
)
from risk.indicators.selection import (
    award_contract_drift,
    bidder_affiliation,
    conflict_clearance_gap,
    contract_incompleteness,
    control_right_misallocation,
    few_bids,
    heavily_discounted_bid,
    identical_bid_prices,
    late_bid_won,
    mode_appraisal_gap,
    mode_decision_fragility,
    mode_mismatch,
    non_competitive_procedure,
    only_winner_qualified,
    ownership_clause_gap,
    publication_gap,
    short_submission_period,
    supplier_past_performance,
    thin_market,
)
from risk.indicators.supervision import (
    change_control_bypass,
    change_value_ratio,
    cost_performance,
    data_custody_deviation,
    forecast_overrun,
    formal_real_gap,
    incident_burden,
    milestone_failure,
    payment_ahead,
    privileged_access,
    quality_backlog,
    schedule_performance,
    self_report_reliance,
    subcontracting_exposure,
    supervision_coverage,
    supervisor_independence,
    vulnerability_exposure,
)

CATALOGUE: tuple[Indicator, ...] = (
    content_gap.INDICATOR,
    unverifiable_requirements.INDICATOR,
    supplier_shaped_planning.INDICATOR,
    budget_deviation.INDICATOR,
    requirement_volatility.INDICATOR,
    security_planning_gap.INDICATOR,
    benefit_baseline_gap.INDICATOR,
    mode_appraisal_gap.INDICATOR,
    mode_decision_fragility.INDICATOR,
    mode_mismatch.INDICATOR,
    thin_market.INDICATOR,
    non_competitive_procedure.INDICATOR,
    short_submission_period.INDICATOR,
    few_bids.INDICATOR,
    identical_bid_prices.INDICATOR,
    late_bid_won.INDICATOR,
    only_winner_qualified.INDICATOR,
    heavily_discounted_bid.INDICATOR,
    bidder_affiliation.INDICATOR,
    conflict_clearance_gap.INDICATOR,
    award_contract_drift.INDICATOR,
    supplier_past_performance.INDICATOR,
    ownership_clause_gap.INDICATOR,
    contract_incompleteness.INDICATOR,
    control_right_misallocation.INDICATOR,
    publication_gap.INDICATOR,
    schedule_performance.INDICATOR,
    cost_performance.INDICATOR,
    forecast_overrun.INDICATOR,
    milestone_failure.INDICATOR,
    quality_backlog.INDICATOR,
    change_value_ratio.INDICATOR,
    change_control_bypass.INDICATOR,
    payment_ahead.INDICATOR,
    supervisor_independence.INDICATOR,
    supervision_coverage.INDICATOR,
    self_report_reliance.INDICATOR,
    vulnerability_exposure.INDICATOR,
    incident_burden.INDICATOR,
    subcontracting_exposure.INDICATOR,
    privileged_access.INDICATOR,
    data_custody_deviation.INDICATOR,
    formal_real_gap.INDICATOR,
    criterion_evidence_gap.INDICATOR,
    overdue_conditions.INDICATOR,
    sequence_violation.INDICATOR,
    asset_handover_gap.INDICATOR,
    payment_before_acceptance.INDICATOR,
    service_shortfall.INDICATOR,
    benefit_shortfall.INDICATOR,
    enforcement_gap.INDICATOR,
    audit_finding_ageing.INDICATOR,
    rating_gap.INDICATOR,
    ownership_shortfall.INDICATOR,
)

BY_CODE = {indicator.code: indicator for indicator in CATALOGUE}

LIVE = tuple(indicator for indicator in CATALOGUE if indicator.measure is not None)

CATALOGUE_HASH = catalogue_hash(CATALOGUE)
