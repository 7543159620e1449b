"""Who owes what by when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation, User
from projects.models import ProjectScoped
from projects.models.scoped import Versioned
from projects.rights import Right
from projects.selection.models import Contract


class Obligation(ProjectScoped, Versioned):
    """A clause taken apart: party, duty, measure, evidence, due date and remedy."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Pending")
        MET = "met", _("Fulfilled")
        LATE = "late", _("Fulfilled late")
        BREACHED = "breached", _("Breached")
        WAIVED = "waived", _("Waived")

    visible_by = Right.VIEW_PROSECUTION
    own_path = "party"

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="obligations", null=True, blank=True
    )
    number = models.PositiveIntegerField(_("number"))
    party = models.ForeignKey(
        Organisation, verbose_name=_("who owes it"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("obligation"), max_length=300)
    measure = models.CharField(_("measure"), max_length=500, blank=True)
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)
    remedy = models.CharField(_("remedy"), max_length=500, blank=True)
    clause = models.CharField(_("clause"), max_length=100, blank=True)
    due = models.DateField(_("due"))
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.PENDING)
    met_on = models.DateField(_("met on"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    settled_note = models.TextField(_("note"), blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        default_permissions = ()
        ordering = ["project", "due", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="obligation_number_once"),
        ]

    def __str__(self) -> str:
        return f"O-{self.number} {self.title}"
