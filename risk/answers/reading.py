"""Scores about contractors and overrides as they are read."""

from collections import defaultdict
from typing import Any

from django.db.models import Prefetch

from audit.evidence.models import Document
from egov_outsource.access import Viewer
from projects.models import Engagement, Project
from projects.roles import Capacity
from risk.models import RiskOverride, ScoreAnswer, ScoreNotice


def answers_seen(user: Viewer) -> Any:
    """Answers that `user` may see, the newest version first, with those files that they may see."""
    rows = ScoreAnswer.objects.visible_to(user).order_by("-number")
    files = Prefetch("evidence", Document.objects.visible_to(user))
    return rows.select_related("notice", "answered_by", "responded_by").prefetch_related(files)


def with_answers(notices: Any, user: Viewer) -> Any:
    """`notices`, each with what was `said` to it."""
    return notices.prefetch_related(Prefetch("answers", answers_seen(user), to_attr="said"))


def notices_in(project: Project, user: Viewer) -> Any:
    """All periods that `user` may see, the newest of each score first, with their answers."""
    rows = ScoreNotice.objects.visible_to(user).in_project(project)
    return with_answers(rows.select_related("organisation"), user)


def newest(notices: Any) -> list[Any]:
    """Of each score the period that lasts now; `before` is the last earlier one with an answer."""
    found: dict[tuple[int, str], Any] = {}
    for notice in notices:
        now = found.setdefault((notice.organisation_id, notice.code), notice)
        if notice is now:
            now.before = None
        elif notice.said and now.before is None:
            now.before = notice
    return list(found.values())


def replies_in(project: Project, user: Viewer) -> dict[str, list[ScoreAnswer]]:
    """By indicator what contractors answered, the newest version each: to the score of now, else
    to the period before."""
    found: dict[str, list[ScoreAnswer]] = defaultdict(list)
    for notice in newest(notices_in(project, user)):
        about = notice if notice.said or notice.before is None else notice.before
        for answer in about.said[:1]:
            answer.notice = about
            found[notice.code].append(answer)
    return dict(found)


def has_several_firms(project: Project, user: Viewer) -> bool:
    """Whether more than one contractor takes part, so that values are not about one alone."""
    engaged = Engagement.objects.visible_to(user).in_project(project).in_force()
    firms = engaged.filter(capacity=Capacity.CONTRACTOR.value).values("organisation").distinct()
    return bool(firms.count() > 1)


def overrides_in(project: Project, user: Viewer) -> Any:
    """The overrides of a project, the newest first."""
    rows = RiskOverride.objects.visible_to(user).in_project(project)
    return rows.select_related(
        "asked_by", "decided_by", "withdrawn_by", "project__risk_result__model"
    )
