"""A dated promise of the plan or the contract."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models import ProjectScoped
from projects.models.scoped import Versioned
from projects.rights import Right
from projects.selection.models import Contract


class Milestone(ProjectScoped, Versioned):
    """Due on a date, met when somebody independent says so."""

    class Status(models.TextChoices):
        """OCDS milestone status."""

        SCHEDULED = "scheduled", _("Scheduled")
        MET = "met", _("Met")
        PARTIALLY_MET = "partiallyMet", _("Partially met")
        NOT_MET = "notMet", _("Not met")

    visible_by = Right.VIEW_SUPERVISION
    own_path = "contract__contractor"

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="milestones", null=True, blank=True
    )
    source_id = models.CharField(max_length=200, blank=True)
    code = models.CharField(_("code"), max_length=60)
    title = models.CharField(_("milestone"), max_length=1000)
    kind = models.CharField(_("type"), max_length=40, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    weight = models.DecimalField(_("weight"), max_digits=6, decimal_places=2, default=1)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.SCHEDULED)
    met_on = models.DateField(_("met on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        default_permissions = ()
        ordering = ["project", "due", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="milestone_code_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="milestone_weight_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"[:300]
