"""The six criteria on which ways to run a project are compared, and their default weights."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Criterion:
    """One criterion; `judged_weight` is the weight as the pairwise comparison gave it."""

    code: str
    label: Promise
    help: Promise
    judged_weight: float


# c1 to c4 are those of the literature on outsourcing of e-government, c5 and c6 are added because
# control rights and the supply market decide whether the choice can be taken back; the weights
# are the analytic hierarchy process of the reference appraisal (consistency ratio .002)
_CRITERIA = (
    Criterion(
        "c1", _("Funding"), _("How well the money needed over the whole life is secured."), 0.136
    ),
    Criterion(
        "c2",
        _("IT talent and infrastructure"),
        _("Whether the people and machines that it takes are there."),
        0.136,
    ),
    Criterion(
        "c3",
        _("Service update capability"),
        _("How fast the service can follow new needs."),
        0.136,
    ),
    Criterion("c4", _("Security"), _("How well data and service are protected."), 0.259),
    Criterion(
        "c5",
        _("Control-right retention"),
        _("How much of the power to decide stays with government."),
        0.259,
    ),
    Criterion(
        "c6", _("Supply market"), _("Whether several independent suppliers could do it."), 0.075
    ),
)
CRITERIA: dict[str, Criterion] = {criterion.code: criterion for criterion in _CRITERIA}


def normalised_weights() -> dict[str, float]:
    """The default weights, adding up to 1."""
    total = sum(criterion.judged_weight for criterion in _CRITERIA)
    return {criterion.code: criterion.judged_weight / total for criterion in _CRITERIA}
