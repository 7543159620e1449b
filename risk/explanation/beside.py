"""Facts that patterns ask beside scores, as of the day of a result; they enter no score."""

from collections.abc import Mapping

from egov_outsource.wall.eyes import as_system
from risk.gather.haste import read_haste
from risk.models import RiskResult


def facts_beside(result: RiskResult) -> Mapping[str, float]:
    """Values by key of what is known; shares only, of decisions that the reader of a score need
    not be able to see one by one."""
    with as_system():
        haste = read_haste(result.project_id, result.as_of)
    return {} if haste is None else {"haste": haste}
