"""Say what is to be delivered."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Invalid
from projects.acceptance.models import Deliverable
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.rights import Right
from projects.selection.models import Contract


@action
def plan_deliverable(
    project: Project,
    *,
    actor: User,
    code: str,
    title: str,
    due: date,
    organisation: Organisation | None = None,
    contract: Contract | None = None,
    description: str = "",
) -> Deliverable:
    """Officers of the owner plan a deliverable of a contract, or of the agency itself.

    Recorded as `deliverable:planned`.
    """
    project = locked(project)
    access.require(actor, Right.EDIT_ACCEPTANCE, project)
    if contract is not None and contract.project_id != project.pk:
        raise Invalid(
            "DELIVERABLE-CONTRACT",
            _("This contract belongs to another project."),
            fields={"contract": _("Choose a contract of this project.")},
        )
    debtor = organisation or (contract.contractor if contract else None) or project.owner
    try:
        with transaction.atomic():
            deliverable = Deliverable.objects.create(
                project=project,
                contract=contract,
                organisation_id=debtor.pk,
                code=code,
                title=title,
                description=description,
                due=due,
            )
    except IntegrityError as error:
        raise Invalid(
            "DELIVERABLE-CODE",
            _("This project already has a deliverable with this code."),
            fields={"code": _("Choose a code that is not in use.")},
        ) from error
    record(
        "deliverable:planned",
        deliverable,
        actor=actor,
        data={"code": code, "title": title, "due": due, "owed_by": debtor},
    )
    announce(project.pk)
    return deliverable
