"""Ask for another score beside the computed one."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotReady
from projects.concurrency import locked
from projects.models import Project
from projects.rights import Right
from risk.models import RiskOverride, RiskResult

HIGHEST = 100.0


@action
def ask_override(project: Project, *, actor: User, score: float, reasons: str) -> RiskOverride:
    """Those who keep risks ask for another score and say why; somebody else sets it.

    The computed score stays. Recorded as `risk:override_asked`.
    """
    project = locked(project)
    access.require(actor, Right.KEEP_RISKS, project)
    if not 0 <= score <= HIGHEST:
        raise Invalid(
            "OVERRIDE-SCORE",
            _("A score lies between 0 and 100."),
            fields={"score": _("Give a number from 0 to 100.")},
        )
    result = RiskResult.objects.filter(pk=project.pk).first()
    if result is None or not result.is_scored:
        raise NotReady("OVERRIDE-NOTHING", _("There is no computed score yet."))
    if RiskOverride.objects.filter(project=project, status=RiskOverride.Status.ASKED).exists():
        raise Conflict("OVERRIDE-TWICE", _("An override of this project already waits."))
    override = RiskOverride.objects.create(
        project=project, score=score, computed=result.score, reasons=reasons, asked_by=actor
    )
    record(
        "risk:override_asked",
        override,
        actor=actor,
        data={"score": score, "computed": round(result.score, 2), "reasons": reasons},
    )
    return override
