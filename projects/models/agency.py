"""A government organisation in its role as an owner of projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation
from projects.rights import Right


class AgencyManager(models.Manager["Agency"]):
    """Government organisations only."""

    def get_queryset(self) -> models.QuerySet["Agency"]:
        """Organisations of the kind government."""
        return super().get_queryset().filter(kind=Organisation.Kind.GOVERNMENT)


class Agency(Organisation):
    """The container of an agency's projects, on which government people hold their rights."""

    objects = AgencyManager()

    class Meta:
        proxy = True
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        default_permissions = ()
        permissions = [(right.value, right.value) for right in Right]
