"""Published organisations found again among the platform's own, or entered.

An identifier decides (register and number); without one the name does, but only among what the
same publisher named. An organisation keeps its kind: one that both buys and sells has two entries.
"""

import hashlib
from dataclasses import dataclass, field

from contractors.models import Contractor
from egov_outsource.accounts.identifiers import SCHEME_LIMIT, VALUE_LIMIT
from egov_outsource.accounts.models import Organisation, OrganisationIdentifier
from egov_outsource.errors import Invalid
from projects.grants import derive_agency_grants
from projects.models import Agency
from projects.publication.ocds.parties import short_scheme
from projects.publication.ocds.problems import TEXTS
from projects.publication.ocds.process import Party, normal_name

GOVERNMENT, CONTRACTOR = Organisation.Kind.GOVERNMENT, Organisation.Kind.CONTRACTOR
# how the second entry of an organisation that buys and sells is told from the first
SUFFIX = {GOVERNMENT: "/BUYER", CONTRACTOR: "/SELLER"}


@dataclass
class Register:
    """Looks organisations up for one run; what it entered is undone with the transaction."""

    owner: Agency
    is_bounded: bool
    found: dict[tuple[str, str, str], Organisation] = field(default_factory=dict)
    entered: list[Organisation] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    below: set[int] = field(default_factory=set)

    def begin(self) -> None:
        """A process begins: forget what the one before it entered or met."""
        self.entered, self.doubled = [], []

    def undo(self) -> None:
        """The process was refused: what it entered is not there."""
        gone = {organisation.pk for organisation in self.entered}
        self.found = {key: known for key, known in self.found.items() if known.pk not in gone}
        self.below -= gone

    def agency(self, party: Party | None, publisher: str) -> Agency:
        """The agency that buys; the importing one when nobody is named.

        Raises:
            Invalid: the agency stands outside the importing authority.

        """
        if party is None:
            return self.owner
        organisation = self._organisation(party, publisher, GOVERNMENT)
        if self.is_bounded and not self._is_below(organisation):
            raise Invalid("foreign_agency", TEXTS["foreign_agency"])
        agency: Agency = Agency.objects.get(pk=organisation.pk)
        return agency

    def contractor(self, party: Party, publisher: str) -> Organisation:
        """The contractor that sells."""
        return self._organisation(party, publisher, CONTRACTOR)

    def holds(self, agency: Organisation) -> bool:
        """Whether a project of `agency` may be changed by this run."""
        return not self.is_bounded or self._is_below(agency)

    def _is_below(self, organisation: Organisation) -> bool:
        step: Organisation | None = organisation
        passed = []
        while step is not None and step.pk not in self.below and step.pk != self.owner.pk:
            passed.append(step.pk)
            step = step.parent
        if step is None:
            return False
        self.below.update(passed)
        return True

    def _organisation(self, party: Party, publisher: str, kind: str) -> Organisation:
        scheme, value = key_of(party, publisher)
        if (scheme, value, kind) not in self.found:
            self.found[scheme, value, kind] = self._look_up(party, scheme, value, kind)
        return self.found[scheme, value, kind]

    def _look_up(self, party: Party, scheme: str, value: str, kind: str) -> Organisation:
        known = holder_of(scheme, value)
        if known is not None and known.kind != kind:
            self.doubled.append(party.name)
            scheme = short_scheme(scheme + SUFFIX[Organisation.Kind(kind)])
            known = holder_of(scheme, value)
        return known or self._enter(party, scheme, value, kind)

    def _enter(self, party: Party, scheme: str, value: str, kind: str) -> Organisation:
        organisation = Organisation.objects.create(
            kind=kind,
            name=party.name,
            parent_id=self.owner.pk if kind == GOVERNMENT else None,
            registered_by_id=self.owner.pk,
        )
        organisation.identifiers.create(scheme=scheme, value=value)
        if kind == GOVERNMENT:
            derive_agency_grants(organisation)
            self.below.add(organisation.pk)
        else:
            Contractor.objects.create(organisation=organisation)
        self.entered.append(organisation)
        return organisation


def holder_of(scheme: str, value: str) -> Organisation | None:
    """Who is registered with this number."""
    row = (
        OrganisationIdentifier.objects.filter(scheme=scheme, value=value)
        .select_related("organisation")
        .first()
    )
    return row.organisation if row else None


def key_of(party: Party, publisher: str) -> tuple[str, str]:
    """Register and number in their stored form; the name, within its publisher, without one."""
    if party.identifier:
        scheme, value = party.identifier.scheme, party.identifier.value
    else:
        scheme, value = f"{publisher[:30]}/NAME", normal_name(party.name)
    value = value.strip().upper()
    if len(value) > VALUE_LIMIT:
        value = f"SHA256:{hashlib.sha256(value.encode()).hexdigest()}"
    return short_scheme(scheme.strip().upper())[:SCHEME_LIMIT], value
