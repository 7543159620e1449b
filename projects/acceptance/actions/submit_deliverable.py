"""Hand in a deliverable."""

from collections.abc import Sequence

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from audit.evidence.actions.store_document import store_document
from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Conflict, Invalid, NotAllowed, NotReady
from projects.acceptance.models import Deliverable, Submission
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.owners import is_owners
from projects.rights import Right

MOST_FILES = 20


@action
def submit_deliverable(
    deliverable: Deliverable, *, actor: User, files: Sequence[File], note: str = ""
) -> Submission:
    """The organisation that owes it hands in files; what is received is immutable.

    A contractor needs `submit`; the agency itself, in a self-build project, its officers.
    The same files again are refused. Recorded as `deliverable:submitted` with every digest.
    """
    deliverable = locked(deliverable)
    project = deliverable.project
    organisation_id = require_debtor(deliverable, actor)
    if deliverable.status in (Deliverable.Status.ACCEPTED, Deliverable.Status.CONDITIONAL):
        raise Conflict("DELIVERABLE-ACCEPTED", _("This deliverable is already accepted."))
    if not deliverable.criteria.exists():
        raise NotReady(
            "DELIVERABLE-CRITERIA",
            _("No acceptance criteria are declared for this deliverable yet."),
            helper=_("The approving leader of %(agency)s declares them.")
            % {"agency": project.owner.label},
        )
    if not files or len(files) > MOST_FILES:
        raise Invalid(
            "SUBMISSION-FILES",
            _("Hand in between 1 and %(most)d files.") % {"most": MOST_FILES},
            fields={"files": _("Choose the files to hand in.")},
        )
    documents = [
        store_document(
            project,
            actor=actor,
            organisation_id=organisation_id,
            upload=upload,
            kind="deliverable",
        )
        for upload in files
    ]
    latest = deliverable.submissions.first()
    if latest is not None:
        _refuse_repetition(deliverable, latest, {document.pk for document in documents})
    submission = Submission.objects.create(
        project=project,
        deliverable=deliverable,
        number=latest.number + 1 if latest else 1,
        note=note,
        submitted_by=actor,
    )
    submission.documents.set(documents)
    deliverable.status = Deliverable.Status.SUBMITTED
    deliverable.version += 1
    deliverable.save(update_fields=["status", "version"])
    record(
        "deliverable:submitted",
        submission,
        actor=actor,
        data={
            "deliverable": deliverable,
            "number": submission.number,
            "files": [
                {"sha256": d.sha256, "size": d.size, "id": d.pk, "scan": d.scan} for d in documents
            ],
        },
    )
    announce(project.pk)
    return submission


def require_debtor(deliverable: Deliverable, actor: User) -> int:
    """The organisation that owes it, when `actor` may hand in for it; else a refusal."""
    project: Project = deliverable.project
    owned = is_owners(project, deliverable.organisation_id)
    mandate = access.require(actor, Right.EDIT_ACCEPTANCE if owned else Right.SUBMIT, deliverable)
    if not owned and mandate.organisation_id != deliverable.organisation_id:
        raise NotAllowed(
            "INV-3",
            _("Only the organisation that owes a deliverable can hand it in."),
            helper=deliverable.organisation.label,
        )
    return mandate.organisation_id


def _refuse_repetition(deliverable: Deliverable, latest: Submission, ids: set[int]) -> None:
    if deliverable.status == Deliverable.Status.SUBMITTED:
        raise Conflict(
            "SUBMISSION-PENDING",
            _("Submission #%(number)d is still being judged.") % {"number": latest.number},
            helper=_("Wait for the decision; hand in a corrected version after it."),
        )
    if ids == set(latest.documents.values_list("pk", flat=True)):
        raise Conflict(
            "SUBMISSION-TWICE",
            _("These are the very files of submission #%(number)d.") % {"number": latest.number},
            helper=_("Hand in the corrected files."),
        )
