"""One import of open contracting data: what was given, how far it is, what was wrong."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.models import Agency
from projects.publication.ocds.problems import Problem
from projects.rights import Right


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Runs; every reading starts from `visible_to`."""

    def visible_to(self, user: access.Viewer) -> Self:
        """Those of agencies in which `user` imports or sees the trail."""
        scope = access.scope_of(user)
        seen = {*scope.agencies.get(Right.IMPORT_DATA, ())}
        seen |= {*scope.agencies.get(Right.VIEW_TRAIL, ())}
        return self.filter(owner__in=seen) if seen else self.none()


class ImportRun(models.Model):
    """A file, or files of a folder, imported for `owner`, under which new agencies are put."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped by an error")

    class Phase(models.TextChoices):
        READING = "reading", _("Reading")
        IMPORTING = "importing", _("Importing")

    name = models.CharField(_("file"), max_length=255)
    size = models.BigIntegerField(_("size in bytes"), default=0)
    digest = models.CharField(_("SHA-256"), max_length=64, blank=True)
    stored_as = models.CharField(max_length=100, blank=True, editable=False)
    owner = models.ForeignKey(
        Agency, verbose_name=_("imported for"), on_delete=models.PROTECT, related_name="imports"
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.WAITING)
    phase = models.CharField(_("step"), max_length=10, choices=Phase, default=Phase.READING)
    done = models.BigIntegerField(_("done"), default=0)
    total = models.BigIntegerField(_("total"), default=0)
    counts = models.JSONField(_("counts"), default=dict)
    problems = models.JSONField(_("problems"), default=list)
    problems_left_out = models.PositiveIntegerField(_("further problems"), default=0)
    failure = models.CharField(_("error"), max_length=500, blank=True)
    started_by = models.ForeignKey(
        User, verbose_name=_("started by"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("given"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(done__gte=0, total__gte=0), name="import_run_progress_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("created_at")),
                name="import_run_times_ordered",
            ),
        ]
        indexes = [models.Index(fields=["owner", "-created_at"], name="import_run_of_owner")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the run."""
        return reverse("publication:run", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.status in {self.Status.DONE, self.Status.FAILED}

    @property
    def complaints(self) -> list[Problem]:
        """The problems with their sentences, errors first."""
        rows: list[dict[str, Any]] = self.problems
        return sorted((Problem(**row) for row in rows), key=lambda row: row.severity != "error")
