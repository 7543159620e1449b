"""The measures of the portfolio in the order in which they are read."""

from risk.portfolio.measure import Measure
from risk.portfolio.measures import (
    agency_dependence,
    agency_exposure,
    agency_scores,
    contractor_concentration,
    contractor_exposure,
    control_rights,
    data_custody,
    failure_impact,
    officer_span,
    rank_stability,
    reference_class,
    supervisor_concentration,
    supervisor_pairing,
)

MEASURES: tuple[Measure, ...] = (
    agency_scores.MEASURE,
    contractor_concentration.MEASURE,
    agency_dependence.MEASURE,
    agency_exposure.MEASURE,
    contractor_exposure.MEASURE,
    failure_impact.MEASURE,
    supervisor_pairing.MEASURE,
    supervisor_concentration.MEASURE,
    data_custody.MEASURE,
    officer_span.MEASURE,
    control_rights.MEASURE,
    reference_class.MEASURE,
    rank_stability.MEASURE,
)
BY_CODE = {measure.code: measure for measure in MEASURES}
