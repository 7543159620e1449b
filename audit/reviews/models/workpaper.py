"""An auditor's own notes."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.reviews.models.finding import AuditFinding
from audit.reviews.models.own import AuditorsOwn
from audit.reviews.models.review import Review
from egov_outsource.accounts.models import User
from projects.models.scoped import Versioned


class Workpaper(AuditorsOwn, Versioned):
    """What was looked at, how, and what it showed; unchangeable once finished."""

    class Status(models.TextChoices):
        WORKING = "working", _("In work")
        FINISHED = "finished", _("Finished")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="workpapers")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("working paper"), max_length=300)
    text = models.TextField(_("notes"))
    finding = models.ForeignKey(
        AuditFinding,
        verbose_name=_("finding"),
        on_delete=models.PROTECT,
        related_name="workpapers",
        null=True,
        blank=True,
    )
    evidence = models.ManyToManyField(
        Document, verbose_name=_("evidence"), related_name="+", blank=True
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.WORKING)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    finished_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("working paper")
        verbose_name_plural = _("working papers")
        default_permissions = ()
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="workpaper_number_once"),
            models.CheckConstraint(
                condition=Q(status="working") | Q(finished_at__isnull=False),
                name="workpaper_finished_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"W-{self.number}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reviews:workpaper", args=[self.pk])
