"""Write down a finding, for the time being only for the auditors."""

from collections.abc import Iterable
from datetime import date

from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from audit.reviews.findings import Contents, check_contents
from audit.reviews.mandate import require_auditor, require_open
from audit.reviews.models import AuditFinding, Review
from audit.reviews.planning import begin
from egov_outsource.accounts.models import Organisation, User
from projects.concurrency import locked
from projects.supervision.models import Payment


@action
def draft_finding(
    review: Review,
    *,
    actor: User,
    title: str,
    criterion: str,
    condition: str,
    due: date,
    addressee: Organisation,
    severity: str = AuditFinding.Severity.MEDIUM,
    cause: str = "",
    effect: str = "",
    recommendation: str = "",
    category: str = AuditFinding.Category.PROCEDURE,
    payment: Payment | None = None,
    evidence: Iterable[Document] = (),
) -> AuditFinding:
    """The auditors of a review draft a finding; nobody else sees it before it is issued.

    Recorded as `audit_finding:drafted` under seal, without the words of the draft.
    """
    review = locked(review)
    engagement = require_auditor(review, actor)
    require_open(review)
    documents = list(evidence)
    contents = Contents(
        title=title,
        severity=severity,
        criterion=criterion,
        condition=condition,
        cause=cause,
        effect=effect,
        recommendation=recommendation,
        category=category,
        payment=payment,
        due=due,
        addressee=addressee,
    )
    check_contents(review, contents, documents, actor)
    finding = AuditFinding.objects.create(
        project=review.project,
        review=review,
        organisation=engagement.organisation,
        raised_by=actor,
        **contents,
    )
    finding.evidence.set(documents)
    begin(review)
    record("audit_finding:drafted", finding, actor=actor, organisation=engagement.organisation)
    return finding
