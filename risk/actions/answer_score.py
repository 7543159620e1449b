"""Answer a score about one's own organisation."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotAllowed
from projects.concurrency import locked
from projects.rights import Right
from risk.models import ScoreAnswer, ScoreNotice


@action
def answer_score(
    notice: ScoreNotice, *, actor: User, text: str, evidence: Iterable[Document] = ()
) -> ScoreAnswer:
    """Those who speak for the contractor answer a score about it; corrections are new versions.

    The answer stands beside the score; the score stays as computed. After the time to answer it is
    taken all the same, and marked late. Recorded as `risk:score_answered` with the answer and the
    digests of what is attached.
    """
    notice = locked(notice)
    require_concerned(notice, actor)
    if not text.strip():
        wrong = {"text": _("This is needed.")}
        raise Invalid("SCORE-ANSWER", _("An answer has words."), fields=wrong)
    documents = list(evidence)
    require_own_files(documents, notice, actor)
    answer = ScoreAnswer.objects.create(
        project=notice.project,
        notice=notice,
        number=notice.answers.count() + 1,
        text=text,
        answered_by=actor,
        is_late=notice.is_over,
    )
    answer.evidence.set(documents)
    record(
        "risk:score_answered",
        answer,
        actor=actor,
        organisation=notice.organisation,
        data={
            "indicator": notice.code,
            "period": notice.number,
            "version": answer.number,
            "answer": text,
            "late": answer.is_late,
            "evidence": [document.sha256 for document in documents],
        },
    )
    return answer


def require_concerned(notice: ScoreNotice, actor: User) -> None:
    """Refuse everybody but the people of the contractor whom the score is about."""
    mandate = access.require(actor, Right.ANSWER_RISK, notice)
    if mandate.organisation_id != notice.organisation_id:
        raise NotAllowed(
            "INV-3",
            _("Only the contractor whom a score is about answers it."),
            helper=notice.organisation.label,
        )


def require_own_files(documents: list[Document], notice: ScoreNotice, actor: User) -> None:
    """Refuse files that are not the actor's to see in this project."""
    visible = Document.objects.visible_to(actor).filter(project=notice.project_id)
    keys = {document.pk for document in documents}
    if visible.filter(pk__in=keys).count() != len(keys):
        raise Invalid(
            "SCORE-EVIDENCE",
            _("Evidence is handed in within the same project."),
            fields={"evidence": _("Choose documents of this project.")},
        )
