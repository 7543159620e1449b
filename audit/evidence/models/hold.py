"""An order to keep evidence, whatever its age."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.evidence.models.document import Document
from egov_outsource.accounts.models import User
from projects.models import ProjectScoped
from projects.rights import Right


class Hold(ProjectScoped):
    """A legal hold on one document, or on all of a project when it names none.

    As long as it stands nothing under it is disposed of. Who placed it need not release it; both
    give their reasons.
    """

    visible_by: ClassVar[Right] = Right.VIEW_EVIDENCE

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="holds", null=True, blank=True
    )
    reason = models.TextField(_("reason"), max_length=2000)
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(_("placed"), auto_now_add=True)
    released_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    release_reason = models.TextField(_("reason of the release"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        default_permissions = ()
        ordering = ["-placed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True, release_reason="")
                | (Q(released_at__isnull=False, released_by__isnull=False) & ~Q(release_reason="")),
                name="hold_released_by_somebody_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.document.title if self.document else self.project.title

    def get_absolute_url(self) -> str:
        """Where it is shown: the page of the document, or the records of the project."""
        if self.document_id:
            return reverse("evidence:detail", args=[self.document_id])
        return reverse("evidence:records", args=[self.project_id])
