"""A broken obligation, the notice of it, the answer and what was decided."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from projects.models import ProjectScoped
from projects.models.scoped import Versioned
from projects.prosecution.models.obligation import Obligation
from projects.rights import Right


class Breach(ProjectScoped, Versioned):
    """Opened by an officer, noticed with a time to cure, answered, and ended by a decision."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        NOTICED = "noticed", _("Notice given")
        ANSWERED = "answered", _("Answered")
        DECIDED = "decided", _("Decided")

    visible_by = Right.VIEW_PROSECUTION
    own_path = "obligation__party"

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="breaches")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("what happened"))
    discovered_on = models.DateField(_("discovered on"))
    decide_by = models.DateField(_("decision due"))
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.OPEN)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    notice = models.TextField(_("notice"), blank=True)
    noticed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    noticed_at = models.DateTimeField(_("notice given"), null=True, blank=True)
    cure_by = models.DateField(_("to be cured by"), null=True, blank=True)
    response = models.TextField(_("response"), blank=True)
    responded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    responded_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("breach")
        verbose_name_plural = _("breaches")
        default_permissions = ()
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="breach_number_once"),
        ]
        indexes = [models.Index(fields=["status", "decide_by", "id"], name="breach_waiting")]

    def __str__(self) -> str:
        return f"B-{self.number} {self.obligation.title}"


class Remedy(ProjectScoped):
    """How a breach ends: every breach gets one, a waiver with reasons included."""

    class Kind(models.TextChoices):
        CURED = "cured", _("Cured")
        SERVICE_CREDIT = "service_credit", _("Service credit")
        DAMAGES = "damages", _("Liquidated damages")
        PRICE_REDUCTION = "price_reduction", _("Price reduction")
        STEP_IN = "step_in", _("Step-in")
        SUSPENSION = "suspension", _("Suspension")
        TERMINATION = "termination", _("Termination")
        WAIVER = "waiver", _("Reasoned waiver")

    visible_by = Right.VIEW_PROSECUTION
    own_path = "breach__obligation__party"

    breach = models.OneToOneField(Breach, on_delete=models.PROTECT, related_name="remedy")
    kind = models.CharField(_("remedy"), max_length=16, choices=Kind)
    amount = models.DecimalField(
        _("amount"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    reasons = models.TextField(_("reasons"))
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)

    class Meta:
        verbose_name = _("remedy")
        verbose_name_plural = _("remedies")
        default_permissions = ()
        ordering = ["project", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="remedy_amount_not_negative",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("opened_by")), name="remedy_decided_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.breach}: {self.get_kind_display()}"
