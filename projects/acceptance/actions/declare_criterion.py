"""Declare how a deliverable will be judged."""

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid, NotReady
from projects.acceptance.models import AcceptanceCriterion, Deliverable
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.events import announce
from projects.planning.models import Requirement
from projects.rights import Right


@action
def declare_criterion(
    deliverable: Deliverable,
    *,
    actor: User,
    text: str,
    method: str,
    is_mandatory: bool = True,
    requirement: Requirement | None = None,
) -> AcceptanceCriterion:
    """Leaders of the owner set acceptance criteria (P3), before anything is handed in.

    Recorded as `criterion:declared`.
    """
    deliverable = locked(deliverable)
    mandate = access.require(actor, Right.P3, deliverable)
    if requirement is not None and requirement.project_id != deliverable.project_id:
        raise Invalid(
            "CRITERION-REQUIREMENT",
            _("This requirement belongs to another project."),
            fields={"requirement": _("Choose a requirement of this project.")},
        )
    if deliverable.submissions.exists():
        raise NotReady(
            "CRITERION-LATE",
            _("Something was already handed in; criteria are declared before that."),
            helper=_("Agree a change of the requirement, and plan a new deliverable for it."),
        )
    criterion = AcceptanceCriterion.objects.create(
        project=deliverable.project,
        deliverable=deliverable,
        requirement=requirement,
        text=text,
        method=method,
        is_mandatory=is_mandatory,
        declared_by=actor,
    )
    log_decision(
        criterion,
        actor=actor,
        right=Right.P3,
        event="criterion:declared",
        mandate=mandate,
        about=deliverable,
    )
    record(
        "criterion:declared",
        criterion,
        actor=actor,
        point="P3",
        data={"deliverable": deliverable, "text": text, "method": method},
    )
    announce(deliverable.project_id)
    return criterion
