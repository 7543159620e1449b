"""Set another score beside the computed one, for a while."""

from datetime import date

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
from risk.models import RiskOverride
from risk.models.override import LONGEST_DAYS

Status = RiskOverride.Status


@action
def set_override(
    override: RiskOverride,
    *,
    actor: User,
    ends_on: date,
    reasons: str,
    expected_version: int | None = None,
) -> RiskOverride:
    """A leader who neither answers for the project nor asked for it sets the other score, for at
    most 30 days (SOD-12).

    It is shown beside the computed score, which stays, and ends by itself. Recorded as
    `risk:override_set`.
    """
    project = locked(override.project)
    override = locked(override, expected_version=expected_version)
    access.require(actor, Right.OVERRIDE_RISK, override)
    require_uninvolved(override, actor)
    require_asked(override)
    today = timezone.localdate()
    if not today <= ends_on <= override.latest_end:
        raise Invalid(
            "OVERRIDE-DAYS",
            _("An override ends within %(days)d days.") % {"days": LONGEST_DAYS},
            fields={"ends_on": _("Choose a day from today, at most 30 days ahead.")},
        )
    if RiskOverride.objects.filter(project=project).in_force().exists():
        raise Conflict("OVERRIDE-IN-FORCE", _("Another override is in force; withdraw it first."))
    override.status, override.decision_reasons = Status.SET, reasons
    override.decided_by, override.decided_at = actor, timezone.now()
    override.answerable_id = answerable(override)
    override.begins_on, override.ends_on = today, ends_on
    override.version += 1
    override.save()
    record(
        "risk:override_set",
        override,
        actor=actor,
        data={
            "score": override.score,
            "computed": round(override.computed, 2),
            "until": ends_on,
            "reasons": reasons,
        },
    )
    return override


def answerable(override: RiskOverride) -> int:
    """Who answers for the project: the responsible officer, or else who registered it."""
    project = override.project
    return project.responsible_officer_id or project.created_by_id


def require_uninvolved(override: RiskOverride, actor: User) -> None:
    """Refuse who asked for it, and who answers for the project."""
    require_another(
        actor,
        [override.asked_by_id, answerable(override)],
        code="SOD-12",
        message=_("You asked for this, or answer for the project; somebody else decides."),
    )


def require_asked(override: RiskOverride) -> None:
    """Refuse what was decided already."""
    if override.status != Status.ASKED:
        raise Conflict("OVERRIDE-DECIDED", _("This override was decided already."))
