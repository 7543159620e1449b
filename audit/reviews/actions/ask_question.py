"""Put a drafted question to whom it is addressed."""

from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from audit.reviews.findings import next_number
from audit.reviews.mail import tell_of
from audit.reviews.mandate import require_auditor, require_open, require_status
from audit.reviews.models import Question
from egov_outsource.accounts.models import User
from projects.concurrency import locked
from projects.events import announce


@action
def ask_question(
    question: Question, *, actor: User, expected_version: int | None = None
) -> Question:
    """The auditors of the review ask; the question gets its number and stays as it is.

    Recorded as `question:asked` with its words and the digests of what is attached.
    """
    question = locked(question, expected_version=expected_version)
    review = locked(question.review)
    engagement = require_auditor(review, actor)
    require_open(review)
    require_status(question, Question.Status.DRAFT)
    question.status, question.asked_at = Question.Status.ASKED, timezone.now()
    question.number = next_number(Question.objects.filter(review=review))
    question.version += 1
    question.save(update_fields=["status", "asked_at", "number", "version"])
    record(
        "question:asked",
        question,
        actor=actor,
        organisation=engagement.organisation,
        data={
            "text": question.text,
            "addressee": question.addressee,
            "due": question.due,
            "follows": question.follows_id,
            "evidence": list(question.evidence.order_by("pk").values_list("sha256", flat=True)),
        },
    )
    announce(question.project_id)
    tell_of("asked", question)
    return question
