"""Builders of scores about a contractor, its answers, overrides and risks of the register."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from audit.evidence.models import Document
from egov_outsource.accounts.models import User
from projects.models import Project
from projects.supervision.models import Milestone
from risk.actions.add_risk import add_risk
from risk.actions.answer_score import answer_score
from risk.actions.ask_override import ask_override
from risk.actions.plan_measure import plan_measure
from risk.actions.recompute_projects import recompute_projects
from risk.actions.tell_contractor import News, tell_contractor
from risk.answers.scores import Own
from risk.answers.telling import tell_contractors
from risk.catalogue import State
from risk.models import RiskEntry, RiskMeasure, RiskOverride, ScoreAnswer, ScoreNotice
from risk.scoring import DEFAULT_MODEL
from risk.scoring.bands import Band
from tests.build.projects import Cast
from tests.build.supervision import running_contract


def under_way(cast: Cast, *, missed: int = 1, kept: int = 1) -> Project:
    """The cast's project in supervision, with a contract and so many milestones long past."""
    Project.objects.filter(pk=cast.project.pk).update(stage="supervision")
    running_contract(cast)
    past = timezone.localdate() - timedelta(days=40)
    for place in range(missed + kept):
        Milestone.objects.create(
            project=cast.project,
            code=f"OM{place}",
            title="Module",
            due=past,
            met_on=None if place < missed else past,
        )
    return cast.project


def computed(project: Project) -> None:
    """Its risk as of today, and contractors told."""
    system = User.objects.system()
    recompute_projects([project.pk], actor=system, as_of=timezone.localdate())
    tell_contractors([project.pk], actor=system)


def noticed(cast: Cast) -> ScoreNotice:
    """The contractor is told of a score that nothing computed."""
    today = timezone.localdate()
    place = (cast.project.pk, cast.contractor.pk, "S-04")
    own = Own(*place, State.OK, x=0.5, score=62.5, as_of=today, model=DEFAULT_MODEL)
    news = [News(own, 62.5, Band.HIGH, ScoreNotice.Reason.FIRST, after=0)]
    system = User.objects.system()
    tell_contractor(cast.project, actor=system, contractor=cast.contractor, news=news)
    return ScoreNotice.objects.get(project=cast.project, organisation=cast.contractor)


def told(cast: Cast, code: str = "S-04") -> ScoreNotice:
    """The contractor is told of its milestones."""
    project = under_way(cast)
    computed(project)
    return ScoreNotice.objects.get(project=project, code=code)


def answered(
    cast: Cast, notice: ScoreNotice | None = None, evidence: Iterable[Document] = ()
) -> ScoreAnswer:
    """The contractor answers."""
    about, text = notice or told(cast), "The site was closed for a month."
    return answer_score(about, actor=cast.project_manager, text=text, evidence=evidence)


def asked(cast: Cast, *, by: User | None = None) -> RiskOverride:
    """A second officer asks for another score."""
    actor = by or cast.second_officer
    return ask_override(cast.project, actor=actor, score=55.0, reasons="Two suppliers left.")


def scenario(cast: Cast, **more: Any) -> Any:
    """What somebody writes down about a risk."""
    return {
        "title": "The only administrator leaves",
        "cause": "One person knows the system",
        "event": "That person leaves",
        "consequence": "Operation stands still",
        "codes": ["S-04"],
        "finding": None,
        "owner": cast.security,
    } | more


def entered(cast: Cast, **more: Any) -> RiskEntry:
    """A risk that an officer entered; the security officer owns it."""
    facts: dict[str, Any] = {
        "scenario": scenario(cast),
        "likelihood": 4,
        "impact": 5,
        "review_on": timezone.localdate() + timedelta(days=30),
    } | more
    return add_risk(cast.project, actor=cast.officer, **facts)


def planned(cast: Cast, entry: RiskEntry) -> RiskMeasure:
    """The officer plans a measure; the second officer does it."""
    due = timezone.localdate() + timedelta(days=20)
    return plan_measure(
        entry, actor=cast.officer, text="Train a deputy", owner=cast.second_officer, due=due
    )
