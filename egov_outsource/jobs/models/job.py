"""A piece of long work: what, for whom, about which project, and how far it is."""

import time
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from projects.rights import Right

TELL_SECONDS = 0.5


class Cancelled(Exception):  # noqa: N818 - not an error: somebody wanted it so
    """Raised within a job that somebody cancelled; it leaves its work as it is."""


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs."""

    def visible_to(self, user: access.Viewer) -> Self:
        """One's own, and those about a project whose risk one sees."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        about = access.visible(Job.objects.all(), user, Job.visible_by).order_by().values("pk")
        return self.filter(pk__in=Job.objects.filter(asked_by=user).values("pk").union(about))

    def open(self) -> Self:
        """Those that wait or run."""
        return self.filter(state__in=Job.OPEN)


class Job(models.Model):
    """Carried out by a worker that holds its lock; done again from the start when that is killed.

    `key` names what is the same for everybody who may ask for it: there is one open job of a kind
    and key. Neither parameters nor outcome hold anything of a project that its viewers may not see.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    class Failure(models.TextChoices):
        NONE = "", ""
        TIME = "time", _("It took longer than allowed.")
        LOST = "lost", _("The worker ended in the middle of it again and again.")
        AWAY = "away", _("Something that it needs did not answer again and again.")
        REFUSED = "refused", _("The person who asked may not have it done.")
        ERROR = "error", _("It could not be carried out; tell the operator.")

    visible_by = Right.VIEW_RISK
    OPEN = (State.WAITING, State.RUNNING)

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(max_length=120, blank=True, editable=False)
    project = models.ForeignKey(
        "projects.Project",
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    parameters = models.JSONField(default=dict, blank=True, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    done = models.BigIntegerField(_("done"), default=0)
    total = models.BigIntegerField(_("total"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("not before"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    touched_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    failure = models.CharField(max_length=8, choices=Failure, blank=True, default=Failure.NONE)
    # the kind of error and the line where it happened, never its words: these may quote rows
    fault = models.CharField(max_length=200, blank=True, editable=False)
    outcome = models.JSONField(default=dict, blank=True, editable=False)

    objects: ClassVar[Any] = JobQuerySet.as_manager()
    told_at = 0.0

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state__in=["waiting", "running"]) & ~Q(key=""),
                name="job_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(failure="") | ~Q(state="failed") & Q(failure=""),
                name="job_failed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], finished_at__isnull=True)
                | Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
                name="job_over_has_its_end",
            ),
            models.CheckConstraint(condition=Q(done__gte=0, total__gte=0), name="job_not_negative"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["waiting", "running"]),
                name="job_open",
            ),
            models.Index(fields=["asked_by", "-id"], name="job_of_person"),
            models.Index(fields=["project", "-id"], name="job_of_project"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("jobs:job", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in self.OPEN

    @property
    def is_being_cancelled(self) -> bool:
        """Whether it ends at the next point where it can."""
        return self.is_open and self.cancel_asked_at is not None

    @property
    def seconds(self) -> float | None:
        """How long it ran, or has been running."""
        if self.started_at is None:
            return None
        return ((self.finished_at or timezone.now()) - self.started_at).total_seconds()

    def progress(self, done: int, *, total: int | None = None) -> None:
        """Say within the work how far it is; call it often, outside of a transaction.

        The row is written twice a second at most.

        Raises:
            Cancelled: somebody cancelled the job.

        """
        self.done, self.total = done, self.total if total is None else total
        now = time.monotonic()
        if now - self.told_at < TELL_SECONDS and done != self.total:
            return
        self.told_at = now
        mine = Job.objects.filter(pk=self.pk, state=Job.State.RUNNING)
        mine.update(done=self.done, total=self.total, touched_at=timezone.now())
        if not mine.filter(cancel_asked_at__isnull=True).exists():
            raise Cancelled
