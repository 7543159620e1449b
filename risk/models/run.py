"""A recomputation of many projects, as a queue of chunks in the database."""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from projects.models import Project
from projects.rights import Right


class RecomputeRunQuerySet(models.QuerySet["RecomputeRun"]):
    """Runs."""

    def visible_to(self, user: access.Viewer) -> "RecomputeRunQuerySet":
        """One's own, and those of the platform for whoever may have anything computed."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        mine = Q(requested_by=user)
        if Project.objects.where(Right.RECOMPUTE_RISK, user).exists():
            mine |= Q(kind=RecomputeRun.Kind.NIGHTLY)
        return self.filter(mine)

    def unfinished(self) -> "RecomputeRunQuerySet":
        """Those with chunks left."""
        return self.filter(finished_at__isnull=True)


class RecomputeRun(models.Model):
    """All projects in somebody's reach, recomputed as of one day; resumed until every chunk is
    done."""

    class Kind(models.TextChoices):
        NIGHTLY = "nightly", _("Every night")
        ON_DEMAND = "on_demand", _("On demand")

    kind = models.CharField(_("occasion"), max_length=10, choices=Kind)
    as_of = models.DateField(_("as of"))
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)
    total = models.PositiveIntegerField(_("projects"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = RecomputeRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("recomputation")
        verbose_name_plural = _("recomputations")
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["as_of"],
                condition=Q(kind="nightly"),
                name="risk_run_nightly_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.as_of.isoformat()}"

    @property
    def done(self) -> int:
        """Projects computed so far."""
        found = self.chunks.filter(done_at__isnull=False).aggregate(sum=models.Sum("size"))
        return found["sum"] or 0

    @property
    def failed(self) -> int:
        """Projects in chunks that were given up; most of them may be computed nevertheless."""
        found = self.chunks.filter(failed_at__isnull=False).aggregate(sum=models.Sum("size"))
        return found["sum"] or 0

    def has_moved_within(self, span: timedelta) -> bool:
        """Whether a chunk was begun or done lately."""
        since = timezone.now() - span
        return self.chunks.filter(Q(begun_at__gt=since) | Q(done_at__gt=since)).exists()


class ChunkQuerySet(models.QuerySet["RecomputeChunk"]):
    """Chunks."""

    def left(self) -> Self:
        """Those neither done nor given up."""
        return self.filter(done_at__isnull=True, failed_at__isnull=True)


class RecomputeChunk(models.Model):
    """Some projects of a run; a worker holds its row while it computes them."""

    run = models.ForeignKey(RecomputeRun, on_delete=models.CASCADE, related_name="chunks")
    projects = ArrayField(models.BigIntegerField(), verbose_name=_("projects"))
    size = models.PositiveIntegerField(_("number of projects"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, db_default=0)
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    failed_at = models.DateTimeField(_("given up"), null=True, blank=True)

    objects: ClassVar[Any] = ChunkQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a recomputation")
        verbose_name_plural = _("parts of recomputations")
        default_permissions = ()
        ordering = ["run", "id"]
        indexes = [
            models.Index(
                fields=["run", "id"], condition=Q(done_at__isnull=True), name="risk_chunk_left"
            )
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.pk}"
