"""Change a working paper that is not finished."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from audit.reviews.mandate import require_auditor, require_open
from audit.reviews.models import Workpaper
from audit.reviews.notes import check_notes
from egov_outsource.accounts.models import User
from egov_outsource.errors import NotReady
from projects.concurrency import locked


@action
def change_workpaper(
    paper: Workpaper,
    *,
    actor: User,
    contents: Mapping[str, Any],
    expected_version: int | None = None,
) -> Workpaper:
    """The auditors of the review go on with a paper; a finished one stays as it is.

    `contents` are title, text, finding and evidence; what is not named stays. Recorded as
    `workpaper:changed` under seal.
    """
    paper = locked(paper, expected_version=expected_version)
    engagement = require_auditor(paper.review, actor)
    require_open(paper.review)
    if paper.status != Workpaper.Status.WORKING:
        raise NotReady("WORKPAPER-FINISHED", _("This working paper is finished."))
    documents = list(contents.get("evidence", paper.evidence.all()))
    for name in ("title", "text", "finding"):
        setattr(paper, name, contents.get(name, getattr(paper, name)))
    check_notes(paper.review, paper.title, paper.text, paper.finding, documents, actor)
    paper.version += 1
    paper.save(update_fields=["title", "text", "finding", "version"])
    paper.evidence.set(documents)
    record("workpaper:changed", paper, actor=actor, organisation=engagement.organisation)
    return paper
