"""A case of a project, taken out of the platform so that it can be checked elsewhere."""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.models import ProjectScoped, ScopedQuerySet
from projects.rights import Right

KEPT = timedelta(days=7)


class BundleQuerySet(ScopedQuerySet):
    """Bundles; each is for the person who asked for it."""

    def visible_to(self, user: access.Viewer) -> Self:
        """One's own, as long as one sees the trail of the project."""
        return super().visible_to(user).filter(requested_by_id=user.pk)


class Bundle(ProjectScoped):
    """One request for evidence, how far it is, and the file that came of it."""

    class Kind(models.TextChoices):
        PROJECT = "project", _("Project")
        CONTRACT = "contract", _("Contract")
        REVIEW = "review", _("Audit")
        FINDING = "finding", _("Audit finding")
        RANGE = "range", _("Span of time")
        WHOLE = "whole", _("Everything of the project")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being built")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Failed")
        EXPIRED = "expired", _("Expired")

    class Failure(models.TextChoices):
        NONE = "", ""
        RIGHT = "right", _("The person who asked may not have this any more.")
        LOG = "log", _("The log has not signed the entries; tell the operator.")
        ERROR = "error", _("The file could not be written; tell the operator.")

    visible_by = Right.VIEW_TRAIL
    OPEN = (State.WAITING, State.RUNNING)

    kind = models.CharField(_("case"), max_length=8, choices=Kind)
    case_id = models.BigIntegerField(null=True, editable=False)
    case_name = models.CharField(_("case"), max_length=500)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    requested_by = models.ForeignKey(
        User, verbose_name=_("asked for by"), on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField(_("asked for"), default=timezone.now)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    failure = models.CharField(max_length=8, choices=Failure, blank=True, default=Failure.NONE)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    touched_at = models.DateTimeField(default=timezone.now, editable=False)
    done = models.BigIntegerField(_("done"), default=0)
    total = models.BigIntegerField(_("total"), default=0)
    counts = models.JSONField(_("counts"), default=dict)
    stored_as = models.CharField(max_length=64, blank=True, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    size = models.BigIntegerField(_("size in bytes"), default=0)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)

    objects: ClassVar[Any] = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence bundle")
        verbose_name_plural = _("evidence bundles")
        default_permissions = ()
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="range") & Q(since__isnull=False) & Q(until__isnull=False))
                | (~Q(kind="range") & Q(since__isnull=True) & Q(until__isnull=True)),
                name="bundle_range_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__gte=models.F("since")),
                name="bundle_days_ordered",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["project", "range", "whole"], case_id__isnull=True)
                | Q(kind__in=["contract", "review", "finding"], case_id__isnull=False),
                name="bundle_case_is_named",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "expired"])
                | Q(sha256__regex="^[0-9a-f]{64}$", size__gt=0, expires_at__isnull=False),
                name="bundle_done_has_digest_and_end",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(failure="") | ~Q(state="failed") & Q(failure=""),
                name="bundle_failed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(done__gte=0, total__gte=0, size__gte=0), name="bundle_not_negative"
            ),
            models.UniqueConstraint(
                fields=["project", "requested_by"],
                condition=Q(state__in=["waiting", "running"]),
                name="bundle_one_open_per_person",
            ),
        ]
        indexes = [
            models.Index(fields=["requested_by", "-requested_at"], name="bundle_of_person"),
            models.Index(
                fields=["touched_at"],
                condition=Q(state__in=["waiting", "running"]),
                name="bundle_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_name} #{self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("bundles:detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it is still being built."""
        return self.state in self.OPEN

    @property
    def is_ready(self) -> bool:
        """Whether the file can be had."""
        return (
            self.state == self.State.DONE
            and self.expires_at is not None
            and self.expires_at > timezone.now()
        )

    @property
    def file_name(self) -> str:
        """The name under which it is downloaded."""
        return f"bundle-{self.pk}.zip"

    @property
    def tone(self) -> str:
        """The tone in which its state is shown."""
        return {"done": "success", "failed": "error", "expired": "warning"}.get(self.state, "info")
