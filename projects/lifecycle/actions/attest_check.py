"""Say that a check holds which code cannot see."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotReady
from projects.checks import Check
from projects.concurrency import locked
from projects.events import announce
from projects.lifecycle.gates import gate_of
from projects.lifecycle.models import Attestation
from projects.lifecycle.reviewing import require_ahead
from projects.models import Project
from projects.rights import Right
from projects.texts import require_text


@action
def attest_check(
    project: Project,
    *,
    actor: User,
    gate: str,
    code: str,
    statement: str,
    holds: bool = True,
    is_applicable: bool = True,
    document: Document | None = None,
) -> Attestation:
    """Whoever submits gates, or holds the right to provide this, attests a check with reasons.

    An earlier attestation of the same check is superseded, never deleted. `document` is evidence
    of the same project. Recorded as `attestation:given`.
    """
    project = locked(project)
    place = gate_of(gate)
    check = place.check(code)
    require_attester(project, check, actor)
    require_ahead(project, place)
    if not check.is_attestable:
        raise NotReady(
            "CHECK-COMPUTED",
            _("This check is computed from the project's records; nobody attests it."),
            helper=_("Complete the records that it looks at."),
        )
    if document is not None and document.project_id != project.pk:
        raise Invalid(
            "EVIDENCE-ELSEWHERE",
            _("The evidence belongs to another project."),
            fields={"document": _("Choose a document of this project.")},
        )
    text = require_text(statement, "statement", most=4000)
    earlier = Attestation.objects.filter(
        project=project, gate=gate, check_code=code, superseded_at__isnull=True
    )
    superseded = list(earlier.values_list("pk", flat=True))
    earlier.update(superseded_at=timezone.now())
    attestation = Attestation.objects.create(
        project=project,
        gate=gate,
        check_code=code,
        holds=holds,
        is_applicable=is_applicable,
        statement=text,
        document=document,
        attested_by=actor,
    )
    record(
        "attestation:given",
        attestation,
        actor=actor,
        data={
            "gate": gate,
            "check": code,
            "holds": holds,
            "is_applicable": is_applicable,
            "statement": text,
            "document": document and {"id": document.pk, "sha256": document.sha256},
            "supersedes": superseded,
        },
    )
    announce(project.pk)
    return attestation


def require_attester(project: Project, check: Check, actor: User) -> None:
    """Refuse who neither provides this nor submits gates."""
    if not access.may(actor, check.provider, project):
        access.require(actor, Right.SUBMIT_GATE, project)
