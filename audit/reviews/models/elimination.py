"""What the audited did about a finding."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from audit.reviews.models.finding import AuditFinding
from egov_outsource.accounts.models import Organisation, User
from projects.models import ProjectScoped
from projects.rights import Right


class EliminationReport(ProjectScoped):
    """整改报告: what was done, with evidence; the auditor accepts or returns it."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned")

    visible_by = Right.VIEW_REVIEWS
    own_path = "finding__addressee"

    finding = models.ForeignKey(AuditFinding, on_delete=models.PROTECT, related_name="eliminations")
    number = models.PositiveSmallIntegerField(_("number"))
    done = models.TextField(_("what was done"))
    done_on = models.DateField(_("done on"))
    evidence = models.ManyToManyField(
        Document, verbose_name=_("evidence"), related_name="+", blank=True
    )
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.SUBMITTED)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("reported by"), on_delete=models.PROTECT, related_name="+"
    )
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)
    judged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)
    return_reason = models.TextField(_("why it was returned"), blank=True)

    class Meta:
        verbose_name = _("elimination report")
        verbose_name_plural = _("elimination reports")
        default_permissions = ()
        ordering = ["finding", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "number"], name="elimination_number_once"),
            models.UniqueConstraint(
                fields=["finding"],
                condition=Q(status="submitted"),
                name="elimination_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(judged_by__isnull=True) | ~Q(judged_by=models.F("submitted_by")),
                name="elimination_judged_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status="submitted") | Q(judged_at__isnull=False),
                name="elimination_judged_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} ({self.number})"

    def get_absolute_url(self) -> str:
        """The page of its finding."""
        return self.finding.get_absolute_url()
