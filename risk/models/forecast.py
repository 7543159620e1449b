"""What a project may cost in the end, against projects that are finished."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models import Project, ScopedQuerySet
from projects.rights import Right
from risk.uncertainty.classes import Traits


class CostForecast(models.Model):
    """Costs at completion as shares of the budget at completion: amounts stand in the reports,
    for those who may read these. NaN where there is no tail; `class_…` empty where the class is
    not narrowed by it."""

    visible_by = Right.VIEW_RISK
    own_path = ""
    project_path = "project"

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, primary_key=True, related_name="cost_forecast"
    )
    as_of = models.DateField(_("as of"))
    reported = models.DateField(_("status date of the report"), null=True, blank=True)
    earned = models.FloatField(_("earned"))
    spent = models.FloatField(_("spent"))
    point = models.FloatField(_("estimate at completion"))
    p50 = models.FloatField(_("median"))
    p80 = models.FloatField(_("80 % quantile"))
    p90 = models.FloatField(_("90 % quantile"))
    overrun_chance = models.FloatField(_("probability of more than 50 % above the budget"))
    is_published = models.BooleanField(_("from the published prior"))
    class_size = models.PositiveIntegerField(_("finished projects compared with"))
    class_mode = models.CharField(_("operation mode"), max_length=12, blank=True)
    class_budget = models.SmallIntegerField(_("size"), null=True, blank=True)
    class_level = models.SmallIntegerField(_("level of the agency"), null=True, blank=True)
    exponent = models.FloatField(_("exponent of the tail"))
    exponent_lo = models.FloatField(_("lower end of the exponent"))
    exponent_hi = models.FloatField(_("upper end of the exponent"))
    computed_at = models.DateTimeField(_("computed"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("cost forecast")
        verbose_name_plural = _("cost forecasts")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(p50__lte=F("p80"), p80__lte=F("p90"), p50__gte=0),
                name="risk_forecast_quantiles_ordered",
            ),
            models.CheckConstraint(
                condition=Q(overrun_chance__range=(0, 1)), name="risk_forecast_chance_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.p50:.2f}–{self.p90:.2f}"

    @property
    def narrowed(self) -> Traits:
        """What the finished projects of the class have in common."""
        return Traits(mode=self.class_mode, budget=self.class_budget, level=self.class_level)
