"""Something about a score that its officers should hear of without looking."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.models import Project, ScopedQuerySet
from projects.models.project import BAND_LABELS
from projects.rights import Right
from risk.scoring.vetoes import VETOES, Veto

VETO_OF = {veto.code: veto for veto in VETOES}


class RiskAlertQuerySet(ScopedQuerySet):
    """Alerts."""

    def unseen(self) -> "RiskAlertQuerySet":
        """Those that nobody responsible has marked as seen."""
        return self.filter(seen_at__isnull=True)


class RiskAlert(models.Model):
    """Noted once by the run that found it: a steep rise, another band, a veto opened or cleared.

    `about` is the code of the veto, or the band that came. Scores are NaN, bands -1 where there
    was none.
    """

    class Kind(models.TextChoices):
        RISE = "rise", _("Steep rise")
        BAND = "band", _("Another band")
        OPENED = "opened", _("Veto opened")
        CLEARED = "cleared", _("Veto cleared")

    visible_by = Right.VIEW_RISK
    own_path = ""
    project_path = "project"

    project = models.ForeignKey(
        Project,
        verbose_name=_("project"),
        on_delete=models.CASCADE,
        editable=False,
        related_name="risk_alerts",
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    about = models.CharField(_("about"), max_length=12, blank=True)
    as_of = models.DateField(_("as of"))
    noted_at = models.DateTimeField(_("noted"))
    score_before = models.FloatField(_("score before"))
    score_after = models.FloatField(_("score after"))
    band_before = models.SmallIntegerField(_("band before"))
    band_after = models.SmallIntegerField(_("band after"))
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("seen by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)
    note = models.CharField(_("what follows from it"), max_length=500, blank=True)

    objects: ClassVar[Any] = RiskAlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("risk alert")
        verbose_name_plural = _("risk alerts")
        default_permissions = ()
        ordering = ["-noted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "as_of", "about"], name="risk_alert_once"
            ),
            models.CheckConstraint(
                condition=Q(seen_at__isnull=True, seen_by__isnull=True)
                | Q(seen_at__isnull=False, seen_by__isnull=False),
                name="risk_alert_seen_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project"], condition=Q(seen_at__isnull=True), name="risk_alert_unseen"
            ),
            models.Index(
                fields=["noted_at"], condition=Q(mailed_at__isnull=True), name="risk_alert_unmailed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.about}".strip()

    def get_absolute_url(self) -> str:
        """Where it can be marked as seen."""
        return reverse("risk:alert", args=[self.pk])

    @property
    def veto(self) -> Veto | None:
        """The veto that it is about."""
        return VETO_OF.get(self.about)

    @property
    def words(self) -> str:
        """What happened, in one sentence that accuses nobody."""
        if self.kind == self.Kind.RISE:
            numbers = {"before": f"{self.score_before:.1f}", "after": f"{self.score_after:.1f}"}
            return _("The score rose from %(before)s to %(after)s within 30 days") % numbers
        if self.kind == self.Kind.BAND:
            bands = {
                "before": BAND_LABELS[self.band_before + 1][1],
                "after": BAND_LABELS[self.band_after + 1][1],
            }
            return _("The band changed from %(before)s to %(after)s") % bands
        opened = self.kind == self.Kind.OPENED
        said = _("The facts open veto %(veto)s") if opened else _("Veto %(veto)s is cleared")
        return str(said) % {"veto": self.about}
