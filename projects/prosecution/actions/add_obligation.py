"""Write down what somebody owes."""

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Invalid
from projects.concurrency import locked
from projects.events import announce
from projects.models import Engagement, Project
from projects.prosecution.models import Obligation
from projects.rights import Right
from projects.selection.models import Contract


@action
def add_obligation(
    project: Project,
    *,
    actor: User,
    party: Organisation,
    title: str,
    due: date,
    contract: Contract | None = None,
    measure: str = "",
    evidence: str = "",
    remedy: str = "",
    clause: str = "",
) -> Obligation:
    """Officers of the owner take a clause apart into an obligation of one party.

    The party is the owner or takes part in the project. Recorded as `obligation:added`.
    """
    project = locked(project)
    access.require(actor, Right.EDIT_PROSECUTION, project)
    takes_part = Engagement.objects.parties().filter(project=project, organisation=party).exists()
    if party.pk != project.owner_id and not takes_part:
        raise Invalid(
            "OBLIGATION-PARTY",
            _("This organisation takes no part in the project."),
            fields={"party": _("Choose the owner or a party of the project.")},
        )
    if contract is not None and contract.project_id != project.pk:
        raise Invalid(
            "OBLIGATION-CONTRACT",
            _("This contract belongs to another project."),
            fields={"contract": _("Choose a contract of this project.")},
        )
    last = Obligation.objects.in_project(project).aggregate(last=Max("number"))["last"] or 0
    obligation = Obligation.objects.create(
        project=project,
        contract=contract,
        number=last + 1,
        party=party,
        title=title,
        measure=measure,
        evidence=evidence,
        remedy=remedy,
        clause=clause,
        due=due,
        created_by=actor,
    )
    record(
        "obligation:added",
        obligation,
        actor=actor,
        data={"party": party, "title": title, "due": due, "measure": measure, "remedy": remedy},
    )
    announce(project.pk)
    return obligation
