"""Who is declared to hold a control right, with what share and on what basis."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from projects.models.scoped import ProjectScoped
from projects.rights import DECISION_POINTS, DecisionPoint, Holder, Right


class Allocation(ProjectScoped):
    """One holder's share of one decision point; a change closes the row and opens another.

    The database keeps that the open rows of a point add up to 1 when a transaction ends, that the
    points of `projects.sharing.NEVER_WITHOUT_GOVERNMENT` keep a share of government, and that
    closed rows stay as they are.
    """

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
    is_consenting = models.BooleanField(_("only consents"), default=False)
    deemed_days = models.PositiveSmallIntegerField(
        _("consent is deemed after days"), null=True, blank=True
    )
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    # the clause or the decision itself, where there is one; contracts stand above the spine
    clause = models.ForeignKey(
        "selection.OwnershipClause",
        verbose_name=_("clause"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decision = models.ForeignKey(
        "projects.Decision",
        verbose_name=_("decision"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
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
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="allocation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(mode="deemed", deemed_days__gte=1)
                | (~Q(mode="deemed") & Q(deemed_days__isnull=True)),
                name="allocation_deemed_after_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point} {self.holder} {self.share}"

    @property
    def mode_label(self) -> str:
        """How it is decided, with the days where consent is deemed."""
        if self.deemed_days is None:
            return self.get_mode_display()
        return ngettext(
            "consent deemed after %(days)d day",
            "consent deemed after %(days)d days",
            self.deemed_days,
        ) % {"days": self.deemed_days}

    @property
    def basis_label(self) -> str:
        """The clause or the decision, then the words."""
        clause = self.clause.label if self.clause else ""
        decision = self.decision.subject_name if self.decision else ""
        return " · ".join(name for name in (clause, decision, self.basis) if name)

    @property
    def decision_point(self) -> DecisionPoint:
        """The control right itself."""
        return DECISION_POINTS[self.point]
