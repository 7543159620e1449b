"""Nouns of the spine."""

from projects.models.agency import Agency
from projects.models.allocation import Allocation
from projects.models.decision import Decision
from projects.models.emergency import EmergencyAccess
from projects.models.engagement import Engagement
from projects.models.grant import AgencyGrant, ProjectGrant
from projects.models.grant_report import GrantReport
from projects.models.opening import Opening
from projects.models.project import Project
from projects.models.scoped import ProjectScoped, ScopedQuerySet
from projects.models.subcontract import Subcontract
from projects.models.transfer import OwnershipTransfer

__all__ = [
    "Agency",
    "AgencyGrant",
    "Allocation",
    "Decision",
    "EmergencyAccess",
    "Engagement",
    "GrantReport",
    "Opening",
    "OwnershipTransfer",
    "Project",
    "ProjectGrant",
    "ProjectScoped",
    "ScopedQuerySet",
    "Subcontract",
]
