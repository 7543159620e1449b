"""An organisation's entry in the contractor register."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import Organisation


class RegisterQuerySet(models.QuerySet):
    """Register entries: government and auditors see all, a contractor its own."""

    organisation_path = "organisation"

    def visible_to(self, user: access.Viewer) -> Self:
        """What `user` may see of the register."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        scope = access.scope_of(user)
        if scope.is_government:
            return self.all()
        noun: Any = self.model
        path = noun.organisation_path
        return self.filter(**{f"{path}__in": list(scope.organisations)})


class Contractor(models.Model):
    """What is known of a contractor beyond its name; sanctions and ratings hang on it."""

    organisation_path = "organisation"

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="contractor"
    )
    legal_representative = models.CharField(_("legal representative"), max_length=150, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    scope = models.TextField(_("business scope"), blank=True)
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = _("contractor")
        verbose_name_plural = _("contractors")
        default_permissions = ()
        ordering = ["organisation__name", "id"]

    def __str__(self) -> str:
        return str(self.organisation)
