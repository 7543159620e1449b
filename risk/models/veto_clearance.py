"""A determination that clears a veto although the facts that opened it stand."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.evidence.models import Document
from egov_outsource.accounts.models import User
from projects.models import ProjectScoped
from projects.rights import Right
from risk.scoring.vetoes import VETOES, Veto

BY_CODE = {veto.code: veto for veto in VETOES}


class VetoClearance(ProjectScoped):
    """Holds for exactly the facts in `signature`: as soon as these are others, the veto is open
    again. Never changed."""

    visible_by = Right.VIEW_RISK

    veto = models.CharField(_("veto"), max_length=12)
    signature = models.CharField(_("facts that it is about"), max_length=400)
    reasons = models.TextField(_("reasons"))
    document = models.ForeignKey(
        Document, verbose_name=_("evidence"), on_delete=models.PROTECT, related_name="+"
    )
    cleared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(_("cleared"), default=timezone.now)

    class Meta:
        verbose_name = _("clearance of a veto")
        verbose_name_plural = _("clearances of vetoes")
        default_permissions = ()
        ordering = ["-cleared_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "veto", "signature"], name="risk_veto_cleared_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.veto}"

    @property
    def about(self) -> Veto:
        """The veto that it clears."""
        return BY_CODE[self.veto]

    def get_absolute_url(self) -> Any:
        """Where it is shown: beside the score."""
        return self.project.get_absolute_url()
