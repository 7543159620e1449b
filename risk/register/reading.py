"""The register as it is read: searched, filtered, and in the matrix."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise

from risk.models import RiskEntry
from risk.register.levels import LIKELIHOODS, STEPS, Level, least_of, level_of

Status = RiskEntry.Status
LIVE = (Status.OPEN, Status.TREATED, Status.ACCEPTED)


def due_for_review(rows: Any, today: date | None = None) -> Any:
    """Those whose review day has come, with their owners."""
    day = today or timezone.localdate()
    due = rows.filter(status__in=LIVE, review_on__lte=day)
    return due.select_related("owner", "project").order_by("review_on", "pk")


def matching(rows: Any, asked: dict[str, Any]) -> Any:
    """`rows` that fit what was asked; what is empty asks nothing."""
    if words := asked.get("q"):
        fields = ("title", "cause", "event", "consequence", "project__reference")
        found = Q()
        for field in fields:
            found |= Q(**{f"{field}__icontains": words})
        rows = rows.filter(found)
    if status := asked.get("status"):
        rows = rows.filter(status=status)
    if level := asked.get("level"):
        rows = rows.annotate(product=F("likelihood") * F("impact"))
        rows = rows.filter(product__range=least_of(level))
    if code := asked.get("indicator"):
        rows = rows.filter(codes__contains=[code])
    if owner := asked.get("owner"):
        rows = rows.filter(owner=owner)
    if place := asked.get("place"):
        rows = rows.filter(likelihood=int(place[0]), impact=int(place[1]))
    if asked.get("due"):
        rows = rows.filter(status__in=LIVE, review_on__lte=timezone.localdate())
    return rows


def cells(rows: Any) -> Counter[tuple[int, int]]:
    """How many live risks stand in each place of the matrix."""
    pairs = rows.filter(status__in=LIVE).order_by().values_list("likelihood", "impact")
    return Counter(pairs)


Place = tuple[int, Level, int]


def matrix(counts: Counter[tuple[int, int]]) -> list[tuple[int, Promise, list[Place]]]:
    """Rows from likely to rare: (likelihood, its words, [(impact, level, how many) …])."""
    return [
        (
            likelihood,
            LIKELIHOODS[likelihood],
            [
                (impact, level_of(likelihood, impact), counts[likelihood, impact])
                for impact in STEPS
            ],
        )
        for likelihood in reversed(STEPS)
    ]
