"""A delivery and what the checks of it found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from egov_outsource.accounts.models import Organisation, User
from projects.acceptance.models.criterion import AcceptanceCriterion
from projects.acceptance.models.deliverable import Deliverable
from projects.models import ProjectScoped
from projects.rights import Right


class Submission(ProjectScoped):
    """Files handed in for a deliverable; immutable, a correction is the next number."""

    visible_by = Right.VIEW_ACCEPTANCE
    own_path = "deliverable__organisation"

    deliverable = models.ForeignKey(
        Deliverable, on_delete=models.PROTECT, related_name="submissions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    note = models.TextField(_("note"), blank=True)
    documents = models.ManyToManyField(Document, verbose_name=_("files"), related_name="+")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        default_permissions = ()
        ordering = ["deliverable", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable", "number"], name="submission_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deliverable} #{self.number}"


class CriterionCheck(ProjectScoped):
    """What one check of one criterion found, by whom."""

    class Result(models.TextChoices):
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Failed")
        NOT_TESTED = "not_tested", _("Not tested")

    visible_by = Right.VIEW_ACCEPTANCE
    own_path = "submission__deliverable__organisation"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="checks")
    criterion = models.ForeignKey(
        AcceptanceCriterion, on_delete=models.PROTECT, related_name="checks"
    )
    result = models.CharField(_("result"), max_length=10, choices=Result)
    note = models.TextField(_("note"), blank=True)
    evidence = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("checked by"), on_delete=models.PROTECT, related_name="+"
    )
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(_("checked"), auto_now_add=True)
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)

    class Meta:
        verbose_name = _("check of a criterion")
        verbose_name_plural = _("checks of criteria")
        default_permissions = ()
        ordering = ["submission", "criterion", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "criterion"],
                condition=models.Q(superseded_at__isnull=True),
                name="criterion_check_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_result_display()}"
