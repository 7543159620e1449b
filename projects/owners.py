"""Who owned a project before: what was addressed to the owner goes on with the present one."""

from projects.models import OwnershipTransfer, Project


def is_owners(project: Project, organisation_id: int | None) -> bool:
    """Whether what concerns `organisation_id` is the owner's: of today, or of an earlier day.

    Issued findings and obligations keep their addressee for ever, so the present owner stands
    for those before it.
    """
    return organisation_id == project.owner_id or organisation_id in former_owners(project)


def former_owners(project: Project) -> frozenset[int]:
    """The agencies that gave the project away; read once for each instance."""
    known: frozenset[int] | None = project.__dict__.get("_former_owners")
    if known is None:
        rows = OwnershipTransfer.objects.filter(
            project=project, status=OwnershipTransfer.Status.APPROVED
        )
        known = frozenset(rows.values_list("giver_id", flat=True))
        project.__dict__["_former_owners"] = known
    return known
