"""Clear a veto by determination."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid
from egov_outsource.wall.eyes import as_system
from projects.acceptance.models import AcceptanceDecision
from projects.concurrency import locked
from projects.duties import require_another
from projects.events import announce
from projects.models import Project
from projects.rights import Right, right_of
from projects.selection.models import Award
from risk.gather import gather
from risk.models import VetoClearance
from risk.vetoes.clearing import DETERMINED, signature
from risk.vetoes.floors import triggered


@action
def clear_veto(
    project: Project, *, actor: User, veto: str, reasons: str, document: Document
) -> VetoClearance:
    """The authority's leader (late bid, conflict of interest, vote) or the assessor (custody of
    data, security) determines, with evidence, that a veto is cleared; never who answers for the
    project, decided its award or its acceptance (SOD-12).

    It holds as long as the facts that opened the veto stay what they are. Recorded as
    `risk:veto_cleared`.
    """
    project = locked(project)
    access.require(actor, right_for(veto), project)
    require_uninvolved(project, actor)
    if veto not in DETERMINED:
        raise Invalid(
            "VETO-FACTS",
            _("No determination clears this veto: it closes when the facts change."),
            fields={"veto": _("Choose another one.")},
        )
    if document.project_id != project.pk:
        raise Invalid(
            "VETO-EVIDENCE",
            _("The evidence is a file of this project."),
            fields={"document": _("Choose a file of this project.")},
        )
    with as_system():  # facts that open a veto are not all for the eyes of who clears it
        facts = gather([project.pk], timezone.localdate())
    about = signature(facts, 0, veto)
    if not triggered(facts)[veto][0]:
        raise Conflict("VETO-CLOSED", _("This veto is not open."))
    if VetoClearance.objects.filter(project=project, veto=veto, signature=about).exists():
        raise Conflict("VETO-CLEARED", _("This veto is cleared already."))
    clearance = VetoClearance.objects.create(
        project=project,
        veto=veto,
        signature=about,
        reasons=reasons,
        document=document,
        cleared_by=actor,
        cleared_at=timezone.now(),
    )
    record(
        "risk:veto_cleared",
        clearance,
        actor=actor,
        data={"veto": veto, "facts": about, "reasons": reasons, "document": document},
    )
    announce(project.pk)
    return clearance


def right_for(veto: str) -> Right:
    """What who clears this veto must hold."""
    return right_of(DETERMINED[veto].right) if veto in DETERMINED else Right.OVERRIDE_RISK


def require_uninvolved(project: Project, actor: User) -> None:
    """Refuse who answers for the project, and who decided its award or its acceptance."""
    deciders = Award.objects.filter(project=project).values_list("decided_by_id", flat=True)
    voters = AcceptanceDecision.objects.filter(project=project)
    require_another(
        actor,
        [
            project.responsible_officer_id or project.created_by_id,
            *deciders,
            *voters.values_list("decided_by_id", flat=True),
        ],
        code="SOD-12",
        message=_("You answer for this project or decided in it; somebody else determines."),
    )
