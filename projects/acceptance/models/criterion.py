"""How a deliverable will be judged, declared before it is delivered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from egov_outsource.accounts.models import User
from projects.acceptance.models.deliverable import Deliverable
from projects.models import ProjectScoped
from projects.planning.models import Requirement
from projects.rights import Right


class AcceptanceCriterion(ProjectScoped):
    """A standard, an acceptable level and a method; mandatory ones must pass."""

    visible_by = Right.VIEW_ACCEPTANCE
    own_path = "deliverable__organisation"

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="criteria")
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, related_name="criteria", null=True, blank=True
    )
    text = models.TextField(_("criterion"))
    method = models.CharField(_("test method"), max_length=500)
    is_mandatory = models.BooleanField(_("mandatory"), default=True)
    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(_("declared"), auto_now_add=True)

    class Meta:
        verbose_name = _("acceptance criterion")
        verbose_name_plural = _("acceptance criteria")
        default_permissions = ()
        ordering = ["deliverable", "id"]

    def __str__(self) -> str:
        return self.text[:120]
