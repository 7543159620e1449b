"""Organisations, people and memberships."""

from egov_outsource.accounts.models.membership import Membership
from egov_outsource.accounts.models.organisation import Organisation, OrganisationIdentifier
from egov_outsource.accounts.models.user import User

__all__ = ["Membership", "Organisation", "OrganisationIdentifier", "User"]
