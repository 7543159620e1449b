"""Take a sample away as a table."""

from audit.log.action import action
from audit.log.record import record
from audit.reviews.mandate import require_auditor
from audit.reviews.models import Sample, SampleItem
from egov_outsource.accounts.models import User


@action
def export_sample(sample: Sample, *, actor: User) -> list[SampleItem]:
    """The auditors of a review export a sample; recorded as `sample:exported` under seal."""
    engagement = require_auditor(sample.review, actor)
    record("sample:exported", sample, actor=actor, organisation=engagement.organisation)
    rows = SampleItem.objects.visible_to(actor).filter(sample=sample)
    return list(rows.select_related("tested_by", "workpaper"))
