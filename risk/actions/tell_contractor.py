"""Tell a contractor of scores about its own work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import Organisation, User
from projects.concurrency import locked
from projects.models import Project
from risk.answers.mail import write_to_contractor
from risk.answers.scores import Own
from risk.models import ScoreNotice
from risk.scoring.bands import Band

ANSWER_DAYS = 14


@dataclass(frozen=True, slots=True)
class News:
    """A score that is told, its band, why it is told, and the period before."""

    own: Own
    score: float
    band: Band
    reason: ScoreNotice.Reason
    after: int


@action
def tell_contractor(
    project: Project, *, actor: User, contractor: Organisation, news: Sequence[News]
) -> Project:
    """The platform tells a contractor what was computed about it, and by when it may answer.

    A period begins for each score, unless somebody else told it meanwhile. Recorded as
    `risk:contractor_told` with indicators and scores; who may answer gets a letter.
    """
    project = locked(project)
    answer_by = timezone.localdate() + timedelta(days=ANSWER_DAYS)
    before = ScoreNotice.objects.filter(project=project, organisation=contractor)
    numbers = dict(before.values_list("code").annotate(last=Max("number")))
    still = [one for one in news if numbers.get(one.own.code, 0) == one.after]
    if not still:
        return project
    notices = ScoreNotice.objects.bulk_create(
        ScoreNotice(
            project=project,
            organisation=contractor,
            code=one.own.code,
            number=one.after + 1,
            reason=one.reason,
            answer_by=answer_by,
            told_score=one.score,
            told_band=one.band,
            x=one.own.x,
            state=one.own.state,
            score=one.score,
            band=one.band,
            as_of=one.own.as_of,
        )
        for one in still
    )
    record(
        "risk:contractor_told",
        project,
        actor=actor,
        data={
            "contractor": contractor,
            "answer_by": answer_by,
            "scores": {one.code: round(one.told_score, 2) for one in notices},
        },
    )
    write_to_contractor(project, contractor, notices)
    return project
