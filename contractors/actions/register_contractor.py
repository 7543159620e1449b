"""Enter an organisation into the register of contractors."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from contractors.models import Contractor
from contractors.register import require_keeper
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.errors import Conflict, Invalid


@action
def register_contractor(
    organisation: Organisation,
    *,
    actor: User,
    legal_representative: str = "",
    founded_on: date | None = None,
    address: str = "",
    scope: str = "",
) -> Contractor:
    """Officers of government enter a contractor organisation's profile.

    Recorded as `contractor:registered`.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    office = require_keeper(actor)
    if organisation.kind != Organisation.Kind.CONTRACTOR:
        message = _("Only contractors are entered here.")
        raise Invalid("REGISTER-KIND", message, fields={"organisation": message})
    if Contractor.objects.filter(organisation=organisation).exists():
        message = _("This organisation is already in the register.")
        raise Conflict("REGISTER-TWICE", message, fields={"organisation": message})
    contractor = Contractor.objects.create(
        organisation=organisation,
        legal_representative=legal_representative,
        founded_on=founded_on,
        address=address,
        scope=scope,
    )
    record(
        "contractor:registered",
        contractor,
        actor=actor,
        organisation=office,
        data={"founded_on": founded_on, "address": address, "scope": scope},
        personal={"legal_representative": legal_representative} if legal_representative else None,
    )
    return contractor
