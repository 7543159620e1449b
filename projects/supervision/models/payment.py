"""Money that was claimed, certified, approved and paid."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation, User
from egov_outsource.redaction import Protected
from projects.models import ProjectScoped
from projects.models.scoped import Versioned
from projects.rights import Right
from projects.selection.models import Contract


class Payment(ProjectScoped, Versioned):
    """Claimed by the contractor, certified by the supervisor, approved by government (SOD-6)."""

    class Status(models.TextChoices):
        CLAIMED = "claimed", _("Claimed")
        CERTIFIED = "certified", _("Certified")
        APPROVED = "approved", _("Approved")
        PAID = "paid", _("Paid")
        REFUSED = "refused", _("Refused")

    visible_by = Right.VIEW_PAYMENTS
    own_path = "payee"
    commercial = Protected(frozenset({"amount"}), shown_to=(Right.VIEW_PAYMENTS,), to_own=True)

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="payments", null=True, blank=True
    )
    source_id = models.CharField(max_length=200, blank=True)
    payee = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    purpose = models.CharField(_("for"), max_length=500, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.CLAIMED)
    claimed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    certified_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    certified_at = models.DateTimeField(_("certified"), null=True, blank=True)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    refused_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        default_permissions = ()
        ordering = ["project", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0) | ~Q(source_id=""), name="payment_amount_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(certified_by__isnull=True) | ~Q(certified_by=F("claimed_by")),
                name="payment_certified_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | ~Q(approved_by=F("claimed_by")) & ~Q(approved_by=F("certified_by")),
                name="payment_approved_by_a_third",
            ),
            models.CheckConstraint(
                condition=Q(refused_by__isnull=True) | ~Q(refused_by=F("claimed_by")),
                name="payment_refused_by_another",
            ),
            models.UniqueConstraint(
                fields=["project", "source_id"],
                condition=~Q(source_id=""),
                name="payment_source_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount:,.2f} {self.currency}"

    def get_absolute_url(self) -> str:
        """The page of the payment."""
        return reverse("supervision:payment", args=[self.pk])
