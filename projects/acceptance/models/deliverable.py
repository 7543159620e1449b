"""What the contractor owes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation
from projects.models import ProjectScoped
from projects.models.scoped import Versioned
from projects.rights import Right
from projects.selection.models import Contract


class Deliverable(ProjectScoped, Versioned):
    """A thing to be delivered by a date and judged by criteria declared beforehand."""

    class Status(models.TextChoices):
        AWAITED = "awaited", _("Awaited")
        SUBMITTED = "submitted", _("Submitted")
        ACCEPTED = "accepted", _("Accepted")
        CONDITIONAL = "conditional", _("Accepted with conditions")
        REJECTED = "rejected", _("Rejected")

    visible_by = Right.VIEW_ACCEPTANCE
    own_path = "organisation"

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="deliverables", null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("owed by"), on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(_("code"), max_length=40)
    title = models.CharField(_("deliverable"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    due = models.DateField(_("due"))
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.AWAITED)

    class Meta:
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        default_permissions = ()
        ordering = ["project", "due", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="deliverable_code_once"),
        ]
        indexes = [
            models.Index(
                fields=["project"],
                condition=models.Q(status="submitted"),
                name="deliverable_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
