"""Respond to what a contractor answered to a score."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid
from projects.concurrency import locked
from projects.duties import require_another
from projects.rights import Right
from risk.answers.authors import authors_of
from risk.models import ScoreAnswer

Outcome = ScoreAnswer.Outcome


@action
def respond_answer(answer: ScoreAnswer, *, actor: User, outcome: str, response: str) -> ScoreAnswer:
    """Those who keep risks accept an answer and say what will be corrected, or reject it with
    reasons; never who wrote down the facts that it is about (SOD-12).

    The score changes only when its facts do. Recorded as `risk:answer_responded`.
    """
    answer = locked(answer)
    access.require(actor, Right.KEEP_RISKS, answer)
    require_unbiased(answer, actor)
    if answer.outcome:
        raise Conflict("ANSWER-RESPONDED", _("This answer was responded to already."))
    require_newest(answer)
    if outcome not in {Outcome.ACCEPTED, Outcome.REJECTED} or not response.strip():
        raise Invalid(
            "ANSWER-RESPONSE",
            _("Accept and say what will be corrected, or reject with reasons."),
            fields={"response": _("This is needed.")} if not response.strip() else {},
        )
    answer.outcome, answer.response = outcome, response
    answer.responded_by, answer.responded_at = actor, timezone.now()
    answer.save(update_fields=["outcome", "response", "responded_by", "responded_at"])
    record(
        "risk:answer_responded",
        answer,
        actor=actor,
        data={"indicator": answer.notice.code, "outcome": outcome, "response": response},
    )
    return answer


def require_unbiased(answer: ScoreAnswer, actor: User) -> None:
    """Refuse who answered, and who wrote down what was measured."""
    require_another(
        actor,
        [answer.answered_by_id, *authors_of(answer.notice)],
        code="SOD-12",
        message=_("You wrote down facts that this score comes from; somebody else responds."),
    )


def require_newest(answer: ScoreAnswer) -> None:
    """Refuse a version that was corrected since."""
    if ScoreAnswer.objects.filter(notice=answer.notice_id, number__gt=answer.number).exists():
        raise Conflict(
            "ANSWER-CORRECTED", _("The contractor corrected this answer; respond to the newest.")
        )
