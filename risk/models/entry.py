"""The risk register: a scenario, how likely and how grave it is, who answers for it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from projects.models import ProjectScoped
from projects.models.scoped import Versioned
from projects.rights import Right
from projects.supervision.models import Finding
from risk.register.levels import Level, level_of

SCALE = Q(likelihood__range=(1, 5)) & Q(impact__range=(1, 5))


class RiskEntry(ProjectScoped, Versioned):
    """One risk of a project: cause → event → consequence. Likelihood and impact are those of the
    last review, `first_…` those it was entered with, before any treatment."""

    class Status(models.TextChoices):
        OPEN = "open", _("Not treated yet")
        TREATED = "treated", _("Treated")
        ACCEPTED = "accepted", _("Accepted")
        CLOSED = "closed", _("Closed")

    visible_by = Right.VIEW_RISK

    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("risk"), max_length=300)
    cause = models.TextField(_("cause"))
    event = models.TextField(_("event"))
    consequence = models.TextField(_("consequence"))
    first_likelihood = models.PositiveSmallIntegerField(_("likelihood at first"))
    first_impact = models.PositiveSmallIntegerField(_("impact at first"))
    likelihood = models.PositiveSmallIntegerField(_("likelihood"))
    impact = models.PositiveSmallIntegerField(_("impact"))
    codes = ArrayField(
        models.CharField(max_length=10), verbose_name=_("indicators"), default=list, blank=True
    )
    finding = models.ForeignKey(
        Finding,
        verbose_name=_("finding"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    owner = models.ForeignKey(
        User, verbose_name=_("risk owner"), on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.OPEN)
    review_on = models.DateField(_("next review"))
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    closing_reasons = models.TextField(_("why it was closed"), blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        verbose_name = _("risk entry")
        verbose_name_plural = _("risk entries")
        default_permissions = ()
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="risk_entry_number_once"),
            models.CheckConstraint(
                condition=SCALE & Q(first_likelihood__range=(1, 5)) & Q(first_impact__range=(1, 5)),
                name="risk_entry_on_the_scale",
            ),
            models.CheckConstraint(
                condition=Q(codes__len__lte=20), name="risk_entry_few_indicators"
            ),
        ]
        indexes = [
            models.Index(
                fields=["review_on"], condition=~Q(status="closed"), name="risk_entry_to_review"
            )
        ]

    def __str__(self) -> str:
        return f"R-{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """The page of the entry."""
        return reverse("risk:entry", args=[self.pk])

    @property
    def level(self) -> Level:
        """Where it stands in the matrix now."""
        return level_of(self.likelihood, self.impact)

    @property
    def first_level(self) -> Level:
        """Where it stood when it was entered."""
        return level_of(self.first_likelihood, self.first_impact)

    @property
    def is_overdue(self) -> bool:
        """Whether its review is due."""
        return self.status != self.Status.CLOSED and self.review_on <= timezone.localdate()
