"""A project passes from one government body to another, by a decision from above."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import Organisation
from projects.models.agency import Agency
from projects.models.scoped import ProjectScoped, ScopedQuerySet
from projects.rights import Right


class OwnershipTransferQuerySet(ScopedQuerySet):
    """Transfers; they concern the body that gives, the one that takes and the one that decides."""

    def visible_to(self, user: access.Viewer) -> Self:
        """Those of projects whose control rights `user` may see."""
        return access.visible(self, user, Right.VIEW_ALLOCATION)


class OwnershipTransfer(ProjectScoped):
    """`giver` proposes that `taker` owns the project; `authority`, above both, decides."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    visible_by = Right.VIEW_ALLOCATION

    giver = models.ForeignKey(
        Agency, verbose_name=_("from"), on_delete=models.PROTECT, related_name="+"
    )
    taker = models.ForeignKey(
        Agency, verbose_name=_("to"), on_delete=models.PROTECT, related_name="+"
    )
    authority = models.ForeignKey(
        Organisation,
        verbose_name=_("decided by the authority"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    reasons = models.TextField(_("reasons"))
    basis = models.CharField(_("basis"), max_length=200)
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
    decision_reasons = models.TextField(_("reasons of the decision"), blank=True)
    # written by a trigger: the owner changes in the transaction of the approval or never
    approved_in = models.BigIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = OwnershipTransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("transfer of ownership")
        verbose_name_plural = _("transfers of ownership")
        ordering = ["project", "-proposed_at", "-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="transfer_goes_to_another"),
            models.CheckConstraint(
                condition=Q(
                    status__in=["proposed", "withdrawn"],
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                )
                | Q(
                    status__in=["approved", "refused"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="transfer_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="transfer_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(status="proposed"), name="transfer_proposed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} → {self.taker.name}"[:300]

    def get_absolute_url(self) -> str:
        """The page on which transfers of the project stand."""
        return reverse("ownership:overview", args=[self.project_id])
