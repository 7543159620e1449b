"""What an auditor found, and what became of it."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.reviews.models.review import Review
from egov_outsource import access
from egov_outsource.accounts.models import Organisation, User
from projects.models import ProjectScoped, ScopedQuerySet
from projects.models.scoped import Versioned
from projects.rights import Right
from projects.supervision.models import Payment


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

    class Category(models.TextChoices):
        PROCEDURE = "procedure", _("Procedure and deadlines")
        SELECTION = "selection", _("Selection of the contractor")
        CONTRACT = "contract", _("Contract and control rights")
        PAYMENT = "payment", _("Money")
        DELIVERY = "delivery", _("Delivery and acceptance")
        SECURITY = "security", _("Information security")
        OWNERSHIP = "ownership", _("Ownership of data and assets")
        RECORDS = "records", _("Records and evidence")

    class Agreement(models.TextChoices):
        AGREES = "agrees", _("Agrees")
        PARTLY = "partly", _("Agrees in part")
        DISAGREES = "disagrees", _("Disagrees")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ISSUED = "issued", _("Issued")
        ANSWERED = "answered", _("Answered")
        RETURNED = "returned", _("Answer returned")
        REPORTED = "reported", _("Elimination reported")
        REPORT_BACK = "report_back", _("Elimination report returned")
        RESOLVED = "resolved", _("Resolved")
        ACCEPTED_RISK = "accepted_risk", _("Closed, risk accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    visible_by = Right.VIEW_REVIEWS
    own_path = "addressee"

    OPEN = (
        Status.ISSUED,
        Status.ANSWERED,
        Status.RETURNED,
        Status.REPORTED,
        Status.REPORT_BACK,
    )
    PROMISING = (Agreement.AGREES, Agreement.PARTLY)
    SETTLED = (Status.RESOLVED, Status.ACCEPTED_RISK)

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="findings")
    # given when it is issued, so that no hole tells of a draft
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    title = models.CharField(_("finding"), max_length=300)
    severity = models.CharField(
        _("severity"), max_length=6, choices=Severity, default=Severity.MEDIUM
    )
    category = models.CharField(
        _("category"), max_length=10, choices=Category, default=Category.PROCEDURE
    )
    criterion = models.TextField(_("criterion"))
    condition = models.TextField(_("condition"))
    cause = models.TextField(_("cause"), blank=True)
    effect = models.TextField(_("effect"), blank=True)
    recommendation = models.TextField(_("recommendation"), blank=True)
    evidence = models.ManyToManyField(
        Document,
        verbose_name=_("evidence"),
        related_name="+",
        blank=True,
        through="reviews.FindingEvidence",
    )
    payment = models.ForeignKey(
        Payment,
        verbose_name=_("payment that it is about"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
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
    agreement = models.CharField(
        _("position of the audited"), max_length=9, choices=Agreement, blank=True
    )
    planned_measure = models.TextField(_("planned measure"), blank=True)
    measure_due = models.DateField(_("measure due"), null=True, blank=True)
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
    reminded_on = models.DateField(_("last reminded"), null=True, blank=True)

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
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, number__isnull=True)
                | Q(issued_at__isnull=False, number__isnull=False),
                name="audit_finding_numbered_when_issued",
            ),
        ]

    def __str__(self) -> str:
        # the log names drafts without their words
        return f"A-{self.number} {self.title}" if self.number else "A-"

    @property
    def name(self) -> str:
        """As its reader calls it."""
        return str(self) if self.number else gettext("Draft: %(title)s") % {"title": self.title}

    @property
    def is_sealed(self) -> bool:
        """Whether entries about it are its auditors' own."""
        return self.issued_at is None

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reviews:finding", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to answer or to decide."""
        return self.status in self.OPEN

    @property
    def deadline(self) -> date | None:
        """By when the audited owe the next step: the answer, or the report of its measure."""
        if self.status in {self.Status.ISSUED, self.Status.RETURNED}:
            return self.due
        owes_report = self.status == self.Status.REPORT_BACK or (
            self.status == self.Status.ANSWERED and self.agreement in self.PROMISING
        )
        return self.measure_due if owes_report else None

    @property
    def is_late(self) -> bool:
        """Whether what the audited owe is overdue."""
        return self.deadline is not None and self.deadline < timezone.localdate()
