"""A government organisation in its role as an owner of projects."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import Organisation
from projects.rights import Right


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Agencies, by the rights held on them."""

    def holding(self, user: access.Viewer, right: Right) -> Self:
        """Those on whose projects `user` holds `right`."""
        return self.filter(pk__in=list(access.scope_of(user).agencies.get(right, {})))

    def visible_to(self, user: access.Viewer) -> Self:
        """Those whose projects `user` may see."""
        return self.holding(user, Right.VIEW)


class AgencyManager(models.Manager.from_queryset(AgencyQuerySet)):  # type: ignore[misc]
    """Government organisations only."""

    def get_queryset(self) -> AgencyQuerySet:
        """Organisations of the kind government."""
        rows: AgencyQuerySet = super().get_queryset()
        return rows.filter(kind=Organisation.Kind.GOVERNMENT)


class Agency(Organisation):
    """The container of an agency's projects, on which government people hold their rights."""

    objects: ClassVar[Any] = AgencyManager()

    class Meta:
        proxy = True
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        default_permissions = ()
        permissions = [(right.value, right.value) for right in Right]
