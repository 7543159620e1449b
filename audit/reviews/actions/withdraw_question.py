"""Give up the draft of a question."""

from audit.log.action import action
from audit.log.record import record
from audit.reviews.mandate import require_auditor, require_status
from audit.reviews.models import Question
from egov_outsource.accounts.models import User
from projects.concurrency import locked


@action
def withdraw_question(
    question: Question, *, actor: User, expected_version: int | None = None
) -> Question:
    """The auditors of the review give up a draft; it stays readable to them.

    Recorded as `question:withdrawn` under seal.
    """
    question = locked(question, expected_version=expected_version)
    engagement = require_auditor(question.review, actor)
    require_status(question, Question.Status.DRAFT)
    question.status = Question.Status.WITHDRAWN
    question.version += 1
    question.save(update_fields=["status", "version"])
    record("question:withdrawn", question, actor=actor, organisation=engagement.organisation)
    return question
