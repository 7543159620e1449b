"""A debarment or other sanction, as the competent authority published it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contractors.models.contractor import Contractor, RegisterQuerySet


class Sanction(models.Model):
    """While a debarment runs, no award can go to the contractor."""

    class Kind(models.TextChoices):
        DEBARMENT = "debarment", _("Debarment")
        FINE = "fine", _("Fine")
        WARNING = "warning", _("Warning")

    organisation_path = "contractor__organisation"

    contractor = models.ForeignKey(Contractor, on_delete=models.PROTECT, related_name="sanctions")
    kind = models.CharField(_("sanction"), max_length=10, choices=Kind)
    authority = models.CharField(_("authority"), max_length=300)
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    reason = models.TextField(_("reason"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    lifted_on = models.DateField(_("lifted on"), null=True, blank=True)
    lift_reason = models.TextField(_("why it was lifted"), blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        default_permissions = ()
        ordering = ["contractor", "-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="sanction_dates_ordered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.contractor}"
