"""When somebody first opened a thing that they could decide on."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from projects.models.scoped import ProjectScoped
from projects.rights import Right


class Opening(ProjectScoped):
    """One row a person and thing; later openings change nothing."""

    visible_by = Right.VIEW_ALLOCATION

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    opened_at = models.DateTimeField(_("first opened"), default=timezone.now)

    class Meta:
        verbose_name = _("first opening")
        verbose_name_plural = _("first openings")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "subject_type", "subject_id"], name="opening_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"
