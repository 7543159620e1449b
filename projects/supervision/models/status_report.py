"""Earned value at a status date."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation, User
from egov_outsource.redaction import Protected
from projects.models import ProjectScoped
from projects.rights import Right
from projects.selection.models import Contract


class StatusReport(ProjectScoped):
    """Cumulative PV, EV and AC as submitted; immutable, a correction is a new version.

    Amounts are in the contract's currency. `ac_view` says whose cost AC is: certified payable of
    the owner, or the contractor's open book. A report counts as verified when the supervisor
    says so.
    """

    class CostView(models.TextChoices):
        OWNER = "owner", _("Owner's view: certified payable")
        OPEN_BOOK = "open_book", _("Open book: contractor's cost")

    visible_by = Right.VIEW_SUPERVISION
    own_path = "organisation"
    # the budget at completion is the contract's price
    commercial = Protected(
        frozenset({"bac", "pv", "ev", "ac", "verified_ev"}),
        shown_to=(Right.VIEW_PAYMENTS, Right.EDIT_CONTRACT),
        to_own=True,
    )

    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="status_reports", null=True, blank=True
    )
    as_of = models.DateField(_("status date"))
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    bac = models.DecimalField(_("budget at completion (BAC)"), max_digits=18, decimal_places=2)
    pv = models.DecimalField(_("planned value (PV)"), max_digits=18, decimal_places=2)
    ev = models.DecimalField(_("earned value (EV)"), max_digits=18, decimal_places=2)
    ac = models.DecimalField(_("actual cost (AC)"), max_digits=18, decimal_places=2)
    ac_view = models.CharField(
        _("cost view"), max_length=10, choices=CostView, default=CostView.OWNER
    )
    narrative = models.TextField(_("what happened"), blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)
    verified_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    verified_ev = models.DecimalField(
        _("earned value as verified"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    verification_note = models.TextField(_("note of the verification"), blank=True)
    correction_reason = models.TextField(_("reason for the correction"), blank=True)
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)

    class Meta:
        verbose_name = _("status report")
        verbose_name_plural = _("status reports")
        default_permissions = ()
        ordering = ["project", "as_of", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "contract", "as_of", "number"],
                nulls_distinct=False,
                name="status_report_version_once",
            ),
            models.UniqueConstraint(
                fields=["project", "contract", "as_of"],
                condition=Q(superseded_at__isnull=True),
                nulls_distinct=False,
                name="status_report_one_current",
            ),
            models.CheckConstraint(
                condition=Q(pv__gte=0, ev__gte=0, ac__gte=0, bac__gt=0),
                name="status_report_amounts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=models.F("submitted_by")),
                name="status_report_verified_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["submitted_at", "id"],
                condition=Q(superseded_at__isnull=True, verified_at__isnull=True),
                name="status_report_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.as_of.isoformat()} v{self.number}"

    def get_absolute_url(self) -> str:
        """The page of the report."""
        return reverse("supervision:report", args=[self.pk])

    @property
    def is_verified(self) -> bool:
        """Whether somebody independent confirmed it."""
        return self.verified_at is not None

    @property
    def is_current(self) -> bool:
        """Whether no correction has replaced it."""
        return self.superseded_at is None

    @property
    def earned(self) -> Decimal:
        """What counts as earned: as verified, until then as submitted."""
        return self.ev if self.verified_ev is None else self.verified_ev

    @property
    def currency(self) -> str:
        """The contract's currency, without one the project's."""
        return self.contract.currency if self.contract else self.project.currency
