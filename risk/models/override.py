"""Another band beside the computed one: asked for, set by somebody else, for a while."""

from datetime import timedelta
from typing import Any, ClassVar, Self

import numpy as np
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import CombinedExpression, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from projects.models import ProjectScoped
from projects.models.scoped import ScopedQuerySet, Versioned
from projects.rights import Right
from risk.models.result import BAND_CODES
from risk.scoring import DEFAULT_MODEL
from risk.scoring.bands import Band, plain_bands

LONGEST_DAYS = 30
LATEST = CombinedExpression(
    F("begins_on"), "+", Value(LONGEST_DAYS), output_field=models.DateField()
)


class RiskOverrideQuerySet(ScopedQuerySet):
    """Overrides; they end by themselves."""

    def in_force(self) -> Self:
        """Those that stand beside the computed score today."""
        today = timezone.localdate()
        return self.filter(status="set", begins_on__lte=today, ends_on__gte=today)


class RiskOverride(ProjectScoped, Versioned):
    """Never replaces the computed score. `answerable` is who answered for the project when it
    was set: neither they nor who asked set it."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked for")
        SET = "set", _("Set")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    visible_by = Right.VIEW_RISK

    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.ASKED)
    score = models.FloatField(_("score"))
    computed = models.FloatField(_("computed score then"))
    reasons = models.TextField(_("why another score"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decision_reasons = models.TextField(_("reasons of the decision"), blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answerable = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    begins_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_reasons = models.TextField(_("why it was withdrawn"), blank=True)

    objects: ClassVar[Any] = RiskOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("override")
        verbose_name_plural = _("overrides")
        default_permissions = ()
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(score__range=(0, 100)) & Q(computed__range=(0, 100)),
                name="risk_override_is_a_score",
            ),
            models.CheckConstraint(
                condition=Q(begins_on__isnull=True, ends_on__isnull=True)
                | Q(ends_on__gte=F("begins_on"), ends_on__lte=LATEST),
                name="risk_override_at_most_30_days",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=F("asked_by"))
                & (Q(answerable__isnull=True) | ~Q(decided_by=F("answerable"))),
                name="risk_override_set_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status="set")
                | Q(decided_by__isnull=False, begins_on__isnull=False, ends_on__isnull=False),
                name="risk_override_set_has_its_days",
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(status="asked"),
                name="risk_override_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score:.1f}"

    @property
    def band(self) -> Band:
        """The band of the score, by the borders of the model of the result beside it."""
        result = getattr(self.project, "risk_result", None)
        model = result.model.as_model() if result else DEFAULT_MODEL
        return Band(int(plain_bands(np.array([self.score]), model)[0]))

    @property
    def band_code(self) -> str:
        """The band as a stable word."""
        return BAND_CODES[self.band]

    @property
    def is_in_force(self) -> bool:
        """Whether it stands beside the computed score today."""
        if self.status != self.Status.SET or self.begins_on is None or self.ends_on is None:
            return False
        return self.begins_on <= timezone.localdate() <= self.ends_on

    @property
    def is_over(self) -> bool:
        """Whether it ended by itself."""
        is_set = self.status == self.Status.SET
        return is_set and self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def latest_end(self) -> Any:
        """The last day that it may have, were it set today."""
        return timezone.localdate() + timedelta(days=LONGEST_DAYS)
