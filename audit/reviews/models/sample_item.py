"""One row of a sample, and what looking at it showed."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.reviews.models.own import AuditorsOwn
from audit.reviews.models.sample import Sample
from audit.reviews.models.workpaper import Workpaper
from egov_outsource.accounts.models import User
from projects.models.scoped import Versioned


class SampleItem(AuditorsOwn, Versioned):
    """Drawn by the sample; tested by an auditor, with or without an exception."""

    class Status(models.TextChoices):
        PENDING = "pending", _("To be tested")
        TESTED = "tested", _("Tested, no exception")
        EXCEPTION = "exception", _("Exception")
        MISSING = "missing", _("Could not be tested")

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField(_("position"))
    # the key of a payment or of a decision, as the sample's population says
    key = models.BigIntegerField(_("record"))
    name = models.CharField(_("record"), max_length=500)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2)
    stratum = models.PositiveSmallIntegerField(_("stratum"), null=True, blank=True)
    hits = models.PositiveIntegerField(_("hits"), default=1)
    status = models.CharField(_("result"), max_length=9, choices=Status, default=Status.PENDING)
    note = models.TextField(_("note"), blank=True)
    workpaper = models.ForeignKey(
        Workpaper,
        verbose_name=_("working paper"),
        on_delete=models.PROTECT,
        related_name="items",
        null=True,
        blank=True,
    )
    tested_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    tested_at = models.DateTimeField(_("tested"), null=True, blank=True)

    class Meta:
        verbose_name = _("sample item")
        verbose_name_plural = _("sample items")
        default_permissions = ()
        ordering = ["sample", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "key"], name="sample_item_once"),
            models.CheckConstraint(
                condition=Q(status="pending") | Q(tested_by__isnull=False, tested_at__isnull=False),
                name="sample_item_tested_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["exception", "missing"]) | ~Q(note=""),
                name="sample_item_exception_has_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"S-{self.sample.number}.{self.position}"

    def get_absolute_url(self) -> str:
        """The page of its sample."""
        return reverse("reviews:sample", args=[self.sample_id])
