"""Who held what in an agency on a day, and that somebody looked at it."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import Membership, Organisation, User

REVIEW_EVERY = timedelta(days=90)
REVIEWERS = (Membership.Role.LEADER, Membership.Role.RECORDS)
READERS = (*REVIEWERS, Membership.Role.ADMINISTRATOR)


class AccessReportQuerySet(models.QuerySet["AccessReport"]):
    """Reports, for those who answer for access in the agency."""

    def visible_to(self, user: access.Viewer) -> Self:
        """Those of agencies that `user` leads, keeps the records of, or administers."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        mine = Membership.objects.in_force().filter(user_id=user.pk, role__in=READERS)
        return self.filter(agency_id__in=mine.values("organisation_id"))

    def waiting(self) -> Self:
        """Those that nobody has confirmed."""
        return self.filter(reviewed_at__isnull=True)


class AccessReport(models.Model):
    """One snapshot: the open one of an agency is renewed each night, a confirmed one stays."""

    agency = models.ForeignKey(
        Organisation, verbose_name=_("agency"), on_delete=models.PROTECT, related_name="+"
    )
    as_of = models.DateField(_("as of"))
    opened_at = models.DateTimeField(_("open since"), default=timezone.now)
    rows = models.JSONField(default=list)
    tokens = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    reviewed_by = models.ForeignKey(
        User,
        verbose_name=_("reviewed by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AccessReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("access report")
        verbose_name_plural = _("access reports")
        default_permissions = ()
        ordering = ["-as_of", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(reviewed_at__isnull=True),
                name="access_report_one_open_per_agency",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(note=""),
                name="access_report_reviewed_by_somebody_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency.name} {self.as_of.isoformat()}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("entitlements:report", args=[self.pk])

    @property
    def due(self) -> date:
        """Until when somebody reviews it."""
        return timezone.localdate(self.opened_at + REVIEW_EVERY)

    @property
    def is_overdue(self) -> bool:
        """Whether nobody reviewed it in time."""
        return self.reviewed_at is None and self.due < timezone.localdate()
