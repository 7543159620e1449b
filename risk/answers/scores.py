"""The scores about contractors in the newest results, and whose they are."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from egov_outsource.accounts.models import Organisation
from projects.models import Engagement
from projects.roles import Capacity
from projects.selection.models import Contract
from risk.answers.concerning import concerns
from risk.catalogue import State
from risk.indicators import BY_CODE
from risk.models import RiskResult
from risk.scoring import Model
from risk.scoring.bands import Band, bands

HELD = (Contract.Status.ACTIVE, Contract.Status.TERMINATED)
UNSAID = frozenset({State.NOT_DUE, State.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Own:
    """One score about a contractor, as the newest result has it."""

    project: int
    organisation: int
    code: str
    state: int
    x: float | None
    score: float | None
    as_of: date
    model: Model


def contractors_of(projects: Iterable[int]) -> dict[int, set[int]]:
    """Project → the firms that take part in it now and hold a contract that was signed."""
    engaged = Engagement.objects.in_force().filter(
        project__in=list(projects),
        capacity=Capacity.CONTRACTOR.value,
        organisation__kind=Organisation.Kind.CONTRACTOR,
    )
    pairs = set(engaged.values_list("project_id", "organisation_id"))
    if not pairs:
        return {}
    held = Contract.objects.filter(
        project__in={project for project, _firm in pairs}, status__in=HELD
    )
    found: dict[int, set[int]] = defaultdict(set)
    for pair in held.values_list("project_id", "contractor_id"):
        if pair in pairs:
            found[pair[0]].add(pair[1])
    return found


def own_scores(firms: dict[int, set[int]]) -> Iterator[Own]:
    """Every score about a contractor of these projects; None where there is none."""
    models: dict[int, Model] = {}
    for result in RiskResult.objects.filter(pk__in=firms).select_related("model").order_by("pk"):
        rows = zip(result.codes, result.states, result.inputs, result.scores, strict=True)
        theirs = firms[result.pk]
        if result.model_id not in models:
            models[result.model_id] = result.model.as_model()
        model = models[result.model_id]
        for code, state, x, score in rows:
            if code not in BY_CODE or not concerns(code, firms=len(theirs)):
                continue
            said = None if State(state) in UNSAID else known(score)
            for firm in sorted(theirs):
                yield Own(result.pk, firm, code, state, known(x), said, result.as_of, model)


def known(number: float) -> float | None:
    """The number, or None where there is nothing to say."""
    return None if math.isnan(number) else number


def band_after(previous: int, score: float | None, model: Model) -> Band:
    """The band of a single score, as slow to change at a border as that of a project."""
    if score is None:
        return Band.UNKNOWN
    points = np.array([score])
    found = bands(
        points,
        hi=points,
        coverage=np.ones(1),
        vetoed=np.zeros(1, dtype=np.bool_),
        previous_bands=np.array([previous], dtype=np.int8),
        previous_scores=np.full(1, np.nan),
        model=model,
    )
    return Band(int(found[0]))
