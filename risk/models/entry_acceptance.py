"""The acceptance of a risk of the register."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from projects.models import ProjectScoped
from projects.rights import Right
from risk.models.entry import RiskEntry


class RiskAcceptance(ProjectScoped):
    """Somebody who neither owns nor entered a risk lives with it, with reasons, until a day."""

    visible_by = Right.VIEW_RISK

    entry = models.ForeignKey(RiskEntry, on_delete=models.PROTECT, related_name="acceptances")
    reasons = models.TextField(_("reasons"))
    until = models.DateField(_("until"))
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(_("accepted"), auto_now_add=True)

    class Meta:
        verbose_name = _("acceptance of a risk")
        verbose_name_plural = _("acceptances of risks")
        default_permissions = ()
        ordering = ["entry", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(accepted_by=F("owner")) & ~Q(accepted_by=F("entered_by")),
                name="risk_acceptance_by_another",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.until.isoformat()}"

    def is_over(self, today: date | None = None) -> bool:
        """Whether it has ended."""
        return self.until < (today or timezone.localdate())
