"""A proposal to remove the content of a document whose retention has ended."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.evidence.models.document import Document
from egov_outsource.accounts.models import User
from projects.models import ProjectScoped
from projects.rights import Right


class Disposal(ProjectScoped):
    """One person proposes it, another decides; row and digest of the document stay for ever."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("carried out")
        DECLINED = "declined", _("declined")

    visible_by: ClassVar[Right] = Right.VIEW_EVIDENCE

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="disposals")
    reason = models.TextField(_("reason"), max_length=2000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("disposal")
        verbose_name_plural = _("disposals")
        default_permissions = ()
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="disposal_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | (
                    Q(state__in=["approved", "declined"], decided_at__isnull=False)
                    & Q(decided_by__isnull=False)
                    & ~Q(decided_by=F("proposed_by"))
                ),
                name="disposal_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=~Q(state="declined"),
                name="disposal_once_per_document",
            ),
        ]

    def __str__(self) -> str:
        return self.document.title

    def get_absolute_url(self) -> str:
        """The page of the document."""
        return reverse("evidence:detail", args=[self.document_id])
