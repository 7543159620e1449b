"""A part of the work that a contractor wants to hand on: nobody enters without consent."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import Organisation
from egov_outsource.redaction import Protected
from projects.models.engagement import Engagement
from projects.models.scoped import ProjectScoped, ScopedQuerySet
from projects.rights import Right


class SubcontractQuerySet(ScopedQuerySet):
    """Subcontracts; besides those who see contracts, both of its parties see one."""

    def visible_to(self, user: access.Viewer) -> Self:
        """Those of projects whose contracts `user` may see, and those of one's own firm.

        A firm that is proposed only does not see it: it has no part in the project yet.
        """
        rows = Subcontract._default_manager.all()
        consented = rows.filter(status=Subcontract.Status.CONSENTED)
        parts = [
            access.visible(rows, user, Right.VIEW_CONTRACT, own="main__organisation"),
            access.visible(consented, user, Right.VIEW_CONTRACT, own="organisation"),
        ]
        keys = [part.order_by().values("pk") for part in parts]
        return self.filter(pk__in=keys[0].union(keys[1]))


class Subcontract(ProjectScoped):
    """`organisation` is to do `part` of what `main` owes; government consents or refuses (M5)."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        CONSENTED = "consented", _("Consented")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    visible_by = Right.VIEW_CONTRACT
    own_path = "main__organisation"
    commercial = Protected(
        frozenset({"value"}),
        shown_to=(Right.VIEW_PAYMENTS, Right.EDIT_CONTRACT),
        to_own=True,
        parties=frozenset({"organisation"}),
    )

    main = models.ForeignKey(
        Engagement,
        verbose_name=_("contractor"),
        on_delete=models.PROTECT,
        related_name="subcontracts",
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("subcontractor"), on_delete=models.PROTECT, related_name="+"
    )
    part = models.CharField(_("part of the work"), max_length=300)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2, null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=200)
    valid_from = models.DateTimeField(_("valid from"))
    valid_to = models.DateTimeField(_("valid to"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    engagement = models.OneToOneField(
        Engagement,
        on_delete=models.PROTECT,
        related_name="consent",
        null=True,
        blank=True,
    )

    objects: ClassVar[Any] = SubcontractQuerySet.as_manager()

    class Meta:
        verbose_name = _("subcontract")
        verbose_name_plural = _("subcontracts")
        ordering = ["project", "-proposed_at", "-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")), name="subcontract_dates_ordered"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="subcontract_value_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["proposed", "withdrawn"],
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                )
                | Q(
                    status__in=["consented", "refused"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="subcontract_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="subcontract_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["project", "organisation"],
                condition=Q(status="proposed"),
                name="subcontract_proposed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.part}"[:300]

    def get_absolute_url(self) -> str:
        """The page on which subcontracts of the project stand."""
        return reverse("ownership:overview", args=[self.project_id])
