"""An offer, sealed until the bids are opened."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from egov_outsource.redaction import Protected
from projects.models import ProjectScoped, ScopedQuerySet
from projects.rights import Right
from projects.selection.models.tender import Tender


class BidQuerySet(ScopedQuerySet):
    """Bids; sealed ones are seen by their bidder only."""

    def visible_to(self, user: access.Viewer) -> Self:
        """All of opened tenders for holders of `view_bids`; one's own always."""
        scope = access.scope_of(user)
        opened = Q(tender__opened_at__isnull=False)
        branches: list[Q] = []
        if scope.agencies.get(Right.VIEW_BIDS):
            agencies = list(scope.agencies[Right.VIEW_BIDS])
            branches.append(opened & Q(project__owner_id__in=agencies))
        if scope.projects.get(Right.VIEW_BIDS):
            branches.append(opened & Q(project_id__in=list(scope.projects[Right.VIEW_BIDS])))
        if scope.projects.get(Right.VIEW_OWN):
            branches.append(
                Q(project_id__in=list(scope.projects[Right.VIEW_OWN]))
                & Q(bidder_id__in=list(scope.organisations))
            )
        return access.united(self, branches)


class Bid(ProjectScoped):
    """What one bidder offers; immutable once submitted, a correction withdraws and replaces it."""

    class Status(models.TextChoices):
        """OCDS bid status: pending until evaluated."""

        PENDING = "pending", _("Submitted")
        VALID = "valid", _("Valid")
        DISQUALIFIED = "disqualified", _("Disqualified")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    visible_by = Right.VIEW_BIDS
    own_path = "bidder"
    commercial = Protected(
        frozenset({"amount", "summary"}), shown_to=(Right.VIEW_BIDS,), to_own=True
    )

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="bids")
    bidder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bids")
    source_id = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(_("price"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    summary = models.TextField(_("summary of the offer"), blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.PENDING)
    status_reason = models.TextField(_("reason"), blank=True)
    score = models.DecimalField(
        _("evaluation score"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    is_price_explained = models.BooleanField(_("low price explained"), default=False)
    evaluated_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    evaluated_at = models.DateTimeField(_("evaluated"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    submitted_at = models.DateTimeField(_("received"), null=True, blank=True)
    digest = models.CharField(_("SHA-256 of the offer"), max_length=64, blank=True)

    objects: ClassVar[Any] = BidQuerySet.as_manager()

    class Meta:
        verbose_name = _("bid")
        verbose_name_plural = _("bids")
        default_permissions = ()
        ordering = ["tender", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="bid_amount_not_negative"
            ),
            models.UniqueConstraint(
                fields=["tender", "bidder"],
                condition=Q(status__in=["pending", "valid"], source_id=""),
                name="bid_one_live_per_bidder",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tender"], condition=models.Q(status="pending"), name="bid_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bidder}"

    def get_absolute_url(self) -> str:
        """The offer and its receipt."""
        return reverse("selection:bid", args=[self.pk])

    @property
    def is_sealed(self) -> bool:
        """Whether nobody but the bidder may know of it yet."""
        return self.tender.opened_at is None
