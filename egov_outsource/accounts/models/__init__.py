"""Organisations, people, memberships, invitations and service accounts."""

from egov_outsource.accounts.models.delegation import Delegation
from egov_outsource.accounts.models.invitation import Invitation
from egov_outsource.accounts.models.membership import Membership
from egov_outsource.accounts.models.organisation import Organisation, OrganisationIdentifier
from egov_outsource.accounts.models.service import ApiToken, ServiceAccount
from egov_outsource.accounts.models.user import User

__all__ = [
    "ApiToken",
    "Delegation",
    "Invitation",
    "Membership",
    "Organisation",
    "OrganisationIdentifier",
    "ServiceAccount",
    "User",
]
