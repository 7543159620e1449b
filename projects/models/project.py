"""A government IT project, from planning to prosecution."""

from decimal import Decimal
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from egov_outsource import access
from egov_outsource.expressions import Among, AmongFound, FirstOfEach, Keys, RowAfter, RowBefore
from egov_outsource.redaction import Protected
from projects.models.agency import Agency
from projects.rights import Right
from projects.rights import Stage as StageCode

BANDS = ("none", "low", "watch", "elevated", "high", "critical")
BAND_LABELS = (
    (0, _("not scored")),
    (1, _("low")),
    (2, _("watch")),
    (3, _("elevated")),
    (4, _("high")),
    (5, _("critical")),
)


WALKED = 50  # from so many agencies on, walking all projects by risk meets enough of them


class ProjectQuerySet(models.QuerySet["Project"]):
    """Projects; every reading starts from `visible_to`."""

    def visible_to(self, user: access.Viewer) -> Self:
        """Those that `user` may see."""
        return access.visible(self, user, Right.VIEW, path="")

    def where(self, right: Right, user: access.Viewer) -> Self:
        """Those on which `user` holds `right`."""
        return access.visible(self, user, right, path="")

    def by_risk(
        self,
        user: access.Viewer,
        size: int,
        *,
        beyond: tuple[int, int] | None = None,
        upwards: bool = False,
    ) -> Self:
        """The first `size` of these rows that `user` may see, the highest risk first.

        `beyond` is the risk and number of the last row of the page before; `upwards` turns the
        order round. Left to itself the database walks all projects by risk until it has met
        enough of the viewer's, which takes long for somebody whose few projects rank low. So the
        first rows of every agency in scope come from its own part of an index; only who sees
        many agencies walks, and who sees a single one reads its part in one go.
        """
        order = ("risk_level", "id") if upwards else ("-risk_level", "-id")
        scope = access.scope_of(user)
        agencies = scope.agencies.get(Right.VIEW, {})
        assigned = scope.projects.get(Right.VIEW, {})
        rows = self
        if beyond:
            compare = RowAfter if upwards else RowBefore
            rows = rows.filter(compare("risk_level", "id", values=beyond))
        if len(agencies) > WALKED or len(agencies) + len(assigned) <= 1:
            return rows.visible_to(user).order_by(*order)[:size]
        # the sum keeps the database from walking the index of all risks for these few
        risk = F("risk_level") + 0
        summed = (risk.asc() if upwards else risk.desc(), order[1])
        if not agencies:
            return rows.visible_to(user).order_by(*summed)[:size]
        found: list[Keys] = [FirstOfEach(rows.order_by(*order), "owner", agencies, size)]
        if assigned:
            few = rows.filter(Among("pk", assigned)).order_by(*summed)
            found.append(Keys(few.values("pk")[:size]))
            scope.opened |= scope.emergencies
        return self.filter(AmongFound(F("pk"), *found)).order_by(*order)[:size]

    def at_stage(self, stage: str) -> Self:
        """Those whose current stage is `stage`."""
        return self.filter(stage=stage)


class Project(models.Model):
    """The container of everything that belongs to one undertaking; one agency owns it."""

    class Stage(models.TextChoices):
        PLANNING = StageCode.PLANNING.value, StageCode.PLANNING.label
        SELECTION = StageCode.SELECTION.value, StageCode.SELECTION.label
        SUPERVISION = StageCode.SUPERVISION.value, StageCode.SUPERVISION.label
        ACCEPTANCE = StageCode.ACCEPTANCE.value, StageCode.ACCEPTANCE.label
        PROSECUTION = StageCode.PROSECUTION.value, StageCode.PROSECUTION.label

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    class Mode(models.TextChoices):
        UNDECIDED = "", _("Not decided")
        SELF_BUILD = "self_build", _("Self-build")
        PROCESS = "process", _("Process outsourcing")
        HYBRID = "hybrid", _("Hybrid outsourcing")
        INNOVATIVE = "innovative", _("Innovative outsourcing")

    class Classification(models.TextChoices):
        GENERAL = "general", _("General data")
        PERSONAL = "personal", _("Personal data")
        IMPORTANT = "important", _("Important data")
        CORE = "core", _("Core data")

    class Source(models.TextChoices):
        NATIVE = "native", _("Registered here")
        OCDS = "ocds", _("Imported open contracting data")

    owner = models.ForeignKey(
        Agency, verbose_name=_("owner agency"), on_delete=models.PROTECT, related_name="projects"
    )
    reference = models.CharField(_("reference"), max_length=80)
    title = models.CharField(_("title"), max_length=500)
    title_zh = models.CharField(_("title in Chinese"), max_length=500, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    classification = models.CharField(
        _("data classification"),
        max_length=10,
        choices=Classification,
        default=Classification.GENERAL,
    )
    mlps_level = models.PositiveSmallIntegerField(
        _("protection level (MLPS)"), null=True, blank=True
    )
    budget = models.DecimalField(
        _("budget"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    reference_cost = models.DecimalField(
        _("reference-class median"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    start_date = models.DateField(_("start"), null=True, blank=True)
    end_date = models.DateField(_("planned end"), null=True, blank=True)
    mode = models.CharField(
        _("operation mode"), max_length=12, choices=Mode, blank=True, default=Mode.UNDECIDED
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.PLANNING)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ACTIVE)
    source = models.CharField(_("source"), max_length=8, choices=Source, default=Source.NATIVE)
    risk_level = models.PositiveSmallIntegerField(_("risk band"), choices=BAND_LABELS, default=0)
    responsible_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible officer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("registered"), auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    commercial = Protected(
        frozenset({"budget", "reference_cost"}),
        shown_to=(Right.VIEW_PLANNING, Right.VIEW_PAYMENTS, Right.VIEW_SELECTION),
    )
    classified = Protected(
        frozenset({"mlps_level"}), shown_to=(Right.VIEW_PLANNING, Right.VIEW_EVIDENCE, Right.P5)
    )
    assessed = Protected(frozenset({"risk_level"}), shown_to=(Right.VIEW_RISK,))
    own_path: ClassVar[str] = ""

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        default_permissions = ()
        permissions = [(right.value, right.value) for right in Right]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "reference"], name="project_reference_once_per_agency"
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0),
                name="project_budget_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                name="project_dates_ordered",
            ),
            models.CheckConstraint(
                condition=Q(mlps_level__isnull=True) | Q(mlps_level__range=(1, 5)),
                name="project_mlps_level_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(risk_level__lte=5), name="project_risk_level_is_a_band"
            ),
            models.CheckConstraint(
                condition=Q(currency__regex="^[A-Z]{3}$"), name="project_currency_is_a_code"
            ),
        ]
        indexes = [
            models.Index(
                "owner", F("risk_level").desc(), F("id").desc(), name="project_owner_risk"
            ),
            models.Index(F("risk_level").desc(), F("id").desc(), name="project_risk"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.label}"

    def get_absolute_url(self) -> str:
        """The project's page."""
        return reverse("projects:detail", args=[self.pk])

    @property
    def label(self) -> str:
        """The title in the reader's language, where it is known."""
        if (get_language() or "en").startswith("zh") and self.title_zh:
            return self.title_zh
        return self.title

    @property
    def risk_band(self) -> str:
        """The code of the risk band; `none` before the first score."""
        return BANDS[self.risk_level]
