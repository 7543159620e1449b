"""Draw a sample of payments or decisions."""

import secrets
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from audit.reviews.findings import next_number
from audit.reviews.mandate import require_auditor, require_open
from audit.reviews.models import Review, Sample, SampleItem
from audit.reviews.planning import begin
from audit.reviews.populations import frozen, population_of
from audit.reviews.sampling import Drawn, digest_of, draw
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, Text
from projects.concurrency import locked

MOST = 500
SEED_BYTES = 16


@action
def draw_sample(
    review: Review,
    *,
    actor: User,
    purpose: str,
    population_kind: str,
    method: str,
    size: int,
    from_day: date | None = None,
    until_day: date | None = None,
    seed: str = "",
) -> Sample:
    """The auditors of a review freeze a population and draw from it by a seed that is kept.

    Without `seed` one is made. Recorded as `sample:drawn` under seal with digest and seed, so
    that nobody can say later that another seed was tried.
    """
    review = locked(review)
    engagement = require_auditor(review, actor)
    require_open(review)
    _check(population_kind, method, size, purpose, from_day, until_day)
    population = population_of(
        review.project, population_kind, actor, since=from_day, until=until_day
    )
    seed = seed.strip() or secrets.token_hex(SEED_BYTES)
    sample = Sample.objects.create(
        project=review.project,
        organisation=engagement.organisation,
        review=review,
        number=next_number(Sample.objects.filter(review=review)),
        purpose=purpose,
        population_kind=population_kind,
        from_day=from_day,
        until_day=until_day,
        method=method,
        size=size,
        seed=seed,
        population=frozen(population),
        population_size=len(population),
        population_total=sum((one.amount for one in population), Decimal(0)),
        population_sha256=digest_of(population),
        drawn_by=actor,
    )
    drawn = draw(population, method=method, size=size, seed=seed)
    _keep(sample, drawn)
    begin(review)
    record(
        "sample:drawn",
        sample,
        actor=actor,
        organisation=engagement.organisation,
        data={
            "population": population_kind,
            "days": [from_day, until_day],
            "method": method,
            "size": size,
            "seed": seed,
            "population_size": len(population),
            "population_sha256": sample.population_sha256,
            "drawn": [one.unit.key for one in drawn],
        },
    )
    return sample


def _check(
    kind: str, method: str, size: int, purpose: str, since: date | None, until: date | None
) -> None:
    wrong: dict[str, Text] = {}
    if kind not in Sample.Population.values:
        wrong["population_kind"] = _("Choose payments or decisions.")
    if method not in Sample.Method.values:
        wrong["method"] = _("Choose a method.")
    elif kind == Sample.Population.DECISIONS and method != Sample.Method.RANDOM:
        wrong["method"] = _("Decisions have no amount: they are drawn at random.")
    if not 1 <= size <= MOST:
        wrong["size"] = _("Draw between 1 and %(most)s.") % {"most": MOST}
    if not purpose.strip():
        wrong["purpose"] = _("This is needed.")
    if since and until and until < since:
        wrong["until_day"] = _("The period ends before it starts.")
    if wrong:
        raise Invalid("SAMPLE", _("The sample cannot be drawn like this."), fields=wrong)


def _keep(sample: Sample, drawn: list[Drawn]) -> None:
    SampleItem.objects.bulk_create(
        SampleItem(
            project=sample.project,
            organisation=sample.organisation,
            sample=sample,
            position=position,
            key=one.unit.key,
            name=one.unit.name,
            amount=one.unit.amount,
            stratum=one.stratum,
            hits=one.hits,
        )
        for position, one in enumerate(drawn, start=1)
    )
