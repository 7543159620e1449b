"""Which tables hold the objects of one project, and why others do not go with it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from egov_outsource.accounts.models import Organisation, User
from projects.models import Agency, Project
from projects.publication.models import ImportedProcess, SourceRelease

# they name a project, and are left out
LEFT_OUT: dict[str, str] = {
    "bundles.Bundle": "copies like this one",
    "evidence.Upload": "files on their way in; what arrived is a document",
    "jobs.Job": "work of the platform",
    "projects.ProjectGrant": "derived from memberships, engagements, subcontracts, emergencies",
    "risk.DirtyProject": "work of the platform",
    "risk.ReplayedResult": "trials of versions of the risk model",
}
# known by name wherever a row names them
REGISTERS: tuple[type[Model], ...] = (Organisation, User)


def nouns() -> list[type[Model]]:
    """Every table of objects, by name; a new noun inside projects is one by itself."""
    return sorted(_found(), key=lambda noun: noun._meta.label_lower)


def rows_of(noun: type[Model], project: Project, user: User) -> QuerySet[Any]:
    """The rows of `project` in `noun` that `user` may see, oldest first."""
    found: Any = noun._default_manager
    if noun is Project:
        rows = found.visible_to(user).filter(pk=project.pk)
    elif noun is SourceRelease:  # what others published about the same process
        processes = ImportedProcess.objects.visible_to(user).filter(project=project)
        rows = found.filter(owner=project.owner_id, ocid__in=processes.values("ocid"))
    else:
        rows = found.visible_to(user).filter(project=project)
    lists = [field.name for field in lists_of(noun)]
    whole: QuerySet[Any] = rows.order_by("pk").prefetch_related(*lists)
    return whole


def lists_of(noun: type[Model]) -> list[Any]:
    """Its fields that name several rows of another noun."""
    return list(noun._meta.many_to_many)


def target_of(field: Any) -> type[Model] | None:
    """The noun that a field names, agencies being organisations."""
    above: Any = field.related_model
    return Organisation if above is Agency else above


def _found() -> Iterator[type[Model]]:
    yield from (Project, SourceRelease)
    for model in apps.get_models():
        is_inside = any(
            field.name == "project" and field.related_model is Project
            for field in model._meta.concrete_fields
        )
        if is_inside and not model._meta.proxy and model._meta.label not in LEFT_OUT:
            yield model
