"""Facts that many vectors begin with, and the states by their short names."""

from typing import Any, TypeAlias

from risk.catalogue import State
from risk.facts import Procedure

# indicator, facts, measured value, state
Vector: TypeAlias = tuple[str, dict[str, Any], float, State]

OK, NOT_DUE, NOT_APPLICABLE = State.OK, State.NOT_DUE, State.NOT_APPLICABLE
MISSING, STALE, SUPPRESSED = State.MISSING, State.STALE, State.SUPPRESSED

TENDER = {
    "selection__outsourced": True,
    "selection__procedure": Procedure.OPEN,
    "selection__tender_start": "2024-06-14T09:00",
    "selection__tender_end": "2024-07-08T09:00",
    "selection__minimum_days": 20,
    "selection__tenderers": 4,
    "selection__awards": 1,
    "selection__award_value": 1860.0,
    "selection__awarded_contract_value": 1860.0,
    "selection__contract_value": 1860.0,
}
PLANNED = [60.0, 150, 270, 410, 560, 720]
MONTH_6 = {
    "supervision__reported": "2025-02-28",
    "supervision__periods": 6,
    "supervision__planned_curve": PLANNED,
    "supervision__planned_total": 1620.0,
    "supervision__earned": 560.0,
    "supervision__spent": 660.0,
}
