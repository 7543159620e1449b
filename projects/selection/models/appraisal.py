"""Self-build or outsource: alternatives, their scores and the decision."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from projects.models import Project, ProjectScoped
from projects.models.scoped import Versioned
from projects.rights import Right


class Alternative(ProjectScoped, Versioned):
    """A way to run the project, to be compared with the others."""

    visible_by = Right.VIEW_SELECTION

    mode = models.CharField(
        _("operation mode"), max_length=12, choices=[c for c in Project.Mode.choices if c[0]]
    )
    title = models.CharField(_("alternative"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    whole_life_cost = models.DecimalField(
        _("whole-life cost"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("alternative")
        verbose_name_plural = _("alternatives")
        default_permissions = ()
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "title"], name="alternative_once"),
        ]

    def __str__(self) -> str:
        return self.title


class AlternativeScore(ProjectScoped):
    """How one alternative does on one criterion (c1 to c6), 0 to 10, as a judge sees it."""

    visible_by = Right.VIEW_SELECTION

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="scores")
    criterion = models.CharField(_("criterion"), max_length=2)
    judge = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    score = models.DecimalField(
        _("score"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("score of an alternative")
        verbose_name_plural = _("scores of alternatives")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["alternative", "criterion", "judge"], name="alternative_score_once"
            ),
            models.CheckConstraint(
                condition=models.Q(score__gte=0, score__lte=10), name="alternative_score_0_to_10"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.score}"


class ModeDecision(ProjectScoped, Versioned):
    """Which alternative was chosen and why: proposed by one person, decided by another."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")

    visible_by = Right.VIEW_SELECTION

    alternative = models.ForeignKey(Alternative, on_delete=models.PROTECT, related_name="+")
    reasons = models.TextField(_("reasons"))
    market_suppliers = models.PositiveSmallIntegerField(
        _("qualified independent suppliers found"), null=True, blank=True
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    ranking = models.JSONField(_("ranking"), default=dict)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_note = models.TextField(_("note of the decider"), blank=True)

    class Meta:
        verbose_name = _("mode decision")
        verbose_name_plural = _("mode decisions")
        default_permissions = ()
        ordering = ["project", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("proposed_by")),
                name="mode_decision_by_another",
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(status="approved"),
                name="mode_decision_one_approved",
            ),
        ]

    def __str__(self) -> str:
        return str(self.alternative)

    @property
    def is_deviating(self) -> bool:
        """Whether another alternative ranked higher when this one was proposed."""
        ranks = {row["alternative"]: row["rank"] for row in self.ranking.get("rows", [])}
        return bool(ranks.get(self.alternative_id, 1) != 1)
