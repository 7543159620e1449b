"""Begin a working paper."""

from collections.abc import Iterable

from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from audit.reviews.findings import next_number
from audit.reviews.mandate import require_auditor, require_open
from audit.reviews.models import AuditFinding, Review, Workpaper
from audit.reviews.notes import check_notes
from audit.reviews.planning import begin
from egov_outsource.accounts.models import User
from projects.concurrency import locked


@action
def write_workpaper(
    review: Review,
    *,
    actor: User,
    title: str,
    text: str,
    finding: AuditFinding | None = None,
    evidence: Iterable[Document] = (),
) -> Workpaper:
    """The auditors of a review keep notes; the audited never see them, not even their number.

    Recorded as `workpaper:written` under seal, without its words.
    """
    review = locked(review)
    engagement = require_auditor(review, actor)
    require_open(review)
    documents = list(evidence)
    check_notes(review, title, text, finding, documents, actor)
    paper = Workpaper.objects.create(
        project=review.project,
        organisation=engagement.organisation,
        review=review,
        number=next_number(Workpaper.objects.filter(review=review)),
        title=title,
        text=text,
        finding=finding,
        written_by=actor,
    )
    paper.evidence.set(documents)
    begin(review)
    record("workpaper:written", paper, actor=actor, organisation=engagement.organisation)
    return paper
