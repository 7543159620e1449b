"""To whom a finding can be addressed."""

from typing import Any

from django.db.models import Q

from egov_outsource.accounts.models import Organisation
from projects.models import Engagement, Project
from projects.roles import Capacity


def addressees_of(project: Project) -> Any:
    """The contractors and subcontractors engaged at this moment, and the owner."""
    engaged = Engagement.objects.filter(
        project=project,
        capacity__in=[Capacity.CONTRACTOR.value, Capacity.SUBCONTRACTOR.value],
    ).in_force()
    return Organisation.objects.filter(
        Q(pk__in=engaged.values("organisation")) | Q(pk=project.owner_id)
    ).order_by("kind", "name")
