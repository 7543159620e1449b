"""What auditors keep for themselves."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import Organisation
from projects.models import ProjectScoped, ScopedQuerySet
from projects.rights import Right


class OwnQuerySet(ScopedQuerySet):
    """Rows of the auditors: the audited never meet them, not even as a number."""

    def visible_to(self, user: access.Viewer) -> Self:
        """Those of one's own audit organisation, while its engagement lasts."""
        mine = list(access.scope_of(user).organisations)
        return super().visible_to(user).filter(organisation_id__in=mine)


class AuditorsOwn(ProjectScoped):
    """Belongs to the organisation that audits; every entry about it is sealed."""

    visible_by = Right.VIEW_REVIEWS
    is_sealed = True

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("kept by"), on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[Any] = OwnQuerySet.as_manager()

    class Meta:
        abstract = True
