"""Nouns of the spine."""

from projects.models.agency import Agency
from projects.models.allocation import Allocation
from projects.models.decision import Decision
from projects.models.engagement import Engagement
from projects.models.grant import AgencyGrant, ProjectGrant
from projects.models.project import Project
from projects.models.scoped import ProjectScoped, ScopedQuerySet

__all__ = [
    "Agency",
    "AgencyGrant",
    "Allocation",
    "Decision",
    "Engagement",
    "Project",
    "ProjectGrant",
    "ProjectScoped",
    "ScopedQuerySet",
]
