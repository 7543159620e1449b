"""A contractor is told of a score about its own work."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import Organisation
from projects.models import ProjectScoped
from projects.rights import Right
from risk.catalogue import Indicator, State
from risk.definitions.wording import STATES
from risk.indicators import BY_CODE
from risk.models.result import BAND_CODES
from risk.scoring.bands import Band


class ScoreNotice(ProjectScoped):
    """One period of one indicator: it begins when the score is first computed or its band
    worsens, and lasts until the next. What was told stays; what the score is now follows it."""

    class Reason(models.TextChoices):
        FIRST = "first", _("First computed")
        WORSE = "worse", _("The band worsened")

    visible_by = Right.VIEW_RISK
    own_path = "organisation"

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("contractor"), on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(_("indicator"), max_length=10)
    number = models.PositiveIntegerField(_("period"))
    reason = models.CharField(_("why it was told"), max_length=5, choices=Reason)
    told_at = models.DateTimeField(_("told"), auto_now_add=True)
    answer_by = models.DateField(_("answer by"))
    told_score = models.FloatField(_("score when told"))
    told_band = models.SmallIntegerField(_("band when told"))
    x = models.FloatField(_("measured value"), null=True, blank=True)
    state = models.SmallIntegerField(_("state"))
    score = models.FloatField(_("score"), null=True, blank=True)
    band = models.SmallIntegerField(_("band"))
    as_of = models.DateField(_("as of"))

    class Meta:
        verbose_name = _("score about a contractor")
        verbose_name_plural = _("scores about contractors")
        default_permissions = ()
        ordering = ["project", "code", "organisation", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation", "code", "number"],
                name="score_notice_period_once",
            ),
            models.CheckConstraint(
                condition=Q(told_score__range=(0, 100)) & Q(told_band__range=(0, 4)),
                name="score_notice_told_a_score",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True, band=-1)
                | Q(score__range=(0, 100), band__range=(0, 4)),
                name="score_notice_score_has_a_band",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}/{self.number}"

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return BY_CODE[self.code]

    @property
    def band_code(self) -> str:
        """The band of now as a stable word."""
        return BAND_CODES[Band(self.band)]

    @property
    def state_words(self) -> Promise:
        """The state of the measurement."""
        return STATES[State(self.state)]

    @property
    def is_over(self) -> bool:
        """Whether an answer would be late now."""
        return timezone.localdate() > self.answer_by
