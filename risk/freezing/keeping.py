"""Keeping what passed gates froze: written once by the first run after the passage, read by every
later one, removed when the gate is opened again. A chunk costs the same few statements however
many projects it has."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from django.db import connection

from risk.catalogue import State, quantised
from risk.columns import Floats, Shorts, States
from risk.freezing.standing import FREEZING, STAYS_LIVE, Frozen
from risk.gather import gather
from risk.gather.chunk import Chunk, load_chunk
from risk.gather.freezes import Passages, read_frozen, read_passages
from risk.measurement import as_stored, measured
from risk.models import Freeze

THAW = """
    DELETE FROM risk_freeze WHERE id IN (
        SELECT f.id FROM lifecycle_gatereview g
        JOIN risk_chunk c ON c.project = g.project_id
        JOIN risk_freeze f ON f.review_id = g.id
        WHERE g.status <> 'passed'
    )
"""
LAST_RUNS = """
    SELECT DISTINCT ON (w.project) w.project, m.codes, p.inputs, p.states, p.ages
    FROM unnest(%s::bigint[], %s::date[]) w (project, day)
    JOIN risk_riskpoint p ON p.project_id = w.project AND p.as_of <= w.day
    JOIN risk_riskmodel m ON m.id = p.model_id
    ORDER BY w.project, p.as_of DESC
"""
KEPT_BEFORE = """
    SELECT f.project_id, f.codes, f.inputs, f.states, f.ages FROM risk_freeze f
    WHERE f.review_id = ANY(%s)
"""

Rows = list[tuple[int, list[str], list[float], list[int], list[int]]]


def frozen_values(chunk: Chunk, as_of: date) -> list[Frozen]:
    """What is frozen for the projects of the present chunk; gates passed since the last run
    freeze now. Inside the transaction that holds the projects' locks."""
    with connection.cursor() as cursor:
        cursor.execute(chunk.bounded(THAW))
    passed = read_passages(chunk)
    if not passed.kept.all():
        projects = chunk.projects.tolist()
        for gate in FREEZING:
            freeze(projects, passed, gate, as_of)
        chunk = load_chunk(projects, as_of)
    there = {f"G{gate}" for gate in np.unique(passed.gates)}
    return [read_frozen(chunk, gate) for gate in FREEZING if gate in there]


def freeze(projects: list[int], passed: Passages, gate: str, as_of: date) -> None:
    """Write down what the indicators of one gate come to on the day it was passed."""
    chosen = ~passed.kept & (passed.gates == int(gate[1:]))
    if not chosen.any():
        return
    ids = [projects[place] for place in passed.places[chosen]]
    days: list[date] = passed.days[chosen].astype(object).tolist()
    reviews = [int(one) for one in passed.reviews[chosen]]
    indicators = FREEZING[gate]
    values = measured(gather(ids, days))
    x = quantised(np.stack([values[one].x for one in indicators], axis=1))
    states = np.stack([values[one].states for one in indicators], axis=1)
    ages = np.stack([as_stored(values[one].ages, len(ids)) for one in indicators], axis=1)
    codes = [one.code for one in indicators]
    was_late = np.array([day < as_of for day in days])
    late = [(one, day) for one, day in zip(ids, days, strict=True) if day < as_of]
    found = Found(codes, ids, x, states, ages)
    of_runs = found.take(rows_of(LAST_RUNS, [one for one, _ in late], [day for _, day in late]))
    found.take(rows_of(KEPT_BEFORE, reviews))
    Freeze.objects.filter(review__in=reviews).delete()
    Freeze.objects.bulk_create(
        Freeze(
            project_id=project,
            review_id=reviews[row],
            gate=gate,
            frozen_on=days[row],
            source=(
                Freeze.Source.RECORDS
                if was_late[row] and project not in of_runs
                else Freeze.Source.RUN
            ),
            codes=codes,
            inputs=x[row].tolist(),
            states=states[row].tolist(),
            ages=ages[row].tolist(),
        )
        for row, project in enumerate(ids)
    )


def rows_of(statement: str, *values: Sequence[Any]) -> Rows:
    """Values that were stored before, by project."""
    if not values[0]:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(one) for one in values])
        return list(cursor.fetchall())


class Found:
    """Values [n, k] as the records give them, into which go those that were stored before."""

    def __init__(
        self, codes: list[str], ids: list[int], x: Floats, states: States, ages: Shorts
    ) -> None:
        self.codes, self.x, self.states, self.ages = codes, x, states, ages
        self.row_of = {project: row for row, project in enumerate(ids)}

    def take(self, rows: Rows) -> set[int]:
        """Let what was stored before stand, as far as it was due; returns whose it was."""
        for project, codes, inputs, states, ages in rows:
            row = self.row_of[project]
            place_of = {code: place for place, code in enumerate(codes)}
            for column, code in enumerate(self.codes):
                place = place_of.get(code)
                if place is None or State(states[place]) in STAYS_LIVE:
                    continue
                self.x[row, column] = inputs[place]
                self.states[row, column] = states[place]
                self.ages[row, column] = ages[place] if place < len(ages) else -1
        return {row[0] for row in rows}
