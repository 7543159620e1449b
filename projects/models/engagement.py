"""An organisation's part in a project: the only source of access outside government."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import Organisation
from egov_outsource.redaction import Protected
from projects.models.scoped import ProjectScoped, ScopedQuerySet
from projects.rights import Right
from projects.roles import Capacity


class EngagementQuerySet(ScopedQuerySet):
    """Engagements, dated; who bids is known to the bidder only, the opened bids tell the rest."""

    def visible_to(self, user: access.Viewer) -> Self:
        """Those of projects that `user` may see, without bidders other than one's own."""
        own = list(access.scope_of(user).organisations)
        bidders = Q(capacity=Capacity.BIDDER.value) & ~Q(organisation_id__in=own)
        return super().visible_to(user).exclude(bidders)

    def parties(self) -> Self:
        """Those that really take part: a bidder does not, and whoever asks must not learn of it."""
        return self.exclude(capacity=Capacity.BIDDER.value)

    def in_force(self) -> Self:
        """Those that count at this moment."""
        now = timezone.now()
        return self.filter(valid_from__lte=now, valid_to__gt=now, ended_at__isnull=True)


class Engagement(ProjectScoped):
    """`organisation` takes part in `project` in a capacity, for a purpose, between two dates."""

    visible_by = Right.VIEW
    own_path = "organisation"
    commercial = Protected(frozenset({"fee"}), shown_to=(Right.VIEW_PAYMENTS,), to_own=True)

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="engagements",
    )
    capacity = models.CharField(
        _("capacity"),
        max_length=14,
        choices=[(capacity.value, capacity.label) for capacity in Capacity],
    )
    under = models.ForeignKey(
        "self",
        verbose_name=_("contractor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    purpose = models.CharField(_("purpose"), max_length=300)
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    valid_from = models.DateTimeField(_("valid from"), default=timezone.now)
    valid_to = models.DateTimeField(_("valid to"))
    fee = models.DecimalField(_("fee"), max_digits=18, decimal_places=2, null=True, blank=True)
    is_independent = models.BooleanField(_("independence declared"), default=False)
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.CharField(_("reason for the end"), max_length=500, blank=True)

    objects: ClassVar[Any] = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        ordering = ["project", "capacity", "id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")), name="engagement_dates_ordered"
            ),
            models.UniqueConstraint(
                fields=["project", "organisation", "capacity"],
                condition=Q(ended_at__isnull=True),
                name="engagement_once_while_open",
            ),
            models.CheckConstraint(
                condition=Q(fee__isnull=True) | Q(fee__gte=0), name="engagement_fee_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(capacity="subcontractor", under__isnull=False)
                | (~Q(capacity="subcontractor") & Q(under__isnull=True)),
                name="engagement_under_a_contractor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_capacity_display()})"

    @property
    def is_in_force(self) -> bool:
        """Whether it counts at this moment."""
        return self.valid_from <= timezone.now() < self.ends_at

    @property
    def ends_at(self) -> datetime:
        """When it ends: by its own date, early, or with the contract that it stands under."""
        ends = [self.valid_to]
        ends += [self.ended_at] if self.ended_at else []
        ends += [self.under.ends_at] if self.under else []
        return min(ends)
