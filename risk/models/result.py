"""What a run found about a project: everything needed to show it and to compute it again."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models import Project, ScopedQuerySet
from projects.rights import Right
from risk.models.model import RiskModel
from risk.scoring.bands import Band
from risk.scoring.vetoes import Veto
from risk.vetoes.floors import vetoes_in

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

BAND_CODES = {
    Band.UNKNOWN: "none",
    Band.LOW: "low",
    Band.WATCH: "watch",
    Band.ELEVATED: "elevated",
    Band.HIGH: "high",
    Band.CRITICAL: "critical",
}


def number_column(name: "_StrOrPromise") -> models.FloatField:
    """A double; NaN where there is nothing to say."""
    return models.FloatField(name)


def numbers(name: "_StrOrPromise") -> ArrayField:
    """Doubles in the order of the model's indicators; NaN where there is nothing to say."""
    return ArrayField(models.FloatField(), verbose_name=name)


class Outcome(models.Model):
    """The outcome of one run for one project. Arrays follow the codes of the model; numbers are
    NaN where nothing is due. `event_seq` is the last change of the project that the run saw."""

    visible_by = Right.VIEW_RISK
    own_path = ""
    project_path = "project"

    model = models.ForeignKey(RiskModel, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField(_("as of"))
    stage = models.CharField(_("stage"), max_length=12)
    inputs = numbers(_("measured values"))
    states = ArrayField(models.SmallIntegerField(), verbose_name=_("states"))
    scores = numbers(_("scores, missing ones filled"))
    contributions = numbers(_("contributions"))
    dimensions = numbers(_("dimension scores"))
    aggregate = number_column(_("aggregate"))
    guard = number_column(_("with the dimension guard"))
    score = number_column(_("score"))
    lo = number_column(_("lower bound"))
    hi = number_column(_("upper bound"))
    coverage = number_column(_("coverage"))
    confidence = number_column(_("confidence"))
    band = models.SmallIntegerField(_("band"))
    vetoes = models.BigIntegerField(_("open vetoes, a bit each"))
    ages = ArrayField(
        models.SmallIntegerField(), verbose_name=_("ages in days, -1 unknown"), default=list
    )
    frozen = models.SmallIntegerField(_("gates that froze values, a bit each"), default=0)
    event_seq = models.BigIntegerField(_("last change seen"))
    computed_at = models.DateTimeField(_("computed"))
    # absent from results of before these were kept
    input_digest = models.BinaryField(_("SHA-256 of the inputs"), null=True, editable=False)
    seconds = models.FloatField(_("seconds that its batch took"), null=True, editable=False)
    batch = models.PositiveIntegerField(_("projects in its batch"), null=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def codes(self) -> Sequence[str]:
        """The indicators in the order of the arrays."""
        return self.model.codes

    @property
    def is_scored(self) -> bool:
        """Whether anything was due at all."""
        return not math.isnan(self.score)

    @property
    def band_code(self) -> str:
        """The band as a stable word."""
        return BAND_CODES[Band(self.band)]

    @property
    def digest(self) -> str:
        """The SHA-256 of everything that entered the score, in hex; empty where it was not kept."""
        return bytes(self.input_digest).hex() if self.input_digest else ""

    @property
    def open_vetoes(self) -> list[Veto]:
        """What sets a floor under the score."""
        return vetoes_in(self.vetoes)


class Stale(models.TextChoices):
    """Why a result is shown as out of date."""

    NONE = "", ""
    DAY = "day", _("It was computed for a day that is past.")
    CHANGE = "change", _("The project changed since, and the change was not computed.")
    MODEL = "model", _("Another version of the model is in force.")
    FACTS = "facts", _("Most of its facts are older than they may be.")


class RiskResult(Outcome):
    """The newest outcome of a project; only ever replaced by one that saw as much or more."""

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, primary_key=True, related_name="risk_result"
    )
    # set by the daily look, removed by the next result
    stale_since = models.DateTimeField(_("out of date since"), null=True, editable=False)
    stale_because = models.CharField(
        max_length=8, choices=Stale, blank=True, default="", db_default="", editable=False
    )

    class Meta:
        verbose_name = _("risk result")
        verbose_name_plural = _("risk results")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(band__range=(-1, 4)), name="risk_result_band"),
            models.CheckConstraint(
                condition=Q(coverage__range=(0, 1)), name="risk_result_coverage_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(stale_since__isnull=True, stale_because="")
                | Q(stale_since__isnull=False) & ~Q(stale_because=""),
                name="risk_result_stale_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.as_of.isoformat()} {self.score:.1f}"


class RiskPoint(Outcome):
    """A point of the history: what the outcome was from this day on, until the next point."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="risk_points")

    class Meta:
        verbose_name = _("risk history")
        verbose_name_plural = _("risk history")
        default_permissions = ()
        ordering = ["project", "as_of"]
        constraints = [
            models.UniqueConstraint(fields=["project", "as_of"], name="risk_point_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.as_of.isoformat()} {self.score:.1f}"
