"""Trying a version on all projects: chunk by chunk, each project's newest result again."""

from collections.abc import Callable

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from egov_outsource.wall.eyes import as_system
from risk.columns import Codes, Floats
from risk.modelling.replay import replayed
from risk.models import ModelReplay, ReplayedResult, RiskResult
from risk.scoring import Model

CHUNK = 1_000
PREVIOUS = """
    SELECT r.project_id, p.band, p.score
    FROM risk_riskresult r
    CROSS JOIN LATERAL (
        SELECT band, score FROM risk_riskpoint
        WHERE project_id = r.project_id AND as_of < r.as_of ORDER BY as_of DESC LIMIT 1
    ) p
    WHERE r.project_id = ANY(%s)
"""
RESULT = ("score", "band", "as_of", "stage", "inputs", "states", "ages", "vetoes", "model")
FIELDS = ("as_of", "score_before", "band_before", "score", "lo", "hi", "band")


def replay_all(replay: ModelReplay, tell: Callable[[int, int], object]) -> None:
    """Replay every project with a result; done again it overwrites with the same."""
    model = replay.model.as_model()
    with as_system():
        ids = list(RiskResult.objects.order_by("pk").values_list("pk", flat=True))
    done = 0
    for part in (ids[place : place + CHUNK] for place in range(0, len(ids), CHUNK)):
        with as_system():
            replay_chunk(replay, model, part)
        done += len(part)
        tell(done, len(ids))
    with as_system():
        ModelReplay.objects.filter(pk=replay.pk, finished_at__isnull=True).update(
            finished_at=timezone.now(), total=len(ids)
        )


@transaction.atomic
def replay_chunk(replay: ModelReplay, model: Model, ids: list[int]) -> None:
    """The projects of one chunk, as columns."""
    rows = RiskResult.objects.filter(pk__in=ids).select_related("model").order_by("pk")
    results = list(rows.only("project", "model__codes", *RESULT))
    if not results:
        return
    bands_before, scores_before = runs_before(results)
    found = replayed(results, model, bands_before=bands_before, scores_before=scores_before)
    ReplayedResult.objects.bulk_create(
        (
            ReplayedResult(
                replay=replay,
                project_id=one.pk,
                as_of=one.as_of,
                score_before=one.score,
                band_before=one.band,
                score=float(found.score[place]),
                lo=float(found.lo[place]),
                hi=float(found.hi[place]),
                band=int(found.band[place]),
            )
            for place, one in enumerate(results)
        ),
        update_conflicts=True,
        unique_fields=["replay", "project"],
        update_fields=FIELDS,
    )


def runs_before(results: list[RiskResult]) -> tuple[Codes, Floats]:
    """Band and score of the run before each result, as the run itself read them."""
    with connection.cursor() as cursor:
        cursor.execute(PREVIOUS, [[one.pk for one in results]])
        before = {project: (band, points) for project, band, points in cursor.fetchall()}
    pairs = [before.get(one.pk, (-1, float("nan"))) for one in results]
    return (
        np.array([band for band, _points in pairs], dtype=np.int8),
        np.array([points for _band, points in pairs], dtype=np.float64),
    )
