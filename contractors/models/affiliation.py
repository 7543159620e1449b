"""A tie between two organisations."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contractors.models.contractor import RegisterQuerySet
from egov_outsource.accounts.models import Organisation


class Affiliation(models.Model):
    """`organisation` and `other` are not independent of each other."""

    class Kind(models.TextChoices):
        CONTROL = "control", _("Control or ownership of 25 % or more")
        PERSON = "person", _("Same responsible person")
        CONTACT = "contact", _("Shared address, contact or device")

    organisation_path = "organisation"

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="affiliations"
    )
    other = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("tie"), max_length=8, choices=Kind)
    source = models.CharField(_("source"), max_length=300)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisation=F("other")), name="affiliation_between_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} - {self.other}"
