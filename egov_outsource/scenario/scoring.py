"""The risk of the story's projects at the days that matter, so that its history can be read."""

from collections.abc import Iterable

from django.utils import timezone

from egov_outsource.accounts.models import User
from egov_outsource.scenario.clock import Day, day_of, on
from projects.models import Project
from risk.actions.acknowledge_alert import acknowledge_alert
from risk.actions.estimate_uncertainty import estimate_uncertainty
from risk.actions.recompute_projects import recompute_projects
from risk.answers.telling import tell_contractors
from risk.models import RiskAlert

LOOKED_AT = "Looked at with the project team. 已与项目组核对。"


def score(projects: Iterable[Project], day: Day) -> None:
    """Compute the projects as of the evening of `day`; contractors are told of theirs, and who is
    responsible looks at the alerts."""
    ids = [project.pk for project in projects]
    with on(day):
        system = User.objects.system()
        recompute_projects(ids, actor=system, as_of=day_of(day))
        tell_contractors(ids, actor=system)
        for alert in RiskAlert.objects.unseen().filter(project__in=ids).order_by("pk"):
            if officer := alert.project.responsible_officer:
                acknowledge_alert(alert, actor=officer, note=LOOKED_AT)


def score_today() -> None:
    """Compute all projects as of today, by the real clock, and how sure that is."""
    ids = list(Project.objects.order_by("pk").values_list("pk", flat=True))
    system, today = User.objects.system(), timezone.localdate()
    recompute_projects(ids, actor=system, as_of=today)
    tell_contractors(ids, actor=system)
    estimate_uncertainty(ids, actor=system, as_of=today)
