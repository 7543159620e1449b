"""The overview of a large portfolio: all measures from columns, against three of them from objects.

What a leader waits for at first; within ten minutes the same question is answered from the cache.
"""

import math
import os
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.core.cache import cache
from django.db import connection
from django.db.models import Q, Sum

from bench.figure import Figure, timed
from bench.portfolio import multiply
from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.selection.models import Contract
from risk.actions.recompute_projects import recompute_projects
from risk.actions.start_run import CHUNK
from risk.portfolio.asked import Asked
from risk.portfolio.overview import Overview, overview
from tests.build.projects import make_cast
from tests.build.risk import AS_OF, rich_project

PROJECTS = int(os.environ.get("BENCH_PROJECTS", "20000"))


def run() -> Iterable[Figure]:
    """Milliseconds from the question to all measures, nothing kept."""
    cast = make_cast()
    template = rich_project(owner=cast.agency).pk
    ids = [template, *multiply([template], PROJECTS).tolist()]
    for place in range(0, len(ids), CHUNK):
        chunk = ids[place : place + CHUNK]
        recompute_projects(chunk, actor=User.objects.system(), as_of=AS_OF)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    check(asked(cast.leader), looped(cast.leader))
    ours, theirs = timed(lambda: asked(cast.leader), lambda: looped(cast.leader))
    more = {"projects": PROJECTS, "p50": ours.p50, "p95": ours.p95, "baseline_p50": theirs.p50}
    yield Figure("risk_portfolio", ours.p50, "ms", theirs.p50, theirs.p50 / ours.p50, more)


def asked(user: User) -> Overview:
    """As a request does it, with an empty cache."""
    cache.clear()
    with access.remembered_scopes():
        return overview(user, Asked())


def looped(user: User) -> tuple[float, float]:
    """Concentration and exposure as one would write them first: an object a contract."""
    value: dict[int, Decimal] = defaultdict(Decimal)
    exposure = 0.0
    with access.remembered_scopes():
        rows = Contract.objects.visible_to(user).filter(status="active")
        rows = rows.select_related("project__risk_result").annotate(
            paid=Sum("payments__amount", filter=Q(payments__status="paid"))
        )
        for row in rows:
            firm, worth = row.contractor_id or 0, row.value or Decimal(0)
            value[firm] += worth
            left = max(worth - (row.paid or 0), Decimal(0))
            exposure += row.project.risk_result.score / 100 * float(left)
    total = sum(value.values())
    return float(sum((one / total * 100) ** 2 for one in value.values())), exposure


def check(found: Overview, other: tuple[float, float]) -> None:
    """Both ways give the same."""
    index = found.found["contractor-concentration"].figures[0].value
    exposure = found.found["agency-exposure"].figures[1].value
    if not (math.isclose(index, other[0]) and math.isclose(exposure, other[1])):
        raise AssertionError((index, exposure, other))
