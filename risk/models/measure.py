"""A measure against a risk of the register."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from projects.models import ProjectScoped
from projects.rights import Right
from risk.models.entry import RiskEntry


class RiskMeasure(ProjectScoped):
    """What is done against a risk, by whom, until when."""

    visible_by = Right.VIEW_RISK

    entry = models.ForeignKey(RiskEntry, on_delete=models.PROTECT, related_name="measures")
    text = models.TextField(_("what is to be done"))
    owner = models.ForeignKey(
        User, verbose_name=_("who does it"), on_delete=models.PROTECT, related_name="+"
    )
    due = models.DateField(_("due"))
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(auto_now_add=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    note = models.TextField(_("what was done"), blank=True)

    class Meta:
        verbose_name = _("measure against a risk")
        verbose_name_plural = _("measures against risks")
        default_permissions = ()
        ordering = ["entry", "due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="risk_measure_done_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.text[:100]

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been done before today."""
        return self.done_on is None and self.due < timezone.localdate()
