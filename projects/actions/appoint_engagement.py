"""Give an organisation a part in a project."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Conflict, Invalid, NotAllowed
from projects.concurrency import locked
from projects.decisions import log_decision
from projects.events import announce
from projects.grants import derive_project_grants
from projects.models import Engagement, Project
from projects.parts import APART, INDEPENDENT, require_apart
from projects.rights import Right
from projects.roles import Capacity, capacity_of


@action
def appoint_engagement(
    project: Project,
    *,
    actor: User,
    organisation: Organisation,
    capacity: str,
    purpose: str,
    valid_from: datetime,
    valid_to: datetime,
    fee: Decimal | None = None,
    is_independent: bool = False,
) -> Engagement:
    """Leaders of the owner appoint a supervisor, assessor, auditor or consultant (S1).

    Grants follow and end with the dates. SOD-5: an organisation that takes part in one capacity
    cannot also supervise, assess or audit. Recorded as `engagement:appointed`.
    """
    project = locked(project)
    mandate = access.require(actor, Right.S1, project)
    part = capacity_of(capacity)
    if part.kind != Organisation.Kind.THIRD_PARTY:
        raise Invalid(
            "ENGAGEMENT-CAPACITY",
            _("Contractors and bidders take part through a contract or a bid."),
            fields={"capacity": _("Choose supervisor, assessor, auditor or consultant.")},
        )
    engagement = engage(
        project,
        actor=actor,
        organisation=organisation,
        capacity=part,
        purpose=purpose,
        basis=str(_("appointment")),
        valid_from=valid_from,
        valid_to=valid_to,
        fee=fee,
        is_independent=is_independent,
    )
    log_decision(
        engagement,
        actor=actor,
        right=Right.S1,
        event="engagement:appointed",
        mandate=mandate,
        about=project,
        outcome=capacity,
        reasons=purpose,
    )
    record(
        "engagement:appointed",
        engagement,
        actor=actor,
        point="S1",
        data={
            "organisation": organisation,
            "capacity": capacity,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "fee": fee,
        },
    )
    announce(project.pk)
    return engagement


def engage(
    project: Project,
    *,
    actor: User,
    organisation: Organisation,
    capacity: Capacity,
    purpose: str,
    basis: str,
    valid_from: datetime,
    valid_to: datetime,
    fee: Decimal | None = None,
    is_independent: bool = False,
    under: Engagement | None = None,
) -> Engagement:
    """Write an engagement and derive its grants; part of an action that records itself."""
    if valid_to <= valid_from:
        raise Invalid(
            "ENGAGEMENT-DATES",
            _("The engagement ends before it begins."),
            fields={"valid_to": _("Choose a date after the beginning.")},
        )
    if organisation.kind != capacity.kind:
        raise Invalid(
            "ENGAGEMENT-KIND",
            _("This kind of organisation cannot take part in this capacity."),
            fields={"organisation": _("Choose an organisation of the right kind.")},
        )
    others = Engagement.objects.filter(project=project, ended_at__isnull=True)
    held = set(others.filter(organisation=organisation).values_list("capacity", flat=True))
    if capacity.value in held:
        raise Conflict("ENGAGEMENT-TWICE", _("This organisation already has this part."))
    if capacity in APART and held & (APART | {Capacity.SUBCONTRACTOR}):
        raise NotAllowed(
            "SOD-5",
            INDEPENDENT,
            helper=_("Appoint another organisation."),
        )
    require_apart(project, organisation, capacity)
    engagement = Engagement.objects.create(
        project=project,
        organisation=organisation,
        capacity=capacity.value,
        purpose=purpose,
        basis=basis,
        valid_from=valid_from,
        valid_to=valid_to,
        fee=fee,
        is_independent=is_independent,
        under=under,
        appointed_by=actor,
    )
    derive_project_grants(project)
    return engagement
