"""The agency below which imported agencies stand when nobody is named."""

from audit.log.action import action
from audit.log.record import record
from egov_outsource.accounts.models import Organisation, User
from projects.models import Agency

HOME = ("PLATFORM", "OPEN-CONTRACTING-DATA")


@action
def enter_home_agency(*, actor: User) -> Agency:
    """Find it, or enter it at the first import; recorded as `organisation:registered` then."""
    scheme, value = HOME
    agencies = Agency.objects.filter(identifiers__scheme=scheme, identifiers__value=value)
    known: Agency | None = agencies.first()
    if known is not None:
        return known
    organisation = Organisation.objects.create(
        kind=Organisation.Kind.GOVERNMENT, name="Open contracting data", name_zh="开放合同数据"
    )
    organisation.identifiers.create(scheme=scheme, value=value)
    record(
        "organisation:registered",
        organisation,
        actor=actor,
        organisation=organisation,
        data={
            "kind": organisation.kind,
            "name_zh": organisation.name_zh,
            "identifiers": [[scheme, value]],
        },
    )
    made: Agency = Agency.objects.get(pk=organisation.pk)
    return made
