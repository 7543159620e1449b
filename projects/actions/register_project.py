"""Register a project."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid
from projects.allocations import ideal_allocations
from projects.events import announce
from projects.models import Agency, Allocation, Project
from projects.particulars import check_particulars
from projects.rights import Right


@action
def register_project(agency: Agency, *, actor: User, particulars: Mapping[str, Any]) -> Project:
    """Officers of `agency` register a project that the agency owns from then on.

    The 30 control rights are declared with their ideal allocation. Recorded as
    `project:registered`.
    """
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    access.require(actor, Right.REGISTER_PROJECT, agency)
    check_particulars(particulars)
    project = Project(owner=agency, created_by=actor, **particulars)
    if project.responsible_officer_id is None:
        project.responsible_officer = actor
    try:
        with transaction.atomic():
            project.save(force_insert=True)
    except IntegrityError as error:
        if "project_reference_once_per_agency" not in str(error):
            raise
        raise Invalid(
            "PROJECT-REFERENCE",
            _("This agency already has a project with this reference."),
            fields={"reference": _("Choose a reference that is not in use.")},
        ) from error
    Allocation.objects.bulk_create(ideal_allocations(project))
    record("project:registered", project, actor=actor, project=project, data=particulars)
    announce(project.pk)
    return project
