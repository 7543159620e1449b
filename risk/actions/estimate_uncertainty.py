"""Draw the scores of a chunk of projects, forecast their costs, and store both."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from egov_outsource.accounts.models import User
from egov_outsource.wall.eyes import as_system
from risk.digests import input_digest
from risk.draws.cases import is_current
from risk.draws.forecasting import forecasts
from risk.draws.population import Population
from risk.models import CostForecast, RiskResult, RiskUncertainty
from risk.models.uncertainty import packed
from risk.uncertainty.case import Case
from risk.uncertainty.seeds import seed_of
from risk.uncertainty.study import Method, study

LOCK_SPACE = 0x444F5542 << 32  # advisory locks of this engine: one number per project
LOCK = """
    SELECT pg_advisory_xact_lock(%s + id)
    FROM (SELECT id FROM unnest(%s::bigint[]) AS chosen (id) ORDER BY id) AS in_order
"""


def estimate_uncertainty(
    projects: list[int],
    *,
    actor: User,
    as_of: date,
    afresh: bool = False,
    population: Population | None = None,
) -> int:
    """The platform draws what the scores of these projects could be and forecasts their costs;
    returns how many were drawn.

    Idempotent: what was already drawn from the same input stays, unless it is wanted `afresh`,
    and then the same bits come out. Nothing is recorded, for no person decided anything: what a
    person asks for is recorded where it is asked.
    """
    if actor.kind != User.Kind.SYSTEM:
        raise PermissionError("only the platform draws; people ask for it")
    with as_system():
        others = population or Population()
        rows = drawn(projects, others, afresh=afresh)
        store_draws(rows)
        store_forecasts(projects, others, as_of)
    return len(rows)


def drawn(projects: list[int], others: Population, *, afresh: bool) -> list[RiskUncertainty]:
    """Rows for those projects with a current result whose input changed since they were drawn."""
    results = RiskResult.objects.filter(pk__in=projects).select_related("model").order_by("pk")
    known = dict(RiskUncertainty.objects.filter(pk__in=projects).values_list("pk", "digest"))
    rows = []
    for result in results:
        if not is_current(result):
            continue
        case, how = others.case(result), others.method(result.model)
        digest = case.digest(how.model, result.model.catalogue_hash, how.doubts, how.draws)
        if afresh or known.get(result.pk) != digest:
            rows.append(row_of(result, case, how, digest))
    return rows


def row_of(result: RiskResult, case: Case, how: Method, digest: str) -> RiskUncertainty:
    """The draws of one project, as they are stored."""
    seed = seed_of(result.pk, how.model.version, result.as_of.isoformat())
    found = study(case, how, seed)
    absent = [one.code for one in case.absent]
    return RiskUncertainty(
        project_id=result.pk,
        model=result.model,
        as_of=result.as_of,
        event_seq=result.event_seq,
        seed=seed,
        basis=input_digest(result).hex(),
        digest=digest,
        count=how.draws,
        p05=found.at(5),
        p50=found.at(50),
        p95=found.at(95),
        floor=found.floor,
        quantiles=found.quantiles.tolist(),
        bands=found.bands.tolist(),
        alone=found.alone.ravel().tolist(),
        missing=absent,
        classed=[code for code in absent if code in case.likely],
        draws=packed(found.draws),
        computed_at=timezone.now(),
    )


def store_draws(rows: list[RiskUncertainty]) -> None:
    """Replace what is stored, unless that has seen more."""
    with transaction.atomic():
        lock([row.pk for row in rows])
        seen = RiskUncertainty.objects.filter(pk__in=[row.pk for row in rows])
        newer = dict(seen.values_list("pk", "event_seq"))
        RiskUncertainty.objects.bulk_create(
            [row for row in rows if newer.get(row.pk, 0) <= row.event_seq],
            update_conflicts=True,
            unique_fields=["project"],
            update_fields=columns_of(RiskUncertainty),
        )


def store_forecasts(projects: list[int], others: Population, as_of: date) -> None:
    """Forecast the costs of those that are under way; a finished one has none any more."""
    with transaction.atomic():
        lock(projects)
        rows = forecasts(projects, others, as_of)
        gone = set(projects) - {row.pk for row in rows}
        CostForecast.objects.filter(pk__in=gone).delete()
        CostForecast.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["project"],
            update_fields=columns_of(CostForecast),
        )


def columns_of(noun: type[RiskUncertainty] | type[CostForecast]) -> list[str]:
    """Every field but the key."""
    return [field.name for field in noun._meta.concrete_fields if not field.primary_key]


def lock(projects: list[int]) -> None:
    """Wait until no other run stores the draws of these projects; always in order of ids."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [LOCK_SPACE, projects])
