"""What a project is compared with: finished projects for its cost, others for its rank."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from django.utils.translation import gettext as _

from egov_outsource.access import Viewer
from egov_outsource.redaction import withheld_fields
from egov_outsource.wall.eyes import as_system
from projects.models import Project
from projects.rights import Right
from projects.supervision.models import StatusReport
from risk.gather.finished import read_finished
from risk.models import CostForecast, RiskUncertainty
from risk.uncertainty.classes import BUDGETS
from risk.uncertainty.ranks import TOP, top_shares

CANDIDATES = 200  # by their 95 % quantile; the others count as never among the highest
LISTED = 50
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Rank:
    """In which share of draws a project is among the `top` highest of `size`."""

    top: int
    size: int
    share: float


@dataclass(frozen=True, slots=True)
class Cost:
    """Budget at completion and cost at a status date."""

    day: date
    budget: Decimal
    spent: Decimal
    currency: str

    @property
    def share(self) -> float:
        """What was spent, of the budget."""
        return float(self.spent / self.budget)


@dataclass(frozen=True, slots=True)
class Member:
    """A finished project of a class, with what it cost against its plan."""

    project: Project
    ratio: float


def rank_of(found: RiskUncertainty, user: Viewer) -> Rank | None:
    """The rank among the projects whose risk `user` sees, draw by draw under the same model;
    None where there are too few of them for some to be left out."""
    visible = RiskUncertainty.objects.visible_to(user)
    ranked = visible.filter(model=found.model_id, count=found.count)
    size = ranked.count()
    if size <= TOP:
        return None
    highest = list(ranked.only("pk", "draws", "floor").order_by("-p95", "pk")[:CANDIDATES])
    shares = top_shares(np.stack([one.scores() for one in highest]))
    ranks = {one.pk: float(share) for one, share in zip(highest, shares, strict=True)}
    return Rank(TOP, size, ranks.get(found.pk, 0.0))


def reported_costs(project: Project, user: Viewer) -> list[Cost]:
    """Reports of the project by status date, as far as `user` may read their amounts; none where
    these are in several currencies."""
    visible = StatusReport.objects.visible_to(user).in_project(project)
    current = visible.filter(superseded_at__isnull=True).select_related("contract", "project")
    days: dict[date, list[StatusReport]] = {}
    for report in current.order_by("as_of"):
        if "bac" not in withheld_fields(report, user):
            days.setdefault(report.as_of, []).append(report)
    if len({report.currency for reports in days.values() for report in reports}) > 1:
        return []
    return [
        Cost(
            as_of,
            sum((report.bac for report in reports), Decimal(0)),
            sum((report.ac for report in reports), Decimal(0)),
            reports[0].currency,
        )
        for as_of, reports in days.items()
    ]


def members(forecast: CostForecast, user: Viewer) -> tuple[list[Member], int]:
    """Finished projects of the class whose risk `user` sees, and how many others there are."""
    with as_system():
        finished = read_finished()
    known = np.isfinite(finished.cost) & (finished.projects != forecast.pk)
    chosen = known & finished.like(forecast.narrowed) if len(known) else known
    ratios = dict(zip(finished.projects[chosen].tolist(), finished.cost[chosen], strict=True))
    visible = Project.objects.where(Right.VIEW_RISK, user).filter(pk__in=list(ratios))
    seen = list(visible.select_related("owner").order_by("-pk")[:LISTED])
    return [Member(one, float(ratios[one.pk])) for one in seen], len(ratios) - len(seen)


def class_in_words(forecast: CostForecast) -> list[str]:
    """What the finished projects of the class have in common."""
    words = []
    if forecast.class_mode:
        words.append(str(Project.Mode(forecast.class_mode).label))
    if forecast.class_budget is not None:
        words.append(budget_in_words(forecast.class_budget))
    if forecast.class_level is not None:
        words.append(_("level %(level)s of the agency") % {"level": forecast.class_level + 1})
    return words


def budget_in_words(size: int) -> str:
    """One of the four sizes, in millions of yuan."""
    borders = [f"{border / MILLION:g}" for border in BUDGETS]
    if size == 0:
        return _("budget below ¥%(high)s million") % {"high": borders[0]}
    if size == len(BUDGETS):
        return _("budget of ¥%(low)s million and more") % {"low": borders[-1]}
    return _("budget of ¥%(low)s to %(high)s million") % {
        "low": borders[size - 1],
        "high": borders[size],
    }
