"""Reading in an emergency: for hours, asked for by one person, confirmed by another."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation
from projects.models.scoped import ProjectScoped, ScopedQuerySet
from projects.rights import Right

LONGEST_HOURS = 24  # what the database takes at all; the setting allows less


class EmergencyAccessQuerySet(ScopedQuerySet):
    """Emergency accesses, dated."""

    def in_force(self) -> "EmergencyAccessQuerySet":
        """Those that let somebody read at this moment."""
        now = timezone.now()
        return self.filter(
            status=EmergencyAccess.Status.CONFIRMED,
            valid_from__lte=now,
            valid_to__gt=now,
            ended_at__isnull=True,
        )


class EmergencyAccess(ProjectScoped):
    """`person` may read the project for a few hours; every opening is written down."""

    class Status(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    visible_by = Right.VIEW_ALLOCATION

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("for"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("reason"))
    hours = models.PositiveSmallIntegerField(_("hours"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.REQUESTED)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("requested by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    requested_at = models.DateTimeField(_("requested"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_reasons = models.TextField(_("reasons of the decision"), blank=True)
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    valid_to = models.DateTimeField(_("valid to"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects: ClassVar[Any] = EmergencyAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency access")
        verbose_name_plural = _("emergency accesses")
        ordering = ["project", "-requested_at", "-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__range=(1, LONGEST_HOURS)), name="emergency_lasts_hours"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["requested", "withdrawn"], decided_by__isnull=True)
                | Q(
                    status__in=["confirmed", "refused"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="emergency_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | (~Q(decided_by=F("requested_by")) & ~Q(decided_by=F("person"))),
                name="emergency_decided_by_another",
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(status="confirmed") & Q(valid_from__isnull=True, valid_to__isnull=True)
                )
                | Q(status="confirmed", valid_to__gt=F("valid_from")),
                name="emergency_dated_when_confirmed",
            ),
            models.UniqueConstraint(
                fields=["project", "person"],
                condition=Q(status="requested"),
                name="emergency_requested_once",
            ),
        ]

    def __str__(self) -> str:
        # without the person's name: this text enters the permanent part of the audit log
        return _("Emergency access %(number)s") % {"number": self.pk}

    def get_absolute_url(self) -> str:
        """The page on which emergency accesses of the project stand."""
        return reverse("ownership:overview", args=[self.project_id])

    @property
    def is_in_force(self) -> bool:
        """Whether it lets somebody read at this moment."""
        now = timezone.now()
        return (
            self.status == self.Status.CONFIRMED
            and self.ended_at is None
            and self.valid_from is not None
            and self.valid_to is not None
            and self.valid_from <= now < self.valid_to
        )
