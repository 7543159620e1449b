"""Standings of all agencies: made at night by the platform, read instead of a long history."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np
from django.utils import timezone

from egov_outsource import access
from egov_outsource.wall.eyes import as_system
from projects.models import Agency, Project
from risk.models import AgencyStanding, RiskPoint
from risk.portfolio.asked import Asked, below
from risk.portfolio.gather import LIVE, points_of
from risk.portfolio.history import Means, means, month_ends, together

MEASURED = ("as_of", "crmi", "frg", "declared", "decided", "computed_at")


def store_standings(agency: Agency, today: date) -> int:
    """The standings of one agency at the ends of the last months; returns how many there are.

    Idempotent: the same history gives the same rows. Nobody asks for it and nobody decides
    anything, so nothing is recorded.
    """
    ends = month_ends(today)
    with as_system():
        live = Project.objects.filter(owner=agency, status__in=LIVE)
        (found, *_same) = means(points_of(RiskPoint.objects.filter(project__in=live)), ends)
        now = timezone.now()
        rows = [
            AgencyStanding(
                agency=agency,
                month=end.replace(day=1),
                as_of=end,
                crmi=float(found.crmi[place]),
                frg=float(found.frg[place]),
                declared=int(found.declared[place]),
                decided=int(found.decided[place]),
                computed_at=now,
            )
            for place, end in enumerate(ends)
        ]
        AgencyStanding.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=("agency", "month"), update_fields=MEASURED
        )
    return len(rows)


def read_standings(user: access.Viewer, asked: Asked, ends: Sequence[date]) -> list[Means]:
    """The same as `history.means`, from what is stored: first all together, then each agency.

    Only for agencies all of whose projects the viewer sees; the last month is that of last night.
    """
    rows = AgencyStanding.objects.visible_to(user).filter(
        month__in=[end.replace(day=1) for end in ends]
    )
    if asked.agency is not None:
        rows = rows.filter(agency__in=below(asked.agency))
    places = {end.replace(day=1): place for place, end in enumerate(ends)}
    tables: dict[int, np.ndarray] = defaultdict(lambda: _blank(len(ends)))
    for row in rows.order_by("agency"):
        numbers = (row.crmi, row.frg, row.declared, row.decided)
        tables[row.agency_id][:, places[row.month]] = numbers
    agencies = [
        Means(key, table[0], table[1], table[2].astype(np.int64), table[3].astype(np.int64))
        for key, table in tables.items()
    ]
    return [together(agencies, len(ends)), *agencies]


def _blank(months: int) -> np.ndarray:
    return np.stack([np.full(months, np.nan)] * 2 + [np.zeros(months)] * 2)
