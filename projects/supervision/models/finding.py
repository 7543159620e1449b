"""What a supervisor or assessor found, and what the other side answered."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation, User
from projects.models import ProjectScoped
from projects.models.scoped import Versioned
from projects.rights import Right


class Finding(ProjectScoped, Versioned):
    """A non-conformance: raised by a third party, answered by its addressee, closed by raiser."""

    class Severity(models.TextChoices):
        MINOR = "minor", _("Minor")
        MAJOR = "major", _("Major")
        CRITICAL = "critical", _("Critical")

    class Status(models.TextChoices):
        ISSUED = "issued", _("Issued")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    visible_by = Right.VIEW_FINDINGS
    own_path = "addressee"

    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("finding"), max_length=300)
    text = models.TextField(_("what was found"))
    severity = models.CharField(
        _("severity"), max_length=8, choices=Severity, default=Severity.MAJOR
    )
    due = models.DateField(_("answer due"))
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.ISSUED)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("raised by"), on_delete=models.PROTECT, related_name="+"
    )
    addressee = models.ForeignKey(
        Organisation, verbose_name=_("addressed to"), on_delete=models.PROTECT, related_name="+"
    )
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("raised"), auto_now_add=True)
    response = models.TextField(_("response"), blank=True)
    responded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    responded_at = models.DateTimeField(_("answered"), null=True, blank=True)
    return_note = models.TextField(_("why it was returned"), blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closing_note = models.TextField(_("closing note"), blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        default_permissions = ()
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="finding_number_once"),
            models.CheckConstraint(
                condition=~Q(organisation=F("addressee")), name="finding_not_to_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"F-{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """The page of the finding."""
        return reverse("supervision:finding", args=[self.pk])

    @property
    def is_overdue(self) -> bool:
        """Whether it is open past its due date."""
        return self.status != self.Status.CLOSED and self.due < timezone.localdate()
