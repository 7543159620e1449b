"""The decision log: every decision names the control right that it exercised."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation
from projects.models.allocation import Allocation
from projects.models.scoped import ProjectScoped
from projects.rights import DECISION_POINTS, DecisionPoint, Right

# outcomes as deciding actions write them, in words; others speak for themselves
OUTCOMES = {
    "accepted": _("Accepted"),
    "approved": _("Approved"),
    "assessment": _("Security assessor"),
    "audit": _("Auditor"),
    "awarded": _("Awarded"),
    "cancelled": _("Cancelled"),
    "certified": _("Certified"),
    "conditional": _("Accepted with conditions"),
    "consented": _("Consented"),
    "consultancy": _("Consultant"),
    "cured": _("Cured"),
    "damages": _("Liquidated damages"),
    "ended": _("Ended"),
    "met": _("Met"),
    "notMet": _("Not met"),
    "paid": _("Paid"),
    "reviewed": _("Confirmed"),
    "declared": _("Declared"),
    "not_applicable": _("Not applicable"),
    "partiallyMet": _("Partially met"),
    "passed": _("Passed"),
    "price_reduction": _("Price reduction"),
    "published": _("Published"),
    "refused": _("Refused"),
    "rejected": _("Rejected"),
    "reopened": _("Reopened"),
    "returned": _("Returned"),
    "service_credit": _("Service credit"),
    "signed": _("Signed"),
    "step_in": _("Step-in"),
    "supervision": _("Supervisor"),
    "suspension": _("Suspension"),
    "termination": _("Termination"),
    "waived": _("Waived"),
    "waiver": _("Reasoned waiver"),
}


class Decision(ProjectScoped):
    """Somebody decided something, for an organisation, by one of the 30 decision points."""

    visible_by = Right.VIEW_ALLOCATION

    point = models.CharField(_("decision point"), max_length=2)
    event = models.CharField(_("decision"), max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    subject_name = models.CharField(_("about"), max_length=500)
    outcome = models.CharField(_("outcome"), max_length=40, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("standing in for"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("for"), on_delete=models.PROTECT, related_name="+"
    )
    holder = models.CharField(_("holder"), max_length=1, choices=Allocation.HolderKind)
    is_as_declared = models.BooleanField(_("as declared"))
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)
    # when the decider first opened what was decided on; unknown for machines and old entries
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at", "-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(acting_for__isnull=True) | ~Q(acting_for=F("decided_by")),
                name="decision_for_another",
            ),
        ]
        indexes = [models.Index(fields=["project", "-decided_at"], name="decision_of_project")]

    def __str__(self) -> str:
        return f"{self.point} {self.subject_name}"

    @property
    def decision_point(self) -> DecisionPoint:
        """The control right that was exercised."""
        return DECISION_POINTS[self.point]

    @property
    def outcome_label(self) -> str:
        """The outcome in words, where it is a code; an amount with its thousands apart."""
        if self.outcome in OUTCOMES:
            return str(OUTCOMES[self.outcome])
        return f"{int(self.outcome):,}" if self.outcome.isdecimal() else self.outcome
