"""What an auditor can draw samples from."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.reviews.models import Sample
from audit.reviews.sampling import Drawn, Unit, digest_of, draw
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid
from projects.models import Decision, Project
from projects.supervision.models import Payment

LARGEST = 20_000
ZERO = Decimal(0)


def population_of(
    project: Project, kind: str, user: User, *, since: date | None, until: date | None
) -> list[Unit]:
    """The rows of one kind that `user` sees, by key; decisions have no amount.

    Raises:
        Invalid: there are none, or more than can be frozen.

    """
    found = _payments if kind == Sample.Population.PAYMENTS else _decisions
    units = found(project, user, since, until)
    if not units:
        raise Invalid(
            "SAMPLE-POPULATION",
            _("There is nothing to draw from."),
            fields={"population_kind": _("Nothing of this kind is there in these days.")},
        )
    if len(units) > LARGEST:
        raise Invalid(
            "SAMPLE-POPULATION",
            _("The population has more than %(most)s rows; choose fewer days.") % {"most": LARGEST},
        )
    return units


def _payments(project: Project, user: User, since: date | None, until: date | None) -> list[Unit]:
    """What was claimed and not refused, by the day of the claim, or of the payment."""
    rows = Payment.objects.visible_to(user).filter(project=project)
    rows = rows.exclude(status=Payment.Status.REFUSED).order_by("pk")
    units = []
    for row in rows[: LARGEST + 1]:
        day = row.claimed_at.date() if row.claimed_at else row.paid_on
        if (since is None or (day and day >= since)) and (until is None or (day and day <= until)):
            units.append(Unit(row.pk, row.amount, f"{row.purpose or row} ({row.currency})"))
    return units


def _decisions(project: Project, user: User, since: date | None, until: date | None) -> list[Unit]:
    rows = Decision.objects.visible_to(user).filter(project=project)
    if since is not None:
        rows = rows.filter(decided_at__date__gte=since)
    if until is not None:
        rows = rows.filter(decided_at__date__lte=until)
    return [
        Unit(row.pk, ZERO, f"{row.point} {row.subject_name}"[:500])
        for row in rows.order_by("pk")[: LARGEST + 1]
    ]


def frozen(population: list[Unit]) -> list[list[Any]]:
    """The population as a sample keeps it."""
    return [[one.key, f"{one.amount:.2f}", one.name] for one in population]


def thawed(sample: Sample) -> list[Unit]:
    """The population that a sample keeps."""
    return [Unit(int(key), Decimal(amount), name) for key, amount, name in sample.population]


def drawn_again(sample: Sample) -> list[Drawn]:
    """What its seed draws from its population, today as then."""
    return draw(thawed(sample), method=sample.method, size=sample.size, seed=sample.seed)


def is_reproduced(sample: Sample) -> bool:
    """Whether population, digest, seed and items still belong together."""
    again = [(one.unit.key, one.hits, one.stratum) for one in drawn_again(sample)]
    kept = sample.items.order_by("key").values_list("key", "hits", "stratum")
    return digest_of(thawed(sample)) == sample.population_sha256 and again == list(kept)
