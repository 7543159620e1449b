"""What a derivation found different from what grants follow from, and mended."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import Membership
from projects.models.agency import Agency
from projects.rights import Right


class GrantReportQuerySet(models.QuerySet["GrantReport"]):
    """Reports; every reading starts from `visible_to`."""

    def visible_to(self, user: access.Viewer) -> "GrantReportQuerySet":
        """Those of agencies that `user` administers or whose trail they see."""
        return self.filter(agency_id__in=agencies_answerable(user))


def agencies_answerable(user: access.Viewer) -> set[int]:
    """The agencies whose differences concern `user`: administrators and readers of the trail."""
    if not user.is_authenticated or not user.is_active:
        return set()
    administered = Membership.objects.administrators().filter(user_id=user.pk)
    return {
        *access.scope_of(user).agencies.get(Right.VIEW_TRAIL, {}),
        *administered.filter(organisation__kind="government").values_list(
            "organisation_id", flat=True
        ),
    }


class GrantReport(models.Model):
    """The grants of an agency differed: how many and which; kept as it was found."""

    LONGEST: ClassVar[int] = 500

    agency = models.ForeignKey(
        Agency, verbose_name=_("agency"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("found"), default=timezone.now)
    granted = models.PositiveIntegerField(_("given"))
    revoked = models.PositiveIntegerField(_("taken away"))
    changed = models.PositiveIntegerField(_("changed"))
    lines = models.JSONField(_("which"), default=list)

    objects = GrantReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of differences in grants")
        verbose_name_plural = _("reports of differences in grants")
        ordering = ["-made_at", "-id"]
        default_permissions = ()
        indexes = [models.Index(fields=["agency", "-made_at"], name="grant_report_of_agency")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.made_at:%Y-%m-%d %H:%M}"
