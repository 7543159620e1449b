"""The contract and what it says about ownership."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation, User
from egov_outsource.redaction import Protected
from projects.models import ProjectScoped
from projects.models.scoped import Versioned
from projects.rights import Right
from projects.selection.clauses import CLAUSES
from projects.selection.models.award import Award


class Contract(ProjectScoped, Versioned):
    """What government and a contractor agreed; in effect from signature by both."""

    class Status(models.TextChoices):
        """OCDS contract status; pending is a draft."""

        PENDING = "pending", _("Draft")
        ACTIVE = "active", _("In effect")
        TERMINATED = "terminated", _("Ended")
        CANCELLED = "cancelled", _("Cancelled")

    visible_by = Right.VIEW_CONTRACT
    own_path = "contractor"
    commercial = Protected(
        frozenset({"value", "build_value", "advance_cap", "value_reason"}),
        shown_to=(Right.VIEW_PAYMENTS, Right.EDIT_CONTRACT),
        to_own=True,
    )

    award = models.ForeignKey(
        Award, on_delete=models.PROTECT, related_name="contracts", null=True, blank=True
    )
    contractor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contracts", null=True, blank=True
    )
    source_id = models.CharField(max_length=200, blank=True)
    reference = models.CharField(_("reference"), max_length=200)
    title = models.CharField(_("title"), max_length=1000)
    title_zh = models.CharField(_("title in Chinese"), max_length=1000, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    build_value = models.DecimalField(
        _("of which build"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    advance_cap = models.DecimalField(
        _("share that may be paid before acceptance"),
        max_digits=4,
        decimal_places=3,
        null=True,
        blank=True,
    )
    start_date = models.DateField(_("start"), null=True, blank=True)
    end_date = models.DateField(_("end"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    signed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    acknowledged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    value_reason = models.TextField(_("why the value differs from the award"), blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.TextField(_("why it ended"), blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        default_permissions = ()
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "reference"], name="contract_reference_once_per_project"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="contract_value_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("created_by")),
                name="contract_signed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                name="contract_dates_ordered",
            ),
            models.CheckConstraint(
                condition=Q(advance_cap__isnull=True) | Q(advance_cap__range=(0, 1)),
                name="contract_advance_cap_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"[:300]

    def get_absolute_url(self) -> str:
        """The page of the contract."""
        return reverse("selection:contract", args=[self.pk])

    @property
    def label(self) -> str:
        """The title in the reader's language, where it is known."""
        if (get_language() or "en").startswith("zh") and self.title_zh:
            return self.title_zh
        return self.title


class OwnershipClause(ProjectScoped, Versioned):
    """One of the 12 clauses that keep government the owner; catalogue in `selection.clauses`."""

    visible_by = Right.VIEW_CONTRACT
    own_path = "contract__contractor"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="clauses")
    code = models.CharField(_("clause"), max_length=30)
    is_present = models.BooleanField(_("in the contract"), default=False)
    position = models.CharField(_("where"), max_length=100, blank=True)
    text = models.TextField(_("wording"), blank=True)
    written_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reviewed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)

    class Meta:
        verbose_name = _("ownership clause")
        verbose_name_plural = _("ownership clauses")
        default_permissions = ()
        ordering = ["contract", "id"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "code"], name="ownership_clause_once"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True)
                | Q(written_by__isnull=True)
                | ~Q(reviewed_by=F("written_by")),
                name="ownership_clause_reviewed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def label(self) -> str:
        """What it is about and where it stands, as people say it."""
        named = str(CLAUSES[self.code].label) if self.code in CLAUSES else self.code
        return f"{named} ({self.position})" if self.position else named

    def get_absolute_url(self) -> str:
        """The contract that it is part of."""
        return self.contract.get_absolute_url()

    @property
    def is_secured(self) -> bool:
        """Whether it stands in the contract and another person has read it."""
        return self.is_present and self.reviewed_by_id is not None
