"""What an audit plan said, version by version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.reviews.models.review import Review
from egov_outsource.accounts.models import User
from projects.models import ProjectScoped
from projects.rights import Right


class PlanVersion(ProjectScoped):
    """The announced plan as it was; a revision before the audit begins is the next version."""

    visible_by = Right.VIEW_REVIEWS

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("audit"), max_length=300)
    plan = models.TextField(_("audit plan"))
    scope = models.TextField(_("scope"), blank=True)
    criteria = models.TextField(_("audit criteria"), blank=True)
    period_start = models.DateField(_("audited from"), null=True, blank=True)
    period_end = models.DateField(_("audited until"), null=True, blank=True)
    # keys of accounts: names are erased where accounts are
    team = models.JSONField(_("team"), default=list)
    reason = models.TextField(_("reason of the revision"), blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("announced"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of an audit plan")
        verbose_name_plural = _("versions of audit plans")
        default_permissions = ()
        ordering = ["review", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="plan_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"
