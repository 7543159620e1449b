"""A version of the risk model as people decide about it: drafted, published, in force."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from egov_outsource.access import Viewer
from egov_outsource.accounts.models import Organisation
from risk.modelling.ahp import PAIRS
from risk.modelling.parameters import model_of
from risk.scoring import Model


class ModelVersionQuerySet(models.QuerySet["ModelVersion"]):
    """Versions."""

    def visible_to(self, user: Viewer) -> "ModelVersionQuerySet":
        """What is published everybody who signs in may read, for scores follow from it; drafts
        are read by the authority that writes them."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        ours = Organisation.objects.served_by(user)
        published = Q(status=ModelVersion.Status.PUBLISHED)
        return self.filter(published | Q(authority__in=ours))

    def published(self) -> "ModelVersionQuerySet":
        """Those that are, were or will be in force."""
        return self.filter(status=ModelVersion.Status.PUBLISHED)

    def in_force(self, day: date) -> "ModelVersion | None":
        """The one under which that day is scored; before the first one begins, the first."""
        published = self.published()
        begun = published.filter(valid_from__lte=day).order_by("-valid_from", "-id").first()
        return begun or published.order_by("valid_from", "id").first()


class ModelVersion(models.Model):
    """Parameters with a semantic version, an author and another person who approved them.

    Immutable once published (a trigger sees to it). `version` counts the changes of a draft.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    semver = models.CharField(_("version"), max_length=20)
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.DRAFT)
    base = models.ForeignKey(
        "self",
        verbose_name=_("drafted from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    authority = models.ForeignKey(
        Organisation,
        verbose_name=_("authority"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reasons = models.TextField(_("what changes and why"), max_length=4000)
    parameters = models.JSONField(_("parameters"))
    inconsistency_reasons = models.TextField(
        _("why inconsistent judgements are used"), max_length=2000, blank=True
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    drafted_at = models.DateTimeField(_("drafted"))
    authors = ArrayField(
        models.BigIntegerField(), verbose_name=_("everybody who wrote in it"), default=list
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("withdrawn by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    version = models.PositiveIntegerField(_("changes of the draft"), default=1)

    objects = ModelVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the risk model")
        verbose_name_plural = _("versions of the risk model")
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["semver"],
                condition=~Q(status="withdrawn"),
                name="risk_model_version_once",
            ),
            models.CheckConstraint(
                condition=Q(semver__regex=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$"),
                name="risk_model_version_is_semantic",
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(valid_from__isnull=False, approved_at__isnull=False),
                name="risk_model_published_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(authority__isnull=True)
                | ~Q(status="published")
                | (Q(approved_by__isnull=False) & ~Q(approved_by=F("drafted_by"))),
                name="risk_model_approver_is_another",
            ),
        ]

    def __str__(self) -> str:
        return self.semver

    def get_absolute_url(self) -> str:
        """The page of the version."""
        return reverse("risk:model", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.status == self.Status.DRAFT

    @property
    def is_published(self) -> bool:
        """Whether scores come or came from it."""
        return self.status == self.Status.PUBLISHED

    def as_model(self) -> Model:
        """The parameters as the scoring takes them."""
        return model_of(self.parameters)


class DimensionJudgement(models.Model):
    """How one judge compares the five dimensions, two at a time, on Saaty's scale.

    Of each pair 3 says that the first is three times as important, -3 that the second is.
    """

    model = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="judgements")
    judge = models.CharField(_("judge"), max_length=200)
    judge_zh = models.CharField(_("judge in Chinese"), max_length=200, blank=True)
    standing = models.CharField(_("office or expertise"), max_length=300, blank=True)
    values = ArrayField(models.SmallIntegerField(), size=len(PAIRS), verbose_name=_("judgements"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("entered"))

    class Meta:
        verbose_name = _("judgement of the dimensions")
        verbose_name_plural = _("judgements of the dimensions")
        default_permissions = ()
        ordering = ["model", "id"]
        constraints = [
            models.UniqueConstraint(fields=["model", "judge"], name="risk_judge_once"),
        ]

    def __str__(self) -> str:
        return self.judge

    @property
    def label(self) -> str:
        """The name in the reader's language, where it is known."""
        if (get_language() or "en").startswith("zh") and self.judge_zh:
            return self.judge_zh
        return self.judge
