"""What risk expects of people: alerts seen, answers, responses, overrides, reviews, measures."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.rights import Right
from projects.work import Task, most_urgent, provides_tasks
from risk.modelling.stewards import Role, authorities_of
from risk.models import (
    ModelVersion,
    RiskAlert,
    RiskEntry,
    RiskMeasure,
    RiskOverride,
    ScoreAnswer,
    ScoreNotice,
)
from risk.register.reading import LIVE

WORTH_ANSWERING = 2  # from the band elevated on; lower ones may be answered all the same


def _in(rows: Any, project: Project | None) -> Any:
    rows = rows.filter(project__status="active").select_related("project__owner")
    return rows.filter(project=project) if project else rows


@provides_tasks
def alerts_to_see(user: User, project: Project | None) -> Iterator[Task]:
    """Alerts about the projects one is responsible for, or that nobody is, until seen."""
    rows = RiskAlert.objects.visible_to(user).unseen()
    rows = rows.filter(
        access.held(user, Right.KEEP_RISKS),
        Q(project__responsible_officer=user) | Q(project__responsible_officer__isnull=True),
        project__status=Project.Status.ACTIVE,
    )
    if project is not None:
        rows = rows.filter(project=project)
    for alert in most_urgent(rows.select_related("project__owner"), "-noted_at"):
        yield Task(title=alert.words, url=alert.get_absolute_url(), project=alert.project)


@provides_tasks
def scores_to_answer(user: User, project: Project | None) -> Iterator[Task]:
    """Scores about one's own organisation that are elevated and not answered yet, in time."""
    said = ScoreAnswer.objects.visible_to(user).filter(notice=OuterRef("pk"))
    rows = ScoreNotice.objects.visible_to(user).filter(
        ~Exists(said),
        access.held(user, Right.ANSWER_RISK),
        told_band__gte=WORTH_ANSWERING,
        answer_by__gte=timezone.localdate(),
        organisation__in=access.scope_of(user).organisations,
    )
    for row in most_urgent(_in(rows, project), "answer_by"):
        title = _("You may answer the score %(indicator)s") % {"indicator": row.code}
        yield Task(title, reverse("risk:score_notice", args=[row.pk]), row.project, row.answer_by)


@provides_tasks
def answers_to_respond(user: User, project: Project | None) -> Iterator[Task]:
    """Answers of contractors without a response, the newest versions."""
    answers = ScoreAnswer.objects.visible_to(user)
    newer = answers.filter(notice=OuterRef("notice"), number__gt=OuterRef("number"))
    rows = answers.filter(~Exists(newer), access.held(user, Right.KEEP_RISKS), outcome="")
    for row in most_urgent(_in(rows, project).select_related("notice"), "answered_at"):
        title = _("Respond to the contractor's answer to %(indicator)s") % {
            "indicator": row.notice.code
        }
        yield Task(title, reverse("risk:respond_answer", args=[row.pk]), row.project)


@provides_tasks
def overrides_to_decide(user: User, project: Project | None) -> Iterator[Task]:
    """Overrides that others asked for."""
    rows = (
        RiskOverride.objects.visible_to(user)
        .filter(access.held(user, Right.OVERRIDE_RISK), status=RiskOverride.Status.ASKED)
        .exclude(asked_by=user)
        .exclude(project__responsible_officer=user)
    )
    for row in most_urgent(_in(rows, project), "asked_at"):
        title = _("Decide whether another score is shown beside the computed one")
        yield Task(title, reverse("risk:override", args=[row.pk]), row.project)


@provides_tasks
def models_to_approve(user: User, project: Project | None) -> Iterator[Task]:
    """Drafts of the risk model of one's own authority, for its leaders who wrote nothing in them;
    nobody stands in for a leader here."""
    if project is not None:
        return
    rows = ModelVersion.objects.visible_to(user).filter(
        status=ModelVersion.Status.DRAFT, authority__in=authorities_of(user, Role.LEADER)
    )
    rows = rows.exclude(drafted_by=user).exclude(authors__contains=[user.pk])
    for row in most_urgent(rows, "drafted_at"):
        title = _("Version %(number)s of the risk model waits for approval") % {
            "number": row.semver
        }
        yield Task(title, row.get_absolute_url())


@provides_tasks
def risks_to_review(user: User, project: Project | None) -> Iterator[Task]:
    """One's own risks whose review is due."""
    rows = RiskEntry.objects.visible_to(user).filter(
        owner=user, status__in=LIVE, review_on__lte=timezone.localdate()
    )
    for row in most_urgent(_in(rows, project), "review_on"):
        title = _("Review the risk %(risk)s") % {"risk": row}
        yield Task(title, row.get_absolute_url(), row.project, row.review_on)


@provides_tasks
def measures_to_do(user: User, project: Project | None) -> Iterator[Task]:
    """One's own measures against risks."""
    rows = RiskMeasure.objects.visible_to(user).filter(owner=user, done_on__isnull=True)
    for row in most_urgent(_in(rows.filter(entry__status__in=LIVE), project), "due"):
        title = _("Do what is planned against a risk: %(measure)s") % {"measure": row}
        yield Task(title, reverse("risk:entry", args=[row.entry_id]), row.project, row.due)
