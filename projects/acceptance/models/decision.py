"""Accept, accept with conditions, or reject."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from projects.acceptance.models.submission import Submission
from projects.models import ProjectScoped
from projects.models.scoped import Versioned
from projects.rights import Right


class AcceptanceDecision(ProjectScoped):
    """The owner's decision about one submission; never by silence."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        CONDITIONAL = "conditional", _("Accepted with conditions")
        REJECTED = "rejected", _("Rejected")

    visible_by = Right.VIEW_ACCEPTANCE
    own_path = "submission__deliverable__organisation"

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    reasons = models.TextField(_("reasons"))
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)

    class Meta:
        verbose_name = _("acceptance decision")
        verbose_name_plural = _("acceptance decisions")
        default_permissions = ()
        ordering = ["project", "-id"]

    def __str__(self) -> str:
        return f"{self.submission}: {self.get_outcome_display()}"


class Condition(ProjectScoped, Versioned):
    """What must still be done, by when, with what withheld until then."""

    visible_by = Right.VIEW_ACCEPTANCE
    own_path = "decision__submission__deliverable__organisation"

    decision = models.ForeignKey(
        AcceptanceDecision, on_delete=models.PROTECT, related_name="conditions"
    )
    text = models.TextField(_("condition"))
    due = models.DateField(_("due"))
    withheld = models.DecimalField(_("withheld amount"), max_digits=18, decimal_places=2, default=0)
    met_on = models.DateField(_("met on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        default_permissions = ()
        ordering = ["decision", "due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withheld__gte=0), name="condition_withheld_not_negative"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due", "id"], condition=Q(met_on__isnull=True), name="condition_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:120]
