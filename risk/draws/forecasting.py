"""Cost forecasts of projects under way: their latest report against finished projects."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils import timezone

from risk.draws.population import Population
from risk.facts import SupervisionFacts
from risk.facts.basis import Basis
from risk.gather.basis import read_basis
from risk.gather.chunk import load_chunk
from risk.gather.finished import read_traits
from risk.gather.supervision import read_supervision
from risk.measuring import PROSECUTION
from risk.models import CostForecast
from risk.uncertainty.classes import Finished, Traits, compared
from risk.uncertainty.forecast import Forecast, Progress


@dataclass(frozen=True, slots=True)
class Started:
    """Where one project stands."""

    project: int
    progress: Progress
    reported: date | None


def forecasts(projects: list[int], others: Population, as_of: date) -> list[CostForecast]:
    """Forecasts of those that are neither finished nor ended and have a budget or a report;
    inside a transaction only."""
    chunk = load_chunk(projects, as_of)
    basis, done = read_basis(chunk), read_supervision(chunk)
    under_way = started(basis, done)
    if not under_way:
        return []
    traits = read_traits([one.project for one in under_way])
    return [
        forecast_of(one, others.finished, traits[one.project], as_of)
        for one in under_way
        if one.project in traits
    ]


def started(basis: Basis, done: SupervisionFacts) -> list[Started]:
    """Progress as shares of the budget at completion; nothing done before the first report."""
    found = []
    for place, project in enumerate(basis.project):
        if basis.stage[place] >= PROSECUTION or not basis.native[place]:
            continue
        total = done.planned_total[place]
        if total > 0:
            progress = Progress(
                earned=float(done.earned[place] / total), spent=float(done.spent[place] / total)
            )
            day = done.reported[place].astype(object)
            found.append(Started(int(project), progress, day))
        elif basis.budget[place] > 0 and np.isnat(done.reported[place]):
            found.append(Started(int(project), Progress(0.0, 0.0), None))
    return found


def forecast_of(one: Started, finished: Finished, traits: Traits, as_of: date) -> CostForecast:
    """The forecast of one project against the narrowest class that is large enough."""
    against, common = compared(finished, finished.cost, one.project, traits)
    found = Forecast(one.progress, against)
    tail = against.ratios.tail
    return CostForecast(
        project_id=one.project,
        as_of=as_of,
        reported=one.reported,
        earned=one.progress.earned,
        spent=one.progress.spent,
        point=one.progress.point,
        p50=found.at(0.5),
        p80=found.at(0.8),
        p90=found.at(0.9),
        overrun_chance=found.chance_of_overrun,
        is_published=against.is_published,
        class_size=against.size,
        class_mode=common.mode,
        class_budget=common.budget,
        class_level=common.level,
        exponent=tail.exponent if tail else np.nan,
        exponent_lo=tail.exponent_lo if tail else np.nan,
        exponent_hi=tail.exponent_hi if tail else np.nan,
        computed_at=timezone.now(),
    )
