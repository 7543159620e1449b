"""A version of the risk model tried on all projects: a draft before it is published, a published
version once."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models import ProjectScoped
from projects.rights import Right
from risk.models.model_version import ModelVersion
from risk.models.result import BAND_CODES, number_column
from risk.scoring.bands import Band


class ModelReplay(models.Model):
    """One try of one state of a draft (`edition`), done once however often it is asked for."""

    model = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="replays")
    edition = models.PositiveIntegerField(_("state of the draft"))
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField(_("requested"))
    total = models.PositiveIntegerField(_("projects"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("replay of a model")
        verbose_name_plural = _("replays of models")
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["model", "edition"], name="risk_replay_once"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.edition}"


class ReplayedResult(ProjectScoped):
    """A project's newest result beside the same inputs under the version that is tried."""

    visible_by: ClassVar[Right] = Right.VIEW_RISK

    replay = models.ForeignKey(ModelReplay, on_delete=models.CASCADE, related_name="results")
    as_of = models.DateField(_("as of"))
    score_before = number_column(_("score"))
    band_before = models.SmallIntegerField(_("band"))
    score = number_column(_("score under the version"))
    lo = number_column(_("lower bound"))
    hi = number_column(_("upper bound"))
    band = models.SmallIntegerField(_("band under the version"))

    class Meta:
        verbose_name = _("replayed result")
        verbose_name_plural = _("replayed results")
        default_permissions = ()
        ordering = ["replay", "project"]
        constraints = [
            models.UniqueConstraint(fields=["replay", "project"], name="risk_replayed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.score_before:.1f} → {self.score:.1f}"

    @property
    def change(self) -> float:
        """How many points more; NaN where there is no score."""
        return float(self.score - self.score_before)

    @property
    def band_code(self) -> str:
        """The band under the version, as a stable word."""
        return BAND_CODES[Band(self.band)]

    @property
    def band_code_before(self) -> str:
        """The band as it stands, as a stable word."""
        return BAND_CODES[Band(self.band_before)]
