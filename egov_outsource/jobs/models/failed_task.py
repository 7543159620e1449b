"""A task that failed for good: which, with what, why, and whether somebody saw to it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FailedTask(models.Model):
    """One kind of failure of one task with the same arguments is one row until it is settled.

    It holds numbers of rows and the class and place of the error, never its words: whoever runs
    the platform sees nothing of a project by it.
    """

    class Settled(models.TextChoices):
        NO = "", _("Open")
        RETRIED = "retried", _("Tried again")
        PUT_AWAY = "put_away", _("Put away")

    task = models.CharField(_("task"), max_length=120)
    args = models.JSONField(default=list, editable=False)
    kwargs = models.JSONField(default=dict, editable=False)
    queue = models.CharField(_("queue"), max_length=40, blank=True)
    task_id = models.CharField(_("id in the logs"), max_length=60)
    fault = models.CharField(_("reason"), max_length=200)
    # its workers died in the middle of it, again and again: it is not sent any more
    is_dead = models.BooleanField(_("killed its workers"), default=False)
    times = models.PositiveIntegerField(_("times"), default=1)
    first_at = models.DateTimeField(_("first"), default=timezone.now)
    last_at = models.DateTimeField(_("last"), default=timezone.now)
    settled = models.CharField(
        _("settled"), max_length=8, choices=Settled, blank=True, default=Settled.NO
    )
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("failed task")
        verbose_name_plural = _("failed tasks")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["-last_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled="", settled_at__isnull=True, settled_by__isnull=True)
                | ~Q(settled="") & Q(settled_at__isnull=False, settled_by__isnull=False),
                name="failed_task_settled_by_somebody",
            )
        ]
        indexes = [
            models.Index(fields=["-last_at"], condition=Q(settled=""), name="failed_task_open")
        ]

    def __str__(self) -> str:
        return f"{self.task} #{self.pk}"
