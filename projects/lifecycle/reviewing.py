"""What must be so before a gate is submitted, decided or prepared."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from egov_outsource import access
from egov_outsource.accounts.models import Membership, User
from egov_outsource.errors import Conflict, NotReady, Stale
from projects.concurrency import locked
from projects.duties import require_another
from projects.lifecycle.gates import CheckRow, GateOfStage, GateState, gate_of
from projects.lifecycle.models import Attestation, GateReview
from projects.models import Project
from projects.rights import Right, Stage
from projects.roles import roles_holding


def require_current(project: Project, place: GateOfStage) -> None:
    """Refuse another gate than that of the project's stage, and a project that is not active."""
    if project.status != Project.Status.ACTIVE:
        raise NotReady(
            "PROJECT-NOT-ACTIVE",
            _("The project is “%(status)s”.") % {"status": project.get_status_display()},
        )
    if project.stage != place.stage:
        raise NotReady(
            "GATE-NOT-CURRENT",
            _("The project is in the stage “%(stage)s”; this gate ends another.")
            % {"stage": project.get_stage_display()},
        )


def require_ahead(project: Project, place: GateOfStage) -> None:
    """Refuse a gate that lies behind the project."""
    stages = [stage.value for stage in Stage]
    is_behind = stages.index(project.stage) > stages.index(place.stage.value)
    if is_behind or project.status == Project.Status.CLOSED:
        raise NotReady(
            "GATE-PASSED",
            _("This gate was passed; what was found there is frozen."),
            helper=_("A leader of the owner can reopen it with a reason."),
        )


def providers_of(row: CheckRow) -> str:
    """The roles that can provide what a check asks for, in words."""
    roles = roles_holding(row.check.provider)
    return ", ".join(str(Membership.Role(role).label) for role in roles) or str(
        row.check.provider.label
    )


def require_met(missing: Sequence[CheckRow]) -> None:
    """Refuse while checks are missing: which, what was found, and who can provide it."""
    if not missing:
        return
    sentence = _("%(check)s: %(detail)s Can be provided by: %(who)s.")
    found = {
        f"check_{row.check.code}": sentence
        % {"check": row.check.label, "detail": row.detail, "who": providers_of(row)}
        for row in missing
    }
    raise NotReady(
        "GATE-CHECKS",
        _("%(count)d checks are missing: %(checks)s.")
        % {
            "count": len(missing),
            "checks": ", ".join(str(row.check.label) for row in missing),
        },
        helper=_("A hard check must hold; a leader can waive a soft one for at most 90 days."),
        fields=found,
    )


def require_seen(state: GateState, seen: str | None) -> None:
    """Refuse when what was found is no longer what the reviewer saw."""
    if seen is not None and seen != state.fingerprint:
        raise Stale(
            "GATE-CHANGED",
            _("What was found at this gate changed after you opened the page. Look again."),
        )


def no_review() -> NotReady:
    """The refusal when there is nothing to decide about."""
    return NotReady(
        "GATE-NOT-SUBMITTED",
        _("This gate was not submitted."),
        helper=_("Officers of the owner submit it when every hard check holds."),
    )


def begin_decision(review: GateReview, actor: User) -> tuple[Project, GateReview, GateOfStage]:
    """Project and review, locked, when `actor` may decide about a review that is still open.

    Raises:
        NotAllowed: without the right, or when it should be somebody else.
        Conflict: when it was decided already.

    """
    project = locked(review.project)
    review = locked(review)
    access.require(actor, Right.REVIEW_GATE, project)
    attested_by = Attestation.objects.filter(
        project=project, gate=review.gate, superseded_at__isnull=True
    ).values_list("attested_by", flat=True)
    require_another(
        actor,
        [review.submitted_by_id, *attested_by],
        message=_("You prepared this gate yourself; somebody else must review it."),
    )
    require_another(
        actor,
        [project.responsible_officer_id],
        code="SOD-14",
        message=_("The responsible officer presents the gate; somebody else reviews it."),
    )
    if review.status != GateReview.Status.SUBMITTED:
        raise Conflict(
            "GATE-DECIDED",
            _("This review is already “%(status)s”.") % {"status": review.get_status_display()},
        )
    return project, review, gate_of(review.gate)
