"""A dated promise of the plan or the contract."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models import ProjectScoped
from projects.models.scoped import Versioned
from projects.rights import Right
from projects.selection.models import Contract


class Milestone(ProjectScoped, Versioned):
    """Due on a date, met when somebody independent says so."""

    class Kind(models.TextChoices):
        """What is promised, as people choose it here; imported rows keep their own word."""

        BUILD = "build", _("Build")
        TRIAL = "trial", _("Trial run")
        OPERATION = "operation", _("Operation")

    class Status(models.TextChoices):
        """OCDS milestone status; what was dropped by an approved change is descoped."""

        SCHEDULED = "scheduled", _("Scheduled")
        MET = "met", _("Met")
        PARTIALLY_MET = "partiallyMet", _("Partially met")
        NOT_MET = "notMet", _("Not met")
        DESCOPED = "descoped", _("Descoped")

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
    descoped_by = models.ForeignKey(
        "supervision.ChangeRequest",
        verbose_name=_("dropped by the change"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
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
            models.CheckConstraint(
                condition=Q(status="descoped", descoped_by__isnull=False)
                | ~Q(status="descoped") & Q(descoped_by__isnull=True),
                name="milestone_descoped_by_a_change",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due", "id"],
                condition=Q(status__in=["scheduled", "partiallyMet", "notMet"]),
                name="milestone_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"[:300]

    def get_absolute_url(self) -> str:
        """The page of the milestone."""
        return reverse("supervision:milestone", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it is still to be met."""
        return self.status not in {self.Status.MET, self.Status.DESCOPED}

    @property
    def days_late(self) -> int:
        """Days between the due date and its meeting, or today while it is open; never negative."""
        if self.due is None or self.status == self.Status.DESCOPED:
            return 0
        until = self.met_on or (timezone.localdate() if self.is_open else self.due)
        return max((until - self.due).days, 0)

    @property
    def kind_label(self) -> str:
        """The kind in words; an imported word as it came."""
        return str(dict(self.Kind.choices).get(self.kind, self.kind))
