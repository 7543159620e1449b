"""Record what a check of a criterion found."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotAllowed
from projects.acceptance.models import AcceptanceCriterion, CriterionCheck, Submission
from projects.concurrency import locked
from projects.events import announce
from projects.rights import Right


@action
def record_check(
    submission: Submission,
    *,
    actor: User,
    criterion: AcceptanceCriterion,
    result: str,
    note: str = "",
    evidence: Document | None = None,
) -> CriterionCheck:
    """Testers who did not deliver it check one criterion of a submission.

    A repeated check supersedes the earlier, which stays. Recorded as `criterion:checked`.
    """
    submission = locked(submission)
    mandate = access.require(actor, Right.TEST, submission)
    if mandate.organisation_id == submission.deliverable.organisation_id:
        raise NotAllowed("SOD-8", _("Whoever delivers cannot check the delivery."))
    if criterion.deliverable_id != submission.deliverable_id:
        raise Invalid(
            "CHECK-CRITERION",
            _("This criterion was not declared for this deliverable."),
            fields={"criterion": _("Choose one of the declared criteria.")},
        )
    if hasattr(submission, "decision"):
        raise Conflict("CHECK-LATE", _("This submission is already decided."))
    if evidence is not None and evidence.project_id != submission.project_id:
        raise Invalid(
            "CHECK-EVIDENCE",
            _("This document belongs to another project."),
            fields={"evidence": _("Choose a document of this project.")},
        )
    earlier = submission.checks.filter(criterion=criterion, superseded_at__isnull=True)
    earlier.update(superseded_at=timezone.now())
    check = CriterionCheck.objects.create(
        project=submission.project,
        submission=submission,
        criterion=criterion,
        result=result,
        note=note,
        evidence=evidence,
        organisation_id=mandate.organisation_id,
        checked_by=actor,
    )
    record(
        "criterion:checked",
        check,
        actor=actor,
        data={"submission": submission, "criterion": criterion, "result": result, "note": note},
    )
    announce(submission.project_id)
    return check
