"""Add many requirements from a CSV file."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from audit.log.action import action
from audit.log.record import record
from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Invalid
from projects.concurrency import locked
from projects.events import announce
from projects.models import Project
from projects.planning.models import Requirement
from projects.planning.reading import MOST_PROBLEMS, Problem, read_requirements
from projects.rights import Right


@action
def import_requirements(project: Project, *, actor: User, file: BinaryIO) -> list[Requirement]:
    """Officers of the owner add the requirements of a CSV file: all of them or none.

    Every line that cannot be right is named. Recorded once, as `requirement:imported` on the
    project.
    """
    project = locked(project)
    access.require(actor, Right.EDIT_PLANNING, project)
    rows, problems = read_requirements(file)
    taken = set(
        Requirement.objects.filter(
            project=project, number__in=[row.number for row in rows]
        ).values_list("number", flat=True)
    )
    problems += [
        Problem(row.line, _("The number %(number)s is already in use.") % {"number": row.number})
        for row in rows
        if row.number in taken
    ]
    if problems:
        raise _refusal(sorted(problems, key=lambda problem: problem.line))
    made = Requirement.objects.bulk_create(
        Requirement(
            project=project,
            created_by=actor,
            author_organisation=project.owner,
            number=row.number,
            **row.facts,
        )
        for row in rows
    )
    record(
        "requirement:imported",
        project,
        actor=actor,
        data={"count": len(made), "numbers": [one.number for one in made]},
    )
    announce(project.pk)
    return made


def _refusal(problems: list[Problem]) -> Invalid:
    fields = {
        f"line_{problem.line}": _("Line %(line)d: %(problem)s")
        % {"line": problem.line, "problem": problem.text}
        for problem in problems[:MOST_PROBLEMS]
    }
    return Invalid(
        "REQUIREMENTS-FILE",
        _("Nothing was imported: %(count)d problems in the file.") % {"count": len(problems)},
        helper=_("Correct these lines and upload the file again."),
        fields=fields,
    )
