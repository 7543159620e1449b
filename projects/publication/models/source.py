"""What was received from publishers, and which project it became."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models import Agency, Project, ProjectScoped
from projects.publication.models.import_run import ImportRun
from projects.rights import Right


class SourceRelease(models.Model):
    """A release as its publisher wrote it, kept unchanged: processes are merged from these."""

    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    ocid = models.CharField(_("ocid"), max_length=200)
    release_id = models.CharField(_("release"), max_length=200, blank=True)
    released = models.CharField(_("date of the release"), max_length=60, blank=True)
    is_compiled = models.BooleanField(_("merged by the publisher"), default=False)
    digest = models.CharField(_("SHA-256"), max_length=64)
    body = models.JSONField(_("content"))
    path = models.CharField(_("file"), max_length=500)
    pointer = models.CharField(_("place"), max_length=200, blank=True)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="releases")

    class Meta:
        verbose_name = _("source release")
        verbose_name_plural = _("source releases")
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["owner", "ocid", "digest"], name="source_release_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ocid} {self.release_id}"


class ImportedProcess(ProjectScoped):
    """Which published process a project shows, and the state that was last taken over."""

    visible_by = Right.VIEW

    ocid = models.CharField(_("ocid"), max_length=200, unique=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    last_release_at = models.DateTimeField(_("last release"), null=True, blank=True)
    digest = models.CharField(_("SHA-256 of the state"), max_length=64)
    stage = models.CharField(_("stage by the data"), max_length=12, choices=Project.Stage)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="processes")
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("imported process")
        verbose_name_plural = _("imported processes")
        ordering = ["ocid"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["project"], name="imported_process_one_per_project"),
        ]

    def __str__(self) -> str:
        return self.ocid
