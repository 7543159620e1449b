"""A review of a risk of the register; together they are its history."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from projects.models import ProjectScoped
from projects.rights import Right
from risk.models.entry import SCALE, RiskEntry
from risk.register.levels import Level, level_of


class RiskReview(ProjectScoped):
    """Somebody looked at a risk: how likely and how grave it is on that day."""

    visible_by = Right.VIEW_RISK

    entry = models.ForeignKey(RiskEntry, on_delete=models.PROTECT, related_name="reviews")
    likelihood = models.PositiveSmallIntegerField(_("likelihood"))
    impact = models.PositiveSmallIntegerField(_("impact"))
    note = models.TextField(_("note"), blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(_("reviewed"), auto_now_add=True)

    class Meta:
        verbose_name = _("review of a risk")
        verbose_name_plural = _("reviews of risks")
        default_permissions = ()
        ordering = ["entry", "id"]
        constraints = [models.CheckConstraint(condition=SCALE, name="risk_review_on_the_scale")]

    def __str__(self) -> str:
        return f"{self.likelihood}×{self.impact}"

    @property
    def level(self) -> Level:
        """Where it stood in the matrix."""
        return level_of(self.likelihood, self.impact)
