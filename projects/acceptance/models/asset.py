"""What the project leaves behind, and whether government really has it."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from egov_outsource.accounts.models import Organisation, User
from projects.acceptance.ownership import LEVELS, Standing
from projects.models import ProjectScoped, ScopedQuerySet
from projects.models.scoped import Versioned
from projects.rights import Right
from projects.selection.models import Contract


class AssetQuerySet(ScopedQuerySet):
    """Assets, also with what the last verification found."""

    def with_verification(self) -> Self:
        """Each with the day and the result of its latest verification."""
        latest = CustodyVerification.objects.filter(asset=OuterRef("pk")).order_by(
            "-verified_on", "-id"
        )
        return self.annotate(
            last_on=Subquery(latest.values("verified_on")[:1]),
            last_result=Subquery(latest.values("result")[:1]),
            last_by=Subquery(latest.values("verified_by")[:1]),
        )

    def standing(self) -> Self:
        """Those that have not been retired."""
        return self.filter(retired_on__isnull=True)


class Asset(ProjectScoped, Versioned):
    """A line of the asset register: title, custody and operational control of one thing."""

    class Kind(models.TextChoices):
        DATA = "data", _("Business data")
        SOURCE = "source", _("Bespoke source and build scripts")
        KEYS = "keys", _("Accounts, keys, domains, certificates")
        TENANCY = "tenancy", _("Cloud tenancy")
        DATA_MODEL = "data_model", _("Data model and interface specifications")
        MODELS = "models", _("Trained models and algorithms")
        DOCUMENTS = "documents", _("Documentation")
        HARDWARE = "hardware", _("Hardware")
        LICENCES = "licences", _("Third-party licences")
        LOGS = "logs", _("Logs and records of operation")

    LEVELS = ((LEVELS[2], _("Government")), (LEVELS[1], _("Shared")), (LEVELS[0], _("Others")))

    visible_by = Right.VIEW_ACCEPTANCE
    own_path = "holder"

    kind = models.CharField(_("class"), max_length=12, choices=Kind)
    name = models.CharField(_("asset"), max_length=300)
    name_zh = models.CharField(_("asset in Chinese"), max_length=300, blank=True)
    title = models.DecimalField(_("title"), max_digits=2, decimal_places=1, choices=LEVELS)
    custody = models.DecimalField(_("custody"), max_digits=2, decimal_places=1, choices=LEVELS)
    control = models.DecimalField(
        _("operational control"), max_digits=2, decimal_places=1, choices=LEVELS
    )
    holder = models.ForeignKey(
        Organisation, verbose_name=_("held by"), on_delete=models.PROTECT, related_name="+"
    )
    contract = models.ForeignKey(
        Contract,
        verbose_name=_("contract"),
        on_delete=models.PROTECT,
        related_name="assets",
        null=True,
        blank=True,
    )
    location = models.CharField(_("where it is"), max_length=300, blank=True)
    is_required = models.BooleanField(_("must be handed over"), default=True)
    offered_at = models.DateTimeField(_("offered for hand-over"), null=True, blank=True)
    taken_at = models.DateTimeField(_("taken into custody"), null=True, blank=True)
    retired_on = models.DateField(_("retired"), null=True, blank=True)
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(_("registered"), default=timezone.now)

    objects: ClassVar[Any] = AssetQuerySet.as_manager()

    class Meta:
        verbose_name = _("asset")
        verbose_name_plural = _("assets")
        default_permissions = ()
        ordering = ["project", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="asset_name_once"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{part}__in": LEVELS}), name=f"asset_{part}_of_three"
                )
                for part in ("title", "custody", "control")
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        chinese = (get_language() or "").startswith("zh")
        return self.name_zh if chinese and self.name_zh else self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("acceptance:asset", args=[self.pk])

    @property
    def standing(self) -> Standing:
        """As the index of ownership counts it; needs `with_verification`."""
        result: str | None = getattr(self, "last_result", None)
        day: date | None = getattr(self, "last_on", None)
        return Standing(
            kind=self.kind,
            title=self.title,
            custody=self.custody,
            control=self.control,
            verified_on=day,
            confirmed=None if result is None else result == CustodyVerification.Result.CONFIRMED,
            required=self.is_required,
        )


class CustodyVerification(ProjectScoped):
    """Somebody made sure that government really has an asset; never changed, only followed."""

    class Method(models.TextChoices):
        CHECKSUM = "checksum", _("Checksum")
        REBUILD = "rebuild", _("Rebuild")
        LOGIN = "login", _("Login test")
        EXPORT = "export", _("Export test")

    class Result(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        FAILED = "failed", _("Refuted")

    visible_by = Right.VIEW_ACCEPTANCE
    own_path = "asset__holder"

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="verifications")
    method = models.CharField(_("how"), max_length=10, choices=Method)
    result = models.CharField(_("result"), max_length=10, choices=Result)
    note = models.TextField(_("what was seen"), blank=True)
    evidence = models.ForeignKey(
        Document, verbose_name=_("evidence"), on_delete=models.PROTECT, related_name="+",
        null=True, blank=True,
    )  # fmt: skip
    verified_on = models.DateField(_("verified on"))
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("for"), on_delete=models.PROTECT, related_name="+"
    )
    verified_by = models.ForeignKey(
        User, verbose_name=_("verified by"), on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)

    class Meta:
        verbose_name = _("verification of custody")
        verbose_name_plural = _("verifications of custody")
        default_permissions = ()
        ordering = ["asset", "-verified_on", "-id"]
        indexes = [
            models.Index(fields=["asset", "-verified_on", "-id"], name="latest_verification")
        ]

    def __str__(self) -> str:
        return f"{self.asset}: {self.get_result_display()}"
