"""How far a project's score could be another one."""

from typing import Any

import numpy as np
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models import Project, ScopedQuerySet
from projects.rights import Right
from risk.columns import Floats
from risk.models.model import RiskModel
from risk.uncertainty.doubts import Source

PACKED = "<u2"  # a draw in hundredths of a point


class RiskUncertainty(models.Model):
    """Quantiles and chances from the draws of one project, made again to the bit from its seed and
    the input with this digest. They speak about the result with the digest `basis`. Quantiles, in
    percent from 0 to 100, and draws are those before a veto."""

    visible_by = Right.VIEW_RISK
    own_path = ""
    project_path = "project"

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, primary_key=True, related_name="risk_uncertainty"
    )
    model = models.ForeignKey(RiskModel, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateField(_("as of"))
    event_seq = models.BigIntegerField(_("last change seen"))
    seed = models.BigIntegerField(_("seed"))
    basis = models.CharField(_("SHA-256 of the inputs of the result"), max_length=64)
    digest = models.CharField(_("SHA-256 of the input"), max_length=64)
    count = models.PositiveIntegerField(_("draws"))
    p05 = models.FloatField(_("5 % quantile"))
    p50 = models.FloatField(_("median"))
    p95 = models.FloatField(_("95 % quantile"))
    floor = models.FloatField(_("floor of open vetoes"))
    quantiles = ArrayField(models.FloatField(), verbose_name=_("quantiles"))
    bands = ArrayField(models.FloatField(), size=5, verbose_name=_("shares of the bands"))
    alone = ArrayField(
        models.FloatField(),
        size=2 * len(Source),
        verbose_name=_("5 % and 95 % quantile under each source of doubt alone"),
    )
    missing = ArrayField(models.CharField(max_length=10), verbose_name=_("missing values"))
    classed = ArrayField(
        models.CharField(max_length=10),
        verbose_name=_("of these drawn from a reference class"),
    )
    draws = models.BinaryField(_("draws, in hundredths of a point"))
    computed_at = models.DateTimeField(_("computed"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("uncertainty of a score")
        verbose_name_plural = _("uncertainty of scores")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(p05__gte=0, p95__lte=100, p05__lte=F("p50"), p50__lte=F("p95")),
                name="risk_uncertainty_quantiles_ordered",
            ),
            models.CheckConstraint(condition=Q(count__gt=0), name="risk_uncertainty_has_draws"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.p05:.1f}–{self.p95:.1f}"

    @property
    def likely_elevated(self) -> float:
        """The share of draws in which the band is elevated or worse."""
        return float(sum(self.bands[2:]))

    @property
    def ranges(self) -> list[tuple[Source, float, float]]:
        """Each source of doubt with the range that it alone opens."""
        pairs = zip(self.alone[::2], self.alone[1::2], strict=True)
        return [(source, lo, hi) for source, (lo, hi) in zip(Source, pairs, strict=True)]

    def scores(self) -> Floats:
        """The draws with the veto, to a hundredth of a point."""
        drawn = np.frombuffer(self.draws, dtype=PACKED).astype(np.float64) / 100.0
        return np.maximum(drawn, self.floor)


def packed(draws: Floats) -> bytes:
    """Draws as they are stored."""
    whole: Any = np.rint(draws * 100.0).astype(PACKED)
    return bytes(whole.tobytes())
