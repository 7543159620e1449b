"""What every noun inside a project has in common."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from projects.models.project import Project
from projects.rights import Right


class ScopedQuerySet(models.QuerySet):
    """Rows inside projects; every reading starts from `visible_to`."""

    def visible_to(self, user: access.Viewer) -> Self:
        """Those that `user` may see: by the noun's right, or because they concern their own."""
        noun: Any = self.model
        return access.visible(
            self, user, noun.visible_by, path=noun.project_path, own=noun.own_path
        )

    def in_project(self, project: Project) -> Self:
        """Those of one project."""
        noun: Any = self.model
        return self.filter(**{noun.project_path: project})


class ProjectScoped(models.Model):
    """A noun inside a project: inherits who may see it, never leaves it.

    `visible_by` is the right that shows all rows of a project; `own_path` leads to the
    organisation whose members see the row when they hold `view_own`.
    """

    visible_by: ClassVar[Right] = Right.VIEW
    own_path: ClassVar[str] = ""
    project_path: ClassVar[str] = "project"

    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, editable=False
    )

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that two people may edit: `version` goes up with every change."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
