"""The invitation to bid."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.accounts.models import User
from projects.models import ProjectScoped, ScopedQuerySet
from projects.models.scoped import Versioned
from projects.rights import Right


class TenderQuerySet(ScopedQuerySet):
    """Tenders; a published notice is there for every signed-in person."""

    def visible_to(self, user: access.Viewer) -> Self:
        """Those of projects whose tender file `user` may see, and all published ones."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        scope = access.scope_of(user)
        branches = [Q(published_at__isnull=False)]
        if scope.agencies.get(Right.VIEW_SELECTION):
            branches.append(Q(project__owner_id__in=list(scope.agencies[Right.VIEW_SELECTION])))
        if scope.projects.get(Right.VIEW_SELECTION):
            branches.append(Q(project_id__in=list(scope.projects[Right.VIEW_SELECTION])))
        return access.united(self, branches)

    def published(self) -> Self:
        """Notices that everybody may read; those of imported projects are published elsewhere."""
        return self.filter(published_at__isnull=False)

    def open_for_bids(self) -> Self:
        """Those whose bidding period runs at this moment."""
        now = timezone.now()
        return self.filter(status="published", period_start__lte=now, period_end__gt=now)


class Tender(ProjectScoped, Versioned):
    """A published call: who may bid until when, by what procedure and criteria."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        OPENED = "opened", _("Bids opened")
        AWARDED = "awarded", _("Awarded")
        CANCELLED = "cancelled", _("Cancelled")

    class Method(models.TextChoices):
        """OCDS procurementMethod."""

        OPEN = "open", _("Open")
        SELECTIVE = "selective", _("Selective")
        LIMITED = "limited", _("Limited")
        DIRECT = "direct", _("Direct")

    visible_by = Right.VIEW_SELECTION

    reference = models.CharField(_("reference"), max_length=200)
    title = models.CharField(_("title"), max_length=1000)
    title_zh = models.CharField(_("title in Chinese"), max_length=1000, blank=True)
    description = models.TextField(_("description"), blank=True)
    method = models.CharField(
        _("procedure"), max_length=10, choices=Method, default=Method.OPEN, blank=True
    )
    method_details = models.CharField(_("procedure in detail"), max_length=500, blank=True)
    method_rationale = models.TextField(_("reason for a limited procedure"), blank=True)
    award_criteria = models.CharField(_("award criteria"), max_length=200, blank=True)
    value = models.DecimalField(
        _("price ceiling"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    period_start = models.DateTimeField(_("bids from"), null=True, blank=True)
    period_end = models.DateTimeField(_("bids until"), null=True, blank=True)
    number_of_tenderers = models.PositiveIntegerField(
        _("number of tenderers"), null=True, blank=True
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    short_period_reason = models.TextField(_("reason for a shorter bidding period"), blank=True)
    opened_at = models.DateTimeField(_("bids opened"), null=True, blank=True)
    cancel_reason = models.TextField(_("reason for the cancellation"), blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    source_id = models.CharField(max_length=200, blank=True)

    objects: ClassVar[Any] = TenderQuerySet.as_manager()

    class Meta:
        verbose_name = _("tender")
        verbose_name_plural = _("tenders")
        default_permissions = ()
        ordering = ["-period_end", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "reference"], name="tender_reference_once_per_project"
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_end__gte=F("period_start")),
                name="tender_period_ordered",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0), name="tender_value_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"[:300]

    def get_absolute_url(self) -> str:
        """The notice."""
        return reverse("selection:tender", args=[self.pk])

    @property
    def label(self) -> str:
        """The title in the reader's language, where it is known."""
        if (get_language() or "en").startswith("zh") and self.title_zh:
            return self.title_zh
        return self.title

    @property
    def is_settled(self) -> bool:
        """Whether bidders may learn their results."""
        return self.status in {self.Status.AWARDED, self.Status.CANCELLED}

    @property
    def is_open_for_bids(self) -> bool:
        """Whether a bid can be submitted at this moment."""
        return bool(
            self.status == self.Status.PUBLISHED
            and self.period_start
            and self.period_end
            and self.period_start <= timezone.now() < self.period_end
        )


class EvaluationCriterion(ProjectScoped):
    """What bids are judged by; the weights of a tender add up to 100."""

    visible_by = Right.VIEW_SELECTION

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="criteria")
    title = models.CharField(_("criterion"), max_length=300)
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=2)
    is_price = models.BooleanField(_("price"), default=False)

    class Meta:
        verbose_name = _("evaluation criterion")
        verbose_name_plural = _("evaluation criteria")
        default_permissions = ()
        ordering = ["tender", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100), name="evaluation_weight_0_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.title
