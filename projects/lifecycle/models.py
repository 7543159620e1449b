"""Gates between stages: their reviews, checks, waivers and reopenings."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from egov_outsource.accounts.models import User
from projects.models import ProjectScoped
from projects.models.scoped import Versioned
from projects.rights import Right

LONGEST_WAIVER = timedelta(days=90)


class Gate(models.TextChoices):
    """Where one stage ends; the gate of a stage leads into the next."""

    G1 = "G1", _("G1 Plan approved")
    G2 = "G2", _("G2 Contract effective")
    G3 = "G3", _("G3 Ready for acceptance")
    G4 = "G4", _("G4 Final acceptance")
    G5 = "G5", _("G5 Closure or re-tender decided")


class GateReview(ProjectScoped, Versioned):
    """One round of a gate: submitted by one person, reviewed by another.

    A passed review keeps the frozen snapshot of every check, its evidence digests and the risk
    result of that moment.
    """

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted for review")
        PASSED = "passed", _("Passed")
        RETURNED = "returned", _("Returned")
        REOPENED = "reopened", _("Reopened")

    visible_by = Right.VIEW_ALLOCATION

    gate = models.CharField(_("gate"), max_length=2, choices=Gate)
    round = models.PositiveSmallIntegerField(_("round"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.SUBMITTED)
    note = models.TextField(_("note of the submitter"), blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)
    reviewed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    snapshot = models.JSONField(_("snapshot"), default=dict)
    snapshot_digest = models.CharField(_("SHA-256 of the snapshot"), max_length=64, blank=True)
    reopened_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reopened_at = models.DateTimeField(_("reopened"), null=True, blank=True)
    reopen_reason = models.TextField(_("reason for reopening"), blank=True)

    class Meta:
        verbose_name = _("gate review")
        verbose_name_plural = _("gate reviews")
        default_permissions = ()
        ordering = ["project", "gate", "-round"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "gate", "round"], name="gate_review_round_once"
            ),
            models.UniqueConstraint(
                fields=["project", "gate"],
                condition=Q(status__in=["submitted", "passed"]),
                name="gate_review_one_live",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("submitted_by")),
                name="gate_reviewed_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "project"],
                condition=Q(status__in=["submitted", "returned"]),
                name="gate_review_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate} #{self.round}"

    def get_absolute_url(self) -> str:
        """Its page, with the snapshot once it is frozen."""
        return reverse("lifecycle:review", args=[self.pk])


class Attestation(ProjectScoped):
    """A person says, with evidence, that a check holds which code cannot see."""

    visible_by = Right.VIEW_ALLOCATION

    gate = models.CharField(_("gate"), max_length=2, choices=Gate)
    check_code = models.CharField(_("check"), max_length=40)
    holds = models.BooleanField(_("holds"), default=True)
    is_applicable = models.BooleanField(_("applicable"), default=True)
    statement = models.TextField(_("statement"))
    document = models.ForeignKey(
        Document,
        verbose_name=_("evidence"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    attested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    attested_at = models.DateTimeField(_("attested"), auto_now_add=True)
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        default_permissions = ()
        ordering = ["project", "gate", "check_code", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "gate", "check_code"],
                condition=Q(superseded_at__isnull=True),
                name="attestation_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate} {self.check_code}"

    def get_absolute_url(self) -> str:
        """The gate that it concerns."""
        return reverse("lifecycle:gate", args=[self.project_id, self.gate])


class Waiver(ProjectScoped):
    """A leader lets a soft check rest, for a reason and for at most 90 days."""

    visible_by = Right.VIEW_ALLOCATION

    gate = models.CharField(_("gate"), max_length=2, choices=Gate)
    check_code = models.CharField(_("check"), max_length=40)
    reason = models.TextField(_("reason"))
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    issued_on = models.DateField(_("issued on"), default=timezone.localdate, editable=False)
    expires_on = models.DateField(_("expires on"))

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        default_permissions = ()
        ordering = ["project", "gate", "check_code", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("issued_on"))
                & Q(expires_on__lte=F("issued_on") + LONGEST_WAIVER),
                name="waiver_ends_within_90_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate} {self.check_code}"

    @property
    def is_in_force(self) -> bool:
        """Whether it still counts today."""
        return self.expires_on >= timezone.localdate()

    def get_absolute_url(self) -> str:
        """The gate that it concerns."""
        return reverse("lifecycle:gate", args=[self.project_id, self.gate])
