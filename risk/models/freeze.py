"""What indicators came to when their gate was passed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.lifecycle.models import Gate, GateReview
from projects.models import ProjectScoped
from projects.rights import Right


class Freeze(ProjectScoped):
    """The values that a passed gate fixed, in the order of `codes`; they are carried from run to
    run until the gate is opened again. What was not due at that moment stays live."""

    class Source(models.TextChoices):
        RUN = "run", _("as the run of that day found it")
        RECORDS = "records", _("computed later, from the records as of that day")

    visible_by = Right.VIEW_RISK

    review = models.OneToOneField(GateReview, on_delete=models.CASCADE, related_name="+")
    gate = models.CharField(_("gate"), max_length=2, choices=Gate)
    frozen_on = models.DateField(_("gate passed"))
    source = models.CharField(_("how it is known"), max_length=10, choices=Source)
    codes = ArrayField(models.CharField(max_length=10), verbose_name=_("indicators in order"))
    inputs = ArrayField(models.FloatField(), verbose_name=_("measured values"))
    states = ArrayField(models.SmallIntegerField(), verbose_name=_("states"))
    ages = ArrayField(models.SmallIntegerField(), verbose_name=_("ages in days, -1 unknown"))
    made_at = models.DateTimeField(_("frozen"), auto_now_add=True)

    class Meta:
        verbose_name = _("frozen values")
        verbose_name_plural = _("frozen values")
        default_permissions = ()
        ordering = ["project", "gate"]
        constraints = [
            models.UniqueConstraint(fields=["project", "gate"], name="risk_freeze_once_a_gate")
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.gate} {self.frozen_on.isoformat()}"
