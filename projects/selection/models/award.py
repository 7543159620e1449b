"""The decision who gets the contract."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation, User
from egov_outsource.redaction import Protected
from projects.models import ProjectScoped
from projects.rights import Right
from projects.selection.models.bid import Bid
from projects.selection.models.tender import Tender


class Award(ProjectScoped):
    """One supplier wins, for a value, with reasons."""

    class Status(models.TextChoices):
        """OCDS award status."""

        PENDING = "pending", _("Pending")
        ACTIVE = "active", _("Active")
        CANCELLED = "cancelled", _("Cancelled")
        UNSUCCESSFUL = "unsuccessful", _("Unsuccessful")

    visible_by = Right.VIEW_SELECTION
    own_path = "supplier"
    commercial = Protected(
        frozenset({"value"}), shown_to=(Right.VIEW_BIDS, Right.EDIT_CONTRACT), to_own=True
    )

    tender = models.ForeignKey(
        Tender, on_delete=models.PROTECT, related_name="awards", null=True, blank=True
    )
    bid = models.ForeignKey(
        Bid, on_delete=models.PROTECT, related_name="awards", null=True, blank=True
    )
    supplier = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="awards", null=True, blank=True
    )
    source_id = models.CharField(max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=1000, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.ACTIVE)
    reasons = models.TextField(_("reasons"), blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        default_permissions = ()
        ordering = ["project", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0), name="award_value_not_negative"
            ),
            models.UniqueConstraint(
                fields=["tender"],
                condition=Q(status="active", source_id=""),
                name="award_one_active_per_tender",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.supplier}"
