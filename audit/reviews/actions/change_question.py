"""Change a question while it is a draft."""

from collections.abc import Mapping
from typing import Any, cast

from audit.log.action import action
from audit.log.record import record
from audit.reviews.mandate import require_auditor, require_open, require_status
from audit.reviews.models import Question
from audit.reviews.questions import Asked, check_question
from egov_outsource.accounts.models import User
from projects.concurrency import locked


@action
def change_question(
    question: Question,
    *,
    actor: User,
    contents: Mapping[str, Any],
    expected_version: int | None = None,
) -> Question:
    """The auditors of the review change a draft; what is asked stays as it is (INV-4).

    `contents` are fields of the question and `evidence`; what is not named stays. Recorded as
    `question:changed` under seal.
    """
    question = locked(question, expected_version=expected_version)
    engagement = require_auditor(question.review, actor)
    require_open(question.review)
    require_status(question, Question.Status.DRAFT)
    names = Asked.__annotations__
    merged = {name: contents.get(name, getattr(question, name)) for name in names}
    documents = list(contents.get("evidence", question.evidence.all()))
    check_question(question.review, cast("Asked", merged), documents, actor)
    for name, value in merged.items():
        setattr(question, name, value)
    question.version += 1
    question.save(update_fields=[*names, "version"])
    question.evidence.set(documents)
    record("question:changed", question, actor=actor, organisation=engagement.organisation)
    return question
