"""A certificate with an end."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contractors.models.contractor import Contractor, RegisterQuerySet


class Qualification(models.Model):
    """What a contractor is certified for, by whom, until when."""

    organisation_path = "contractor__organisation"

    contractor = models.ForeignKey(
        Contractor, on_delete=models.PROTECT, related_name="qualifications"
    )
    title = models.CharField(_("qualification"), max_length=300)
    number = models.CharField(_("certificate number"), max_length=100, blank=True)
    issuer = models.CharField(_("issued by"), max_length=300)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("why it was withdrawn"), blank=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        default_permissions = ()
        ordering = ["contractor", "expires_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="qualification_dates_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.title
