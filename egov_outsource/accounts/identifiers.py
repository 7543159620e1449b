"""Register numbers of organisations: no two organisations share one."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation, OrganisationIdentifier
from egov_outsource.errors import Conflict, Invalid

Pair = tuple[str, str]

SCHEME_LIMIT = 40
VALUE_LIMIT = 200


def clean_identifiers(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs in the form in which they are stored; half or over-long ones are refused."""
    cleaned = [(scheme.strip().upper(), value.strip().upper()) for scheme, value in pairs]
    for scheme, value in cleaned:
        if not scheme or not value or len(scheme) > SCHEME_LIMIT or len(value) > VALUE_LIMIT:
            message = _("Give both the register and the number, for example CN-USCC and 18 digits.")
            raise Invalid("ORGANISATION-IDENTIFIER", message, fields={"identifier_value": message})
    return list(dict.fromkeys(cleaned))


def add_identifiers(organisation: Organisation, pairs: Sequence[Pair]) -> None:
    """Store the pairs that the organisation does not have yet; refuse those of somebody else."""
    for scheme, value in pairs:
        held = OrganisationIdentifier.objects.filter(scheme=scheme, value=value).first()
        if held is None:
            organisation.identifiers.create(scheme=scheme, value=value)
        elif held.organisation_id != organisation.pk:
            message = _("Another organisation is registered with this number.")
            raise Conflict(
                "ORGANISATION-IDENTIFIER-TAKEN",
                message,
                helper=_("Search the register for the number."),
                fields={"identifier_value": message},
            )
