"""Ask government to let another firm do a part of the work."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from contractors.standing import debarment_of
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Conflict, Hidden, Invalid, NotAllowed, NotReady
from projects.concurrency import locked
from projects.events import announce
from projects.models import Engagement, Subcontract
from projects.rights import Right
from projects.roles import Capacity

INDEPENDENT = (Capacity.SUPERVISION, Capacity.ASSESSMENT, Capacity.AUDIT, Capacity.CONSULTANCY)


@action
def propose_subcontract(
    main: Engagement,
    *,
    actor: User,
    organisation: Organisation,
    part: str,
    basis: str,
    valid_from: datetime,
    valid_to: datetime,
    value: Decimal | None = None,
) -> Subcontract:
    """People of a contractor propose a subcontractor for a part of their own contract.

    Nobody gets access by it: government consents first (M5). The subcontract ends no later than
    the contract (INV-2). Recorded as `subcontract:proposed`.
    """
    main = locked(main)
    access.require(actor, Right.PROPOSE_CHANGE, main)
    if main.organisation_id not in access.scope_of(actor).organisations:
        raise Hidden("HIDDEN", _("There is nothing here that you can see."))
    if main.capacity != Capacity.CONTRACTOR.value or not main.is_in_force:
        raise NotReady(
            "SUBCONTRACT-NO-CONTRACT", _("Only a contractor with a running contract subcontracts.")
        )
    require_subcontractor(main, organisation)
    if valid_to <= valid_from:
        raise Invalid(
            "SUBCONTRACT-DATES",
            _("The subcontract ends before it begins."),
            fields={"valid_to": _("Choose a date after the beginning.")},
        )
    if valid_to > main.valid_to:
        raise Invalid(
            "SUBCONTRACT-DATES",
            _("The subcontract ends after the contract that it stands under."),
            fields={"valid_to": _("Choose a date no later than the end of the contract.")},
        )
    if Subcontract.objects.filter(
        project=main.project, organisation=organisation, status=Subcontract.Status.PROPOSED
    ).exists():
        raise Conflict("SUBCONTRACT-TWICE", _("This subcontractor is already proposed."))
    subcontract = Subcontract.objects.create(
        project=main.project,
        main=main,
        organisation=organisation,
        part=part,
        value=value,
        basis=basis,
        valid_from=valid_from,
        valid_to=valid_to,
        proposed_by=actor,
        proposed_at=timezone.now(),
    )
    record(
        "subcontract:proposed",
        subcontract,
        actor=actor,
        organisation=main.organisation,
        data={
            "organisation": organisation,
            "part": part,
            "value": value,
            "basis": basis,
            "valid_from": valid_from,
            "valid_to": valid_to,
        },
    )
    announce(main.project_id)
    return subcontract


def require_subcontractor(main: Engagement, organisation: Organisation) -> None:
    """Refuse a firm that cannot work under `main`: itself, debarred, not independent."""
    if organisation.kind != Organisation.Kind.CONTRACTOR or organisation == main.organisation:
        raise Invalid(
            "SUBCONTRACT-KIND",
            _("A subcontractor is another contractor."),
            fields={"organisation": _("Choose another firm.")},
        )
    debarment = debarment_of(organisation, timezone.localdate())
    if debarment is not None:
        raise NotAllowed(
            "V-DEBAR",
            _("%(firm)s is debarred by %(authority)s and cannot be a subcontractor.")
            % {"firm": organisation.label, "authority": debarment.authority},
            helper=_("The authority that imposed the debarment decides whether it is lifted."),
        )
    parts = [part.value for part in INDEPENDENT]
    if Engagement.objects.filter(
        project=main.project, organisation=organisation, capacity__in=parts, ended_at__isnull=True
    ).exists():
        raise NotAllowed(
            "SOD-5",
            _("Who supervises, assesses, audits or advises here cannot work for the contractor."),
            helper=_("Propose another firm."),
        )
