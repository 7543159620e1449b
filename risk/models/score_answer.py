"""What a contractor answers to a score about its own work."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from egov_outsource.accounts.models import User
from projects.models import ProjectScoped
from projects.rights import Right
from risk.models.score_notice import ScoreNotice


class ScoreAnswer(ProjectScoped):
    """What a contractor says to a score; a correction is a new version, nothing is overwritten."""

    class Outcome(models.TextChoices):
        WAITING = "", _("Not responded to yet")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Not accepted")

    visible_by = Right.VIEW_RISK
    own_path: ClassVar[str] = "notice__organisation"

    notice = models.ForeignKey(ScoreNotice, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("answer"))
    evidence = models.ManyToManyField(
        Document, verbose_name=_("evidence"), related_name="+", blank=True
    )
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered"), auto_now_add=True)
    is_late = models.BooleanField(_("after the time to answer"))
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=Outcome, blank=True, default=Outcome.WAITING
    )
    response = models.TextField(_("response"), blank=True)
    responded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    responded_at = models.DateTimeField(_("responded"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer to a score")
        verbose_name_plural = _("answers to scores")
        default_permissions = ()
        ordering = ["notice", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="score_answer_version_once"),
            models.CheckConstraint(
                condition=Q(outcome="", responded_by__isnull=True, responded_at__isnull=True)
                | Q(
                    outcome__in=["accepted", "rejected"],
                    responded_by__isnull=False,
                    responded_at__isnull=False,
                ),
                name="score_answer_response_complete",
            ),
            models.CheckConstraint(
                condition=Q(responded_by__isnull=True) | ~Q(responded_by=F("answered_by")),
                name="score_answer_responded_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice} v{self.number}"
