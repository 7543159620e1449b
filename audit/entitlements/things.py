"""What can be asked about: the kinds of thing that a project holds, and one of them."""

from typing import Any

from django.apps import apps
from django.db.models import Model

from egov_outsource import access
from egov_outsource.accounts.models import User
from egov_outsource.errors import Hidden
from egov_outsource.ids import row_id
from projects.models import Project, ProjectScoped

MOST_OFFERED = 200


def kinds() -> dict[str, Any]:
    """Every noun that lies in a project and can be looked for, by its label."""
    return {
        model._meta.label_lower: model
        for model in apps.get_models()
        if issubclass(model, ProjectScoped) and hasattr(model, "visible_by")
    }


def things_of(kind: str, project: Project, user: User) -> Any:
    """Those of one kind in `project` that `user` sees."""
    return kinds()[kind].objects.visible_to(user).in_project(project)


def thing_named(name: str, project: Project, user: User) -> Model:
    """The thing that `name` (`selection.contract:12`) means, among what `user` sees.

    Raises:
        Hidden: there is none that they see.

    """
    kind, _, key = name.partition(":")
    if kind in kinds() and (number := row_id(key)) is not None:
        found: Model | None = things_of(kind, project, user).filter(pk=number).first()
        if found is not None:
            return found
    raise Hidden("HIDDEN", access.NOTHING_HERE)


def name_of(thing: Model) -> str:
    """How an address names it."""
    return f"{thing._meta.label_lower}:{thing.pk}"
