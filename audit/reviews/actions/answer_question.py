"""Answer a question of the auditor."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from audit.reviews.findings import require_documents
from audit.reviews.mandate import require_addressee, require_open, require_status
from audit.reviews.models import Question
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid
from projects.concurrency import locked
from projects.events import announce


@action
def answer_question(
    question: Question,
    *,
    actor: User,
    answer: str,
    evidence: Iterable[Document] = (),
    expected_version: int | None = None,
) -> Question:
    """Those who are asked answer once: officers of the owner, or the contractor.

    Recorded as `question:answered` with the answer and the digests of what is attached.
    """
    question = locked(question, expected_version=expected_version)
    require_addressee(question, actor)
    require_open(question.review)
    require_status(question, Question.Status.ASKED)
    documents = list(evidence)
    require_documents(documents, question.project, actor)
    if not answer.strip():
        wrong = {"answer": _("This is needed.")}
        raise Invalid("QUESTION-ANSWER", _("An answer has words."), fields=wrong)
    question.answer_evidence.set(documents)
    question.status, question.answer = Question.Status.ANSWERED, answer
    question.answered_by, question.answered_at = actor, timezone.now()
    question.version += 1
    question.save(update_fields=["status", "answer", "answered_by", "answered_at", "version"])
    record(
        "question:answered",
        question,
        actor=actor,
        organisation=question.addressee,
        data={"answer": answer, "evidence": [document.sha256 for document in documents]},
    )
    announce(question.project_id)
    return question
