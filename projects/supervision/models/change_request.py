"""A proposed change of what was agreed."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.redaction import Protected
from projects.models import ProjectScoped
from projects.models.scoped import Versioned
from projects.rights import Right
from projects.selection.models import Contract


class ChangeRequest(ProjectScoped, Versioned):
    """Proposed by one, assessed by another, decided by a third (SOD-7)."""

    class Kind(models.TextChoices):
        REQUIREMENT = "requirement", _("Requirement")
        TECHNICAL = "technical", _("Technical")
        PRICE = "price", _("Price")
        TIME = "time", _("Time")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ASSESSED = "assessed", _("Assessed")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    visible_by = Right.VIEW_SUPERVISION
    own_path = "organisation"
    commercial = Protected(
        frozenset({"value"}),
        shown_to=(Right.VIEW_PAYMENTS, Right.EDIT_CONTRACT),
        to_own=True,
    )

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="changes", null=True, blank=True
    )
    source_id = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("change"), max_length=1000)
    kind = models.CharField(_("type"), max_length=12, choices=Kind, default=Kind.REQUIREMENT)
    reasons = models.TextField(_("reasons"), blank=True)
    value = models.DecimalField(_("change of price"), max_digits=18, decimal_places=2, default=0)
    days = models.IntegerField(_("change of time in days"), default=0)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("proposed for"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    proposer = models.ForeignKey(
        Organisation,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    opinion = models.TextField(_("supervisor's opinion"), blank=True)
    assessed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    assessed_at = models.DateTimeField(_("assessed"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_reasons = models.TextField(_("reasons of the decision"), blank=True)
    procurement_reference = models.CharField(_("procurement decision"), max_length=300, blank=True)
    implemented_on = models.DateField(_("implemented on"), null=True, blank=True)

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        default_permissions = ()
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="change_number_once"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("assessed_by")),
                name="change_decided_by_a_third",
            ),
            models.CheckConstraint(
                condition=Q(assessed_by__isnull=True) | ~Q(assessed_by=F("proposed_by")),
                name="change_assessed_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "proposed_at"],
                condition=Q(status__in=["proposed", "assessed"]),
                name="change_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"CR-{self.number} {self.title}"[:300]

    def get_absolute_url(self) -> str:
        """The page of the change."""
        return reverse("supervision:change", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.status in {self.Status.PROPOSED, self.Status.ASSESSED}

    @property
    def is_bypass(self) -> bool:
        """Whether it was implemented without, or before, its approval."""
        if self.implemented_on is None:
            return False
        if self.status != self.Status.APPROVED or self.decided_at is None:
            return True
        return self.implemented_on < timezone.localdate(self.decided_at)

    @property
    def currency(self) -> str:
        """The currency of its price: the contract's, without one the project's."""
        return self.contract.currency if self.contract else self.project.currency

    def shows_opinion_to(self, user: access.Viewer) -> bool:
        """Whether `user` may read the opinion: before the decision only who oversees the build."""
        return not self.is_pending or bool(access.may(user, Right.VIEW_SUPERVISION, self))
