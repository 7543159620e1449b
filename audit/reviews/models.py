"""An audit of a project and its findings."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from projects.models import Engagement, ProjectScoped, ScopedQuerySet
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
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ANNOUNCED)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("announced"), auto_now_add=True)
    closed_at = models.DateTimeField(_("concluded"), null=True, blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)

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


class AuditFindingQuerySet(ScopedQuerySet):
    """Audit findings; drafts are the auditor's own."""

    def visible_to(self, user: access.Viewer) -> Self:
        """Issued ones for those who see reviews; drafts for the auditor's organisation."""
        scope = access.scope_of(user)
        mine = Q(organisation_id__in=list(scope.organisations))
        return super().visible_to(user).filter(Q(issued_at__isnull=False) | mine)


class AuditFinding(ProjectScoped, Versioned):
    """Criterion, condition, cause and effect, with evidence; resolved by the auditor only."""

    class Severity(models.TextChoices):
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ISSUED = "issued", _("Issued")
        ANSWERED = "answered", _("Answered")
        RETURNED = "returned", _("Answer returned")
        RESOLVED = "resolved", _("Resolved")
        ACCEPTED_RISK = "accepted_risk", _("Closed, risk accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    visible_by = Right.VIEW_REVIEWS
    own_path = "addressee"

    OPEN = (Status.ISSUED, Status.ANSWERED, Status.RETURNED)
    SETTLED = (Status.RESOLVED, Status.ACCEPTED_RISK)

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("finding"), max_length=300)
    severity = models.CharField(
        _("severity"), max_length=6, choices=Severity, default=Severity.MEDIUM
    )
    criterion = models.TextField(_("criterion"))
    condition = models.TextField(_("condition"))
    cause = models.TextField(_("cause"), blank=True)
    effect = models.TextField(_("effect"), blank=True)
    recommendation = models.TextField(_("recommendation"), blank=True)
    evidence = models.ManyToManyField(
        Document, verbose_name=_("evidence"), related_name="+", blank=True
    )
    due = models.DateField(_("answer due"))
    status = models.CharField(_("status"), max_length=14, choices=Status, default=Status.DRAFT)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("raised by"), on_delete=models.PROTECT, related_name="+"
    )
    addressee = models.ForeignKey(
        Organisation, verbose_name=_("addressed to"), on_delete=models.PROTECT, related_name="+"
    )
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("raised"), auto_now_add=True)
    issued_at = models.DateTimeField(_("issued"), null=True, blank=True)
    response = models.TextField(_("response"), blank=True)
    responded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    responded_at = models.DateTimeField(_("answered"), null=True, blank=True)
    return_reason = models.TextField(_("why the answer was returned"), blank=True)
    resolution = models.TextField(_("resolution"), blank=True)
    resolved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)

    objects: ClassVar[Any] = AuditFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit finding")
        verbose_name_plural = _("audit findings")
        default_permissions = ()
        ordering = ["review", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="audit_finding_number_once"),
            models.CheckConstraint(
                condition=Q(resolved_by__isnull=True) | ~Q(resolved_by=F("responded_by")),
                name="audit_finding_resolved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=False) | Q(status__in=["draft", "withdrawn"]),
                name="audit_finding_issued_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["answered", "returned"]) | Q(responded_at__isnull=False),
                name="audit_finding_answer_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["resolved", "accepted_risk"])
                | Q(resolved_at__isnull=False),
                name="audit_finding_resolved_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"A-{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reviews:finding", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to answer or to decide."""
        return self.status in self.OPEN

    @property
    def is_late(self) -> bool:
        """Whether an answer is overdue."""
        waiting = self.status in {self.Status.ISSUED, self.Status.RETURNED}
        return waiting and self.due < timezone.localdate()
