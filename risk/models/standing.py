"""How control rights stood in an agency at the end of a month."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import Organisation
from projects.rights import Right


class AgencyStandingQuerySet(models.QuerySet["AgencyStanding"]):
    """Standings, for those who see the risk of all projects of the agency."""

    def visible_to(self, user: access.Viewer) -> Self:
        """Those of agencies all of whose risks `user` sees; one project is not enough."""
        return self.filter(agency__in=list(access.scope_of(user).agencies.get(Right.VIEW_RISK, {})))


class AgencyStanding(models.Model):
    """Means over the live projects of the agency, and of how many; NaN where nothing is measured.

    Made every night, for portfolios too large to be computed from their history while a reader
    waits. The row of the running month is replaced until the month is over.
    """

    agency = models.ForeignKey(
        Organisation, verbose_name=_("agency"), on_delete=models.CASCADE, related_name="+"
    )
    month = models.DateField(_("month"))
    as_of = models.DateField(_("as of"))
    crmi = models.FloatField(_("mean CRMI"))
    frg = models.FloatField(_("mean FRG"))
    declared = models.PositiveIntegerField(_("projects with CRMI"))
    decided = models.PositiveIntegerField(_("projects with FRG"))
    computed_at = models.DateTimeField(_("computed"))

    objects = AgencyStandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("control rights of an agency")
        verbose_name_plural = _("control rights of agencies")
        default_permissions = ()
        ordering = ["agency", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "month"], name="agency_standing_once_a_month"
            ),
            models.CheckConstraint(
                condition=Q(month__day=1, as_of__gte=models.F("month")),
                name="standing_within_its_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.month.isoformat()}"
