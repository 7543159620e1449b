"""A right that a person holds on an agency or a project, on whose behalf and how long.

The rows are guardian's direct-foreign-key permissions. They are derived, never typed in:
`projects.grants` computes them from memberships and engagements, `egov_outsource.access` reads
them, and a database trigger refuses any that would let a right reserved to government leave it.
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from egov_outsource.accounts.models import Organisation
from projects.models.agency import Agency
from projects.models.project import Project


class _Dated(UserObjectPermissionBase):
    """On whose behalf, why and how long."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    basis = models.CharField(_("basis"), max_length=60)
    valid_from = models.DateTimeField(_("valid from"), default=timezone.now)
    valid_to = models.DateTimeField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.user_id} {self.permission_id} {self.basis}"


class AgencyGrant(_Dated):
    """A right on every project of an agency."""

    content_object = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="grants")

    class Meta:
        verbose_name = _("grant on an agency")
        verbose_name_plural = _("grants on agencies")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "permission", "content_object", "basis"], name="agency_grant_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="agency_grant_dates_ordered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "permission", "organisation", "basis"],
                include=["content_object", "valid_from", "valid_to"],
                name="agency_grant_scope",
            ),
        ]


class ProjectGrant(_Dated):
    """A right on one project."""

    content_object = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="grants")

    class Meta:
        verbose_name = _("grant on a project")
        verbose_name_plural = _("grants on projects")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "permission", "content_object", "basis"], name="project_grant_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="project_grant_dates_ordered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "permission", "organisation", "basis"],
                include=["content_object", "valid_from", "valid_to"],
                name="project_grant_scope",
            ),
        ]
