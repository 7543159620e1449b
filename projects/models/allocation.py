"""Who is declared to hold a control right, with what share and on what basis."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models.scoped import ProjectScoped
from projects.rights import DECISION_POINTS, DecisionPoint, Holder, Right


class Allocation(ProjectScoped):
    """One holder's share of one decision point; a change closes the row and opens another."""

    class Mode(models.TextChoices):
        SOLE = "sole", _("alone")
        JOINT = "joint", _("jointly")
        CONSENT = "consent", _("with consent")
        CONSULT = "consult", _("after consultation")
        DEEMED = "deemed", _("consent deemed after a time")

    class HolderKind(models.TextChoices):
        GOVERNMENT = Holder.GOVERNMENT.value, _("Government")
        THIRD_PARTY = Holder.THIRD_PARTY.value, _("Third party")
        CONTRACTOR = Holder.CONTRACTOR.value, _("Contractor")

    visible_by = Right.VIEW_ALLOCATION

    point = models.CharField(_("decision point"), max_length=2)
    holder = models.CharField(_("holder"), max_length=1, choices=HolderKind)
    share = models.DecimalField(_("share"), max_digits=4, decimal_places=3)
    mode = models.CharField(_("how"), max_length=8, choices=Mode, default=Mode.SOLE)
    accountable = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accountable person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    valid_from = models.DateTimeField(_("valid from"), default=timezone.now)
    valid_to = models.DateTimeField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("control-right allocation")
        verbose_name_plural = _("control-right allocations")
        ordering = ["project", "point", "holder"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=1), name="allocation_share_in_0_to_1"
            ),
            models.UniqueConstraint(
                fields=["project", "point", "holder"],
                condition=Q(valid_to__isnull=True),
                name="allocation_once_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point} {self.holder} {self.share}"

    @property
    def decision_point(self) -> DecisionPoint:
        """The control right itself."""
        return DECISION_POINTS[self.point]
