"""Write down what looking at a drawn record showed."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from audit.reviews.mandate import require_auditor, require_open
from audit.reviews.models import SampleItem, Workpaper
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, Text
from projects.concurrency import locked


@action
def examine_item(
    item: SampleItem,
    *,
    actor: User,
    outcome: str,
    note: str = "",
    workpaper: Workpaper | None = None,
    expected_version: int | None = None,
) -> SampleItem:
    """The auditors of a review say of a drawn record: no exception, exception, not testable.

    Exceptions need a note. Recorded as `sample_item:tested` under seal.
    """
    item = locked(item, expected_version=expected_version)
    review = item.sample.review
    engagement = require_auditor(review, actor)
    require_open(review)
    wrong: dict[str, Text] = {}
    if outcome not in SampleItem.Status.values or outcome == SampleItem.Status.PENDING:
        wrong["outcome"] = _("Choose a result.")
    elif outcome != SampleItem.Status.TESTED and not note.strip():
        wrong["note"] = _("Say what is wrong, or why it could not be tested.")
    if workpaper is not None and workpaper.review_id != review.pk:
        wrong["workpaper"] = _("Choose a working paper of this audit.")
    if wrong:
        raise Invalid("SAMPLE-ITEM", _("The result cannot be kept like this."), fields=wrong)
    item.status, item.note, item.workpaper = outcome, note, workpaper
    item.tested_by, item.tested_at = actor, timezone.now()
    item.version += 1
    item.save(update_fields=["status", "note", "workpaper", "tested_by", "tested_at", "version"])
    record(
        "sample_item:tested",
        item,
        actor=actor,
        organisation=engagement.organisation,
        data={"outcome": outcome},
    )
    return item
