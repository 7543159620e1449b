"""An audit of a project: announced, carried out, closed."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from projects.models import Engagement, ProjectScoped
from projects.models.scoped import Versioned
from projects.rights import Right


class Review(ProjectScoped, Versioned):
    """The work of one auditor under one engagement: announced, carried out, closed."""

    class Status(models.TextChoices):
        ANNOUNCED = "announced", _("Announced")
        UNDER_WAY = "under_way", _("Under way")
        CLOSED = "closed", _("Concluded")

    visible_by = Right.VIEW_REVIEWS

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="reviews")
    title = models.CharField(_("audit"), max_length=300)
    plan = models.TextField(_("audit plan"))
    scope = models.TextField(_("scope"), blank=True)
    criteria = models.TextField(_("audit criteria"), blank=True)
    period_start = models.DateField(_("audited from"), null=True, blank=True)
    period_end = models.DateField(_("audited until"), null=True, blank=True)
    team = models.ManyToManyField(User, verbose_name=_("team"), related_name="+", blank=True)
    plan_version = models.PositiveSmallIntegerField(_("version of the plan"), default=1)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ANNOUNCED)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("announced"), auto_now_add=True)
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True)
    closed_at = models.DateTimeField(_("concluded"), null=True, blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)
    # what the samples came to, as the audited may know it once the audit is concluded
    summary = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("audit review")
        verbose_name_plural = _("audit reviews")
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(closed_at__isnull=False),
                name="review_closed_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_end__gte=F("period_start")),
                name="review_period_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reviews:detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether work still goes on."""
        return self.status != self.Status.CLOSED
