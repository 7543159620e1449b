"""Write down a question, for the time being only for the auditors."""

from collections.abc import Iterable
from datetime import date

from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from audit.reviews.mandate import require_auditor, require_open
from audit.reviews.models import Question, Review
from audit.reviews.planning import begin
from audit.reviews.questions import Asked, check_question
from egov_outsource.accounts.models import Organisation, User
from projects.concurrency import locked


@action
def draft_question(
    review: Review,
    *,
    actor: User,
    title: str,
    text: str,
    due: date,
    addressee: Organisation,
    follows: Question | None = None,
    evidence: Iterable[Document] = (),
) -> Question:
    """The auditors of a review draft a question, or a follow-up to an answered one.

    Nobody else sees it before it is asked. Recorded as `question:drafted` under seal.
    """
    review = locked(review)
    engagement = require_auditor(review, actor)
    require_open(review)
    documents = list(evidence)
    asked = Asked(title=title, text=text, due=due, addressee=addressee, follows=follows)
    check_question(review, asked, documents, actor)
    question = Question.objects.create(
        project=review.project,
        review=review,
        organisation=engagement.organisation,
        asked_by=actor,
        **asked,
    )
    question.evidence.set(documents)
    begin(review)
    record("question:drafted", question, actor=actor, organisation=engagement.organisation)
    return question
