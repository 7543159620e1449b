"""Who takes part in the story, by short names."""

from dataclasses import dataclass

from egov_outsource.accounts.models import Organisation, User
from projects.models import Agency


@dataclass
class Cast:
    """Organisations and people by their keys."""

    organisations: dict[str, Organisation]
    people: dict[str, User]

    def of(self, key: str) -> Organisation:
        """The organisation `key`."""
        return self.organisations[key]

    def agency(self, key: str) -> Agency:
        """The government organisation `key`, as an owner of projects."""
        agency: Agency = Agency.objects.get(pk=self.organisations[key].pk)
        return agency

    def person(self, key: str) -> User:
        """The person `key`."""
        return self.people[key]
