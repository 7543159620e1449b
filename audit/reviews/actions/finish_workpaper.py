"""Finish a working paper."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from audit.reviews.mandate import require_auditor, require_open
from audit.reviews.models import Workpaper
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked


@action
def finish_workpaper(
    paper: Workpaper, *, actor: User, expected_version: int | None = None
) -> Workpaper:
    """The auditors of the review finish a paper; from now on nobody changes it.

    Recorded as `workpaper:finished` under seal with the digests of its evidence.
    """
    paper = locked(paper, expected_version=expected_version)
    engagement = require_auditor(paper.review, actor)
    require_open(paper.review)
    if paper.status != Workpaper.Status.WORKING:
        raise NotReady("WORKPAPER-FINISHED", _("This working paper is finished."))
    paper.status = Workpaper.Status.FINISHED
    paper.finished_by, paper.finished_at = actor, timezone.now()
    paper.version += 1
    paper.save(update_fields=["status", "finished_by", "finished_at", "version"])
    record(
        "workpaper:finished",
        paper,
        actor=actor,
        organisation=engagement.organisation,
        data={"evidence": list(paper.evidence.order_by("pk").values_list("sha256", flat=True))},
    )
    return paper
